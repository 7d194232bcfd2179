/** Order and view of the list. */

import { h } from "../../core/h.js";
import { t } from "../../core/i18n.js";
import { BY_TEXT, SORTS } from "../../state/browse-filters.js";
import { pillSelect, segmented } from "../../ui/controls.js";
import { icon } from "../../ui/icon.js";

/** @typedef {import("../../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../../state/browse-filters.js").Sort} Sort */

/** @type {Record<Sort, import("../../core/i18n.js").Key>} */
const SORT_KEYS = {
  relevance: "browse.sort.relevance",
  popular: "browse.sort.popular",
  newest: "browse.sort.newest",
  closing: "browse.sort.closing",
  rating: "browse.sort.rating",
};

/**
 * @param {{ onchange: (change: Partial<Filters>) => void }} options
 */
export function listTools({ onchange }) {
  const orders = (/** @type {readonly Sort[]} */ sorts) =>
    pillSelect({
      label: t("browse.sort"),
      options: sorts.map((value) => ({ value, label: t(SORT_KEYS[value]) })),
      value: "popular",
      onchange: (value) => onchange({ sort: /** @type {Sort} */ (value), page: 1 }),
    });
  let sort = orders(SORTS);
  let hasText = false;
  const view = segmented({
    label: t("browse.view"),
    items: [
      { key: "grid", label: t("browse.view.grid"), symbol: icon("grid-3x3-gap-fill") },
      { key: "list", label: t("browse.view.list"), symbol: icon("list-ul") },
    ],
    selected: "grid",
    onselect: (key) => onchange({ view: /** @type {Filters["view"]} */ (key) }),
  });
  return {
    root: h("div", { class: "browse-tools" }, sort.root, view.root),
    /** @param {Filters} filters */
    show(filters) {
      if (hasText !== (filters.q !== "")) {
        hasText = !hasText;
        const old = sort.root;
        sort = orders(hasText ? [BY_TEXT, ...SORTS] : SORTS);
        old.replaceWith(sort.root);
      }
      sort.setValue(filters.sort);
      view.select(filters.view);
    },
  };
}
