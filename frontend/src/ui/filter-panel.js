/** Every filter with its count: as rows beside the list, or as pills in the sheet. It holds no choice of its own. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import {
  CONDITION_OPTIONS,
  districtOptions,
  PRICE_OPTIONS,
  regionOptions,
  STATUS_OPTIONS,
  WHEN_OPTIONS,
} from "../state/browse-facets.js";
import { toggle } from "../state/browse-filters.js";
import { choices, districts, label } from "../state/labels.js";
import { daysControl } from "./filter-days.js";
import { optionControl } from "./filter-option.js";
import { icon } from "./icon.js";

/** @typedef {import("../state/browse-facets.js").Option} Option */
/** @typedef {import("../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../../types/shapes.d.ts").Facets} Facets */
/** @typedef {{ root: HTMLElement, show: (filters: Filters, facets: Facets | null) => void }} Part */

const FIRST_DISTRICTS = 8;

/**
 * Make the panel; labels must be loaded.
 * @param {{ look: "rows" | "pills", onchange: (next: Filters) => void }} options
 * @returns {Part} `show` puts a choice and its counts; null leaves the counts as they are
 */
export function filterPanel({ look, onchange }) {
  /** @type {Filters} */
  let current;
  /** @type {Facets | null} */
  let counts = null;
  const pick = (/** @type {Option} */ { name, value }) => onchange(toggle(current, name, value));
  const days = daysControl({ filters: () => current, onchange });
  const regions = regionOptions(choices("regions").map(({ code }) => code));
  const genres = choices("genres").map(({ code }) => /** @type {Option} */ ({ name: "genre", value: code }));
  /** @type {Part[]} */
  const parts = [
    group(t("filter.genre"), [optionList(genres, pick)], t("filter.several")),
    group(t("filter.when"), [optionList(WHEN_OPTIONS, pick, { last: days.toggle }), days]),
    group(t("filter.region"), [optionList(regions.options, pick, regions), districtPart(pick)]),
    group(t("filter.status"), [optionList(STATUS_OPTIONS, pick)]),
    group(t("filter.conditions"), [optionList(CONDITION_OPTIONS, pick)]),
    group(t("filter.price"), [optionList(PRICE_OPTIONS, pick)]),
  ];
  return {
    root: h(
      "div",
      { class: `filter-panel is-${look}` },
      parts.map(({ root }) => root),
    ),
    show(filters, facets) {
      current = filters;
      counts = facets ?? counts;
      for (const part of parts) part.show(filters, counts);
    },
  };
}

/**
 * @param {string} name
 * @param {Part[]} parts
 * @param {string} [hint]
 * @returns {Part}
 */
function group(name, parts, hint = "") {
  const legend = h("legend", { class: "filter-legend" }, name, hint && h("span", { class: "filter-hint" }, hint));
  return {
    root: h(
      "fieldset",
      { class: "filter-group" },
      legend,
      parts.map(({ root }) => root),
    ),
    show: (filters, facets) => {
      for (const part of parts) part.show(filters, facets);
    },
  };
}

/**
 * @param {readonly Option[]} options
 * @param {(option: Option) => void} onpick
 * @param {{ first?: number, total?: number, last?: Node }} [how] `first` is how many are shown before the list is opened,
 *   chosen ones always are; `total` is what the button says; `last` is one more option that someone else keeps
 * @returns {Part}
 */
function optionList(options, onpick, { first = options.length, total = options.length, last } = {}) {
  const controls = options.map((option) => optionControl(option, onpick));
  let open = options.length <= first + 1;
  const button = h("button", { type: "button", class: "filter-more", "aria-expanded": "false", onclick });
  function fold() {
    for (const [index, { root, input }] of controls.entries()) root.hidden = !open && index >= first && !input.checked;
    button.setAttribute("aria-expanded", String(open));
    button.replaceChildren(
      open ? t("filter.less") : t("filter.all", { n: total }),
      open ? icon("chevron-up") : icon("chevron-down"),
    );
  }
  function onclick() {
    open = !open;
    fold();
  }
  const folds = !open;
  return {
    root: h(
      "div",
      { class: "options" },
      controls.map(({ root }) => root),
      last,
      folds && button,
    ),
    show(filters, facets) {
      for (const control of controls) control.show(filters, facets);
      if (folds) fold();
    },
  };
}

/**
 * The districts of the one region that is chosen.
 * @param {(option: Option) => void} onpick
 * @returns {Part}
 */
function districtPart(onpick) {
  const root = h("div", { class: "filter-districts" });
  let drawn = "";
  /** @type {Part | null} */
  let inner = null;

  /**
   * @param {string} region
   * @param {Option[]} options
   */
  function draw(region, options) {
    const key = [region, ...options.map(({ value }) => value)].join(" ");
    if (key === drawn) return;
    drawn = key;
    const focused = root.contains(document.activeElement)
      ? /** @type {HTMLInputElement} */ (document.activeElement).value
      : null;
    inner = group(t("filter.district", { region: label("regions", region) }), [
      optionList(options, onpick, { first: FIRST_DISTRICTS }),
    ]);
    root.replaceChildren(inner.root);
    if (focused)
      /** @type {HTMLElement | null} */ (root.querySelector(`input[value="${CSS.escape(focused)}"]`))?.focus();
  }

  return {
    root,
    show(filters, facets) {
      const region = filters.region.length === 1 ? filters.region[0] : undefined;
      const options = region ? districtOptions(districts(region), facets, filters.district) : [];
      root.hidden = options.length === 0;
      if (!region || root.hidden) return;
      draw(region, options);
      inner?.show(filters, facets);
    },
  };
}
