/** The filters beside the list on wide screens; every change takes effect at once. */

import { countPerformances } from "../../api/performances.js";
import { h } from "../../core/h.js";
import { isAbort } from "../../core/http.js";
import { t } from "../../core/i18n.js";
import { cleared, FACETS } from "../../state/browse-filters.js";
import { filterPanel } from "../../ui/filter-panel.js";

/** @typedef {import("../../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../../state/browse-filters.js").Preset} Preset */
/** @typedef {import("../../core/http.js").Query} Query */

/**
 * @param {{ preset: Preset | null, signal: AbortSignal, onchange: (next: Filters) => void }} options
 */
export function filterRail({ preset, signal, onchange }) {
  /** @type {Filters} */
  let current;
  let turn = 0;
  const panel = filterPanel({ look: "rows", onchange });
  const reset = h(
    "button",
    { type: "button", class: "link-button", onclick: () => onchange(cleared(current, preset)) },
    t("filter.reset"),
  );
  const heading = h("h2", { class: "rail-title", id: "filter-rail" }, t("filter.title"));
  const root = h(
    "section",
    { class: "browse-rail", "aria-labelledby": "filter-rail" },
    h("div", { class: "rail-head" }, heading, reset),
    panel.root,
  );

  return {
    root,
    /**
     * @param {Filters} filters
     * @param {Query} query
     */
    async show(filters, query) {
      turn += 1;
      const mine = turn;
      current = filters;
      panel.show(filters, null);
      try {
        const { facets } = await countPerformances({ ...query, ordering: null }, FACETS, { signal });
        if (mine === turn) panel.show(filters, facets);
      } catch (error) {
        if (!isAbort(error)) console.warn("filters have no counts", error); // choosing still works without them
      }
    },
  };
}
