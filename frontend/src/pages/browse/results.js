/** The cards of a list, page below page: grey shapes first, the old cards dimmed while others are fetched. */

import { listPerformances } from "../../api/performances.js";
import { h } from "../../core/h.js";
import { ApiError, isAbort } from "../../core/http.js";
import { t } from "../../core/i18n.js";
import { PAGE_SIZE } from "../../state/browse-filters.js";
import { announce } from "../../ui/announce.js";
import { card } from "../../ui/card.js";
import { more } from "../../ui/more.js";
import { wait } from "../../ui/section.js";
import { cardSkeleton, emptyCard, problemCard, problemText, referenceText, skeletons } from "../../ui/states.js";

/** @typedef {import("../../../types/shapes.d.ts").Card} Card */
/** @typedef {import("../../core/http.js").Query} Query */
/** @typedef {{ count: number, cards: Card[], pages: number, hasMore: boolean }} Shown */
/** @typedef {{ query: Query, pages: number, fresh?: boolean, empty: () => Node }} Request */

const SKELETONS = 8;
const EAGER = 2;

/**
 * The first pages of a list. Rows that moved between two pages meanwhile appear once.
 * @param {Request} request
 * @param {AbortSignal} signal
 * @returns {Promise<Shown>}
 */
async function load({ query, pages, fresh = false }, signal) {
  const options = { signal, fresh };
  const sized = { ...query, page_size: PAGE_SIZE };
  const first = await listPerformances(sized, options);
  const wanted = Math.min(pages, Math.ceil(first.count / PAGE_SIZE));
  const others = Array.from({ length: Math.max(wanted - 1, 0) }, (_, index) =>
    listPerformances({ ...sized, page: index + 2 }, options),
  );
  const all = [first, ...(await Promise.all(others))];
  const cards = new Map(all.flatMap(({ results }) => results).map((row) => [row.id, row]));
  return { count: first.count, cards: [...cards.values()], pages: all.length, hasMore: all.at(-1)?.next !== null };
}

/**
 * @param {{ signal: AbortSignal, clearHref: string, onmore: (pages: number) => void, onretry: () => void }} options
 *   `clearHref` is the list without filters; `onmore` is told how many pages are shown now
 */
export function results({ signal, clearHref, onmore, onretry }) {
  const problem = h("div", { class: "browse-problem" });
  const body = h("div", { class: "browse-body" });
  const after = h("div", { class: "browse-after" });
  const root = h("section", { class: "browse-results", "aria-label": t("browse.results") }, problem, body, after);
  let turn = 0;
  let current = new AbortController();
  let view = "grid";
  /** @type {Shown} */
  let shown = { count: 0, cards: [], pages: 0, hasMore: false };

  const grid = () => /** @type {HTMLElement | null} */ (body.querySelector(".result-grid:not(.is-skeleton)"));
  const gridClass = () => (view === "list" ? "result-grid is-list" : "result-grid");

  /**
   * Show a list in place of the one before.
   * @param {Request} request
   * @returns {Promise<Shown | null>} null when a later list overtook this one or it could not be loaded
   */
  async function show(request) {
    turn += 1;
    const mine = turn;
    current.abort();
    current = new AbortController();
    const leaving = AbortSignal.any([signal, current.signal]);
    root.setAttribute("aria-busy", "true");
    problem.replaceChildren();
    const skeleton = () => skeletons(SKELETONS, cardSkeleton, gridClass());
    const stop = wait({ body, dim: grid() !== null, skeleton, onretry });
    try {
      const next = await load(request, leaving);
      if (mine !== turn) return null;
      shown = next;
      draw(request);
      return next;
    } catch (error) {
      if (mine !== turn || isAbort(error)) return null;
      stop();
      fail(error);
      return null;
    } finally {
      stop();
      if (mine === turn) root.removeAttribute("aria-busy");
    }
  }

  /** @param {Request} request */
  function draw(request) {
    body.classList.remove("is-old");
    if (shown.cards.length === 0) {
      body.replaceChildren(request.empty());
      after.replaceChildren();
      return;
    }
    const cells = shown.cards.map((row, index) => cell(row, index < EAGER));
    body.replaceChildren(h("ul", { class: gridClass(), role: "list" }, cells));
    drawMore(request);
  }

  /** @param {unknown} error */
  function fail(error) {
    console.warn(error);
    const notice = isRefused(error)
      ? emptyCard({ title: t("browse.problem.query"), action: h("a", { class: "button", href: clearHref }, t("browse.empty.clear")) })
      : problemCard({ what: t("browse.what"), error, onretry });
    const hasOld = grid() !== null;
    body.classList.toggle("is-old", hasOld);
    (hasOld ? problem : body).replaceChildren(notice);
    after.replaceChildren();
    announce(t("error.load", { what: t("browse.what") }));
  }

  /** @param {Request} request */
  function drawMore(request) {
    const { cards, count, hasMore } = shown;
    const n = hasMore ? cards.length : Math.max(count, cards.length);
    const total = Math.max(count, cards.length);
    const text = t("browse.more.text", { total, n });
    after.replaceChildren(more({ shown: n, total, text, onmore: () => loadMore(request) }));
  }

  /** @param {Request} request */
  async function loadMore(request) {
    const mine = turn;
    after.querySelector(".inline-problem")?.remove();
    try {
      const query = { ...request.query, page_size: PAGE_SIZE, page: shown.pages + 1 };
      const page = await listPerformances(query, { signal });
      if (mine === turn) add(page, request);
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      console.warn(error);
      const words = [t("error.load", { what: t("browse.what") }), problemText(error), referenceText(error)];
      after.prepend(h("p", { class: "inline-problem", role: "alert" }, words.filter(Boolean).join(" ")));
    }
  }

  /**
   * @param {import("../../../types/shapes.d.ts").CardPage} page
   * @param {Request} request
   */
  function add(page, request) {
    const known = new Set(shown.cards.map(({ id }) => id));
    const added = page.results.filter(({ id }) => !known.has(id));
    shown = {
      count: page.count,
      cards: [...shown.cards, ...added],
      pages: shown.pages + 1,
      hasMore: page.next !== null,
    };
    const cells = added.map((row) => cell(row, false));
    grid()?.append(...cells);
    drawMore(request);
    cells[0]?.querySelector("a")?.focus();
    announce(t("browse.more.done", { n: added.length, shown: shown.cards.length, total: page.count }));
    onmore(shown.pages);
  }

  return {
    root,
    show,
    /** @param {"grid" | "list"} next */
    setView(next) {
      view = next;
      body.querySelector(".result-grid")?.classList.toggle("is-list", next === "list");
    },
  };
}

/**
 * @param {unknown} error
 * @returns {boolean} whether the API does not take the filters of the address
 */
function isRefused(error) {
  return error instanceof ApiError && error.status === 400;
}

/**
 * @param {Card} performance
 * @param {boolean} eager
 */
function cell(performance, eager) {
  return h("li", null, card(performance, { level: "h2", eager }));
}
