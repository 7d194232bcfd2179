/** Ways to choose one of a few: tabs, a row of buttons, a select; and those for genres and regions, once labels are loaded. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { choices, label as labelOf } from "../state/labels.js";
import { icon } from "./icon.js";

let count = 0;

/**
 * Tabs after the ARIA pattern: one stop for the keyboard; arrows, Home and End move and select.
 * @template {string} K
 * @param {{ label: string, items: readonly { key: K, label: string }[], selected: K, panel: HTMLElement, onselect: (key: K) => void }} options
 *   `panel` is the element whose content the tabs choose; it becomes the tab panel
 * @returns {{ root: HTMLElement, select: (key: K) => void }} `select` shows a choice without telling `onselect`
 */
export function tabs({ label, items, selected, panel, onselect }) {
  count += 1;
  const prefix = `tabs-${count}`;
  panel.id ||= `${prefix}-panel`;
  panel.setAttribute("role", "tabpanel");
  const buttons = items.map((item) =>
    h(
      "button",
      {
        type: "button",
        class: "chip tab",
        role: "tab",
        id: `${prefix}-${item.key}`,
        "aria-controls": panel.id,
        onclick: () => choose(item.key),
      },
      item.label,
    ),
  );
  const root = h("div", { class: "tabs", role: "tablist", "aria-label": label, onkeydown }, buttons);

  /** @param {K} key */
  function select(key) {
    for (const [index, item] of items.entries()) {
      const button = /** @type {HTMLElement} */ (buttons[index]);
      button.setAttribute("aria-selected", String(item.key === key));
      button.tabIndex = item.key === key ? 0 : -1;
      if (item.key === key) panel.setAttribute("aria-labelledby", button.id);
    }
  }

  /** @param {K} key */
  function choose(key) {
    select(key);
    onselect(key);
  }

  /** @param {KeyboardEvent} event */
  function onkeydown(event) {
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const goal = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (goal === undefined || at < 0) return;
    event.preventDefault();
    const index = (goal + buttons.length) % buttons.length;
    const item = /** @type {{ key: K }} */ (items[index]);
    const button = /** @type {HTMLElement} */ (buttons[index]);
    button.focus({ preventScroll: true });
    reveal(root, button);
    choose(item.key);
  }

  select(selected);
  return { root, select };
}

/**
 * Bring a tab into a row that scrolls sideways, without moving the page.
 * @param {HTMLElement} row
 * @param {HTMLElement} button
 */
function reveal(row, button) {
  const left = button.offsetLeft - row.offsetLeft;
  if (left < row.scrollLeft) row.scrollLeft = left - 16;
  else if (left + button.offsetWidth > row.scrollLeft + row.clientWidth)
    row.scrollLeft = left + button.offsetWidth - row.clientWidth + 16;
}

/**
 * A few choices side by side, one pressed.
 * @template {string} K
 * @param {{ label: string, items: readonly { key: K, label: string, symbol?: Node }[], selected: K, onselect: (key: K) => void }} options
 *   with a `symbol` the label is for screen readers only
 * @returns {{ root: HTMLElement, select: (key: K) => void }}
 */
export function segmented({ label, items, selected, onselect }) {
  const buttons = items.map((item) =>
    h(
      "button",
      { type: "button", class: "segment", onclick: () => onselect(item.key) },
      item.symbol,
      item.symbol ? h("span", { class: "visually-hidden" }, item.label) : item.label,
    ),
  );
  const select = (/** @type {K} */ key) => {
    for (const [index, item] of items.entries()) buttons[index]?.setAttribute("aria-pressed", String(item.key === key));
  };
  select(selected);
  return { root: h("div", { class: "segmented", role: "group", "aria-label": label }, buttons), select };
}

/**
 * A native select as a pill, with a hidden label.
 * @param {{ label: string, options: readonly { value: string, label: string }[], value: string, symbol?: Node | null, onchange: (value: string) => void }} options
 * @returns {{ root: HTMLElement, setValue: (value: string) => void }}
 */
export function pillSelect({ label, options, value, symbol = null, onchange }) {
  const select = h(
    "select",
    { "aria-label": label, onchange: () => onchange(select.value) },
    options.map((option) => h("option", { value: option.value }, option.label)),
  );
  select.value = value;
  const setValue = (/** @type {string} */ next) => {
    select.value = next;
  };
  return {
    root: h("span", { class: "pill-select" }, symbol, select, icon("chevron-down", "pill-select-arrow")),
    setValue,
  };
}

/**
 * @param {"genres" | "regions" | "periods"} kind
 * @param {string | null} code
 * @returns {string | null} the code when it exists, so that a foreign address asks for nothing odd
 */
export function knownCode(kind, code) {
  return code && choices(kind).some((choice) => choice.code === code) ? code : null;
}

/**
 * @param {{ selected: string | null, panel: HTMLElement, onselect: (genre: string | null) => void }} options null is all
 */
export function genreTabs({ selected, panel, onselect }) {
  const items = [
    { key: "", label: t("all") },
    ...choices("genres").map(({ code }) => ({ key: code, label: labelOf("genres", code) })),
  ];
  const { root, select } = tabs({
    label: t("rankings.genre"),
    items,
    selected: selected ?? "",
    panel,
    onselect: (key) => onselect(key || null),
  });
  return { root, select: (/** @type {string | null} */ genre) => select(genre ?? "") };
}

/**
 * @param {{ selected: string | null, onchange: (region: string | null) => void }} options null is the whole country
 */
export function regionSelect({ selected, onchange }) {
  const options = [
    { value: "", label: t("rankings.region.all") },
    ...choices("regions").map(({ code }) => ({ value: code, label: labelOf("regions", code) })),
  ];
  const { root, setValue } = pillSelect({
    label: t("rankings.region"),
    options,
    value: selected ?? "",
    symbol: icon("geo-alt"),
    onchange: (value) => onchange(value || null),
  });
  return { root, setValue: (/** @type {string | null} */ region) => setValue(region ?? "") };
}
