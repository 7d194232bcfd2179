/** The filters as a sheet: choices are tried here, with live counts, and take effect when they are applied. */

import { countPerformances } from "../../api/performances.js";
import { seoulToday } from "../../core/dates.js";
import { h } from "../../core/h.js";
import { isAbort } from "../../core/http.js";
import { t } from "../../core/i18n.js";
import { apiQuery, cleared, FACETS } from "../../state/browse-filters.js";
import { openDialog } from "../../ui/dialog.js";
import { filterPanel } from "../../ui/filter-panel.js";

/** @typedef {import("../../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../../state/browse-filters.js").Preset} Preset */

const PAUSE_MS = 300;

/**
 * Open the sheet.
 * @param {{ filters: Filters, preset: Preset | null, signal: AbortSignal, onapply: (next: Filters) => void }} options
 */
export function openFilterSheet({ filters, preset, signal, onapply }) {
  let draft = filters;
  const status = h("p", { class: "visually-hidden", role: "status" });
  const apply = h("button", { type: "button", class: "button is-primary", onclick: () => finish() }, t("filter.apply"));
  const reset = h(
    "button",
    { type: "button", class: "button", onclick: () => change(cleared(draft, preset)) },
    t("filter.reset"),
  );
  const panel = filterPanel({ look: "pills", onchange: (next) => change(next) });
  const counter = counting({ preset, signal, onanswer });
  panel.show(draft, null);
  const dialog = openDialog({
    title: t("filter.title"),
    body: panel.root,
    footer: [reset, apply, status],
    className: "filter-sheet",
    signal,
  });
  counter.ask(draft, 0);
  dialog.closed.then(counter.stop);

  /** @param {Filters} next */
  function change(next) {
    draft = next;
    panel.show(draft, null);
    apply.setAttribute("aria-busy", "true");
    counter.ask(draft, PAUSE_MS);
  }

  /** @param {{ count: number, facets: import("../../../types/shapes.d.ts").Facets } | null} answer null when it failed */
  function onanswer(answer) {
    apply.removeAttribute("aria-busy");
    apply.textContent = answer ? t("filter.apply.count", { n: answer.count }) : t("filter.apply");
    if (!answer) return;
    if (draft !== filters) status.textContent = t("browse.count", { n: answer.count });
    panel.show(draft, answer.facets);
  }

  async function finish() {
    dialog.close();
    await dialog.closed;
    if (!signal.aborted) onapply(draft);
  }
}

/**
 * Ask for counts after a pause; only the last question is answered.
 * @param {{ preset: Preset | null, signal: AbortSignal, onanswer: (answer: Awaited<ReturnType<typeof countPerformances>> | null) => void }} options
 */
function counting({ preset, signal, onanswer }) {
  let controller = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {Filters} filters */
  async function run(filters) {
    const mine = new AbortController();
    controller = mine;
    try {
      const query = apiQuery(filters, preset, seoulToday());
      const answer = await countPerformances(query, FACETS, { signal: AbortSignal.any([signal, mine.signal]) });
      onanswer(answer);
    } catch (error) {
      if (isAbort(error) || mine.signal.aborted) return;
      console.warn(error);
      onanswer(null); // choosing still works without counts
    }
  }

  const stop = () => {
    clearTimeout(timer);
    controller.abort();
  };
  return {
    stop,
    /**
     * @param {Filters} filters
     * @param {number} pauseMs
     */
    ask(filters, pauseMs) {
      stop();
      timer = setTimeout(() => run(filters), pauseMs);
    },
  };
}
