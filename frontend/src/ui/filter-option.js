/** One option of the filter panel: a native checkbox with its words and its count; CSS draws it as a row or as a pill. */

import { formatNumber } from "../core/format.js";
import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { countOf } from "../state/browse-facets.js";
import { choiceLabel } from "../state/filter-labels.js";
import { icon } from "./icon.js";

/** @typedef {import("../state/browse-facets.js").Option} Option */
/** @typedef {import("../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../../types/shapes.d.ts").Facets} Facets */

/** @typedef {import("../../types/browse.d.ts").OptionControl} OptionControl */

/**
 * @param {Filters} filters
 * @param {Option} option
 * @returns {boolean}
 */
function isChosen(filters, { name, value }) {
  if (name === "when" || name === "price_max") return filters[name] === value;
  return filters[name].includes(value);
}

/**
 * @param {string} label
 * @param {{ name: string, value: string, className?: string, onchange: () => void }} options
 * @returns {{ root: HTMLElement, input: HTMLInputElement, count: HTMLElement }}
 */
export function checkbox(label, { name, value, className = "", onchange }) {
  const input = h("input", { type: "checkbox", class: "option-input", name, value, onchange });
  const count = h("span", { class: "option-count" });
  const mark = h("span", { class: "option-mark", "aria-hidden": "true" }, icon("check-lg"));
  const root = h(
    "label",
    { class: `option ${className}`.trim() },
    input,
    mark,
    h("span", { class: "option-label" }, label),
    count,
  );
  return { root, input, count };
}

/**
 * @param {Option} option
 * @param {(option: Option) => void} onpick
 * @returns {OptionControl}
 */
export function optionControl(option, onpick) {
  const { root, input, count } = checkbox(choiceLabel(option), {
    name: option.name,
    value: option.value,
    className: option.indent ? "is-indented" : "",
    onchange: () => onpick(option),
  });
  let shown = /** @type {number | null} */ (null);
  return {
    option,
    root,
    input,
    show(filters, facets) {
      input.checked = isChosen(filters, option);
      const n = countOf(facets, option);
      if (n === shown || (n === null && shown !== null)) return; // an old count is better than none while asking
      shown = n;
      root.classList.toggle("is-none", n === 0);
      count.replaceChildren(...(n === null ? [] : countParts(n)));
    },
  };
}

/** @param {number} n */
function countParts(n) {
  return [
    h("span", { "aria-hidden": "true" }, formatNumber(n)),
    h("span", { class: "visually-hidden" }, t("filter.count", { n })),
  ];
}
