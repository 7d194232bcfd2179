/** The filter button and what is chosen, each with its own way out. */

import { h, list } from "../../core/h.js";
import { t } from "../../core/i18n.js";
import { chosen, without } from "../../state/browse-choices.js";
import { cleared, withoutPreset, withText } from "../../state/browse-filters.js";
import { choiceLabel } from "../../state/filter-labels.js";
import { chipRemove } from "../../ui/chip.js";
import { icon } from "../../ui/icon.js";

/** @typedef {import("../../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../../state/browse-filters.js").Preset} Preset */

/**
 * @param {{ preset: Preset | null, onopen: () => void, onchange: (next: Filters) => void, onlost: () => void }} options
 *   `onlost` is called when the focused chip is gone and no other is left to take the focus
 */
export function filterBar({ preset, onopen, onchange, onlost }) {
  const number = h("span", { class: "filter-number" });
  const button = h(
    "button",
    { type: "button", class: "chip filter-open", "aria-haspopup": "dialog", onclick: onopen },
    icon("sliders"),
    t("filter.title"),
    number,
  );
  const chips = h("div", { class: "filter-chips" });
  const root = h("div", { class: "filter-bar" }, button, chips);

  /**
   * Keep the row's place before its words are there, so that nothing moves.
   * @param {Filters} filters
   */
  function reserve(filters) {
    root.classList.toggle("has-chips", filters.q !== "" || chosen(withoutPreset(filters, preset)).length > 0);
  }

  /** @param {Filters} filters */
  function show(filters) {
    const choices = chosen(withoutPreset(filters, preset));
    const n = choices.length;
    reserve(filters);
    number.hidden = n === 0;
    number.replaceChildren(
      h("span", { "aria-hidden": "true" }, n),
      h("span", { class: "visually-hidden" }, t("filter.chosen", { n })),
    );
    const before = [...chips.querySelectorAll("button")];
    const focused = before.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const parts = choices.map((choice) => {
      const label = choiceLabel(choice);
      return { label, name: t("filter.remove", { label }), onclick: () => onchange(without(filters, choice)) };
    });
    const { q } = filters;
    if (q)
      parts.unshift({
        label: q,
        name: t("search.remove", { label: q }),
        onclick: () => onchange(withText(filters, "")),
      });
    const items = list(parts, chipRemove);
    const clear = h(
      "button",
      { type: "button", class: "link-button", onclick: () => onchange(cleared(filters, preset)) },
      t("filter.clear"),
    );
    items.setAttribute("aria-label", t("filter.chosen.label"));
    chips.replaceChildren(...(parts.length > 0 ? [items] : []), ...(n > 0 ? [clear] : []));
    if (focused >= 0) keepFocus(focused);
  }

  /** @param {number} index of the button that had the focus */
  function keepFocus(index) {
    const left = [...chips.querySelectorAll("li button")];
    const next = /** @type {HTMLElement | undefined} */ (left[index] ?? left.at(-1));
    if (next) next.focus();
    else if (button.checkVisibility()) button.focus();
    else onlost();
  }

  return { root, reserve, show };
}
