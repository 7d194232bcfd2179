/** Tabs after the ARIA pattern: one stop for the keyboard, arrows, Home and End move and select. */

import { h } from "../core/h.js";

let count = 0;

/**
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
