/** The cards of a list, page below page: grey shapes first, the old cards dimmed while others are fetched. */

import { listPerformances } from "../../api/performances.js";
import { h } from "../../core/h.js";
import { ApiError, isAbort } from "../../core/http.js";
import { t } from "../../core/i18n.js";
import { PAGE_SIZE } from "../../state/browse-filters.js";
import { card } from "../../ui/card.js";
import { marked } from "../../ui/marked.js";
import { more } from "../../ui/more.js";
import { announce } from "../../ui/notify.js";
import { cardSkeleton, emptyCard, problemCard, problemText, referenceText, skeletons, wait } from "../../ui/section.js";

/** @typedef {import("../../../types/shapes.d.ts").FoundCard} Card */
/** @typedef {import("../../core/http.js").Query} Query */
/** @typedef {import("../../../types/browse.d.ts").Shown} Shown */
/** @typedef {{ query: Query, pages: number, fresh?: boolean, empty: (shown: Shown) => Promise<Node> }} Request */

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
  const { count, did_you_mean: taken = null, relaxations = [] } = first;
  const hasMore = all.at(-1)?.next !== null;
  return { count, cards: [...cards.values()], pages: all.length, hasMore, taken, relaxations };
}

export class Results {
  #options;
  #problem = h("div", { class: "browse-problem" });
  #body = h("div", { class: "browse-body" });
  #after = h("div", { class: "browse-after" });
  #current = new AbortController();
  #isList = false;
  /** @type {Shown} */
  #shown = { count: 0, cards: [], pages: 0, hasMore: false, taken: null, relaxations: [] };

  /** @param {import("../../../types/browse.d.ts").ResultOptions} options */
  constructor(options) {
    this.#options = options;
    const parts = [this.#problem, this.#body, this.#after];
    this.root = h("section", { class: "browse-results", "aria-label": t("browse.results") }, parts);
  }

  /**
   * Show a list in place of the one before.
   * @param {Request} request
   * @returns {Promise<Shown | null>} null when a later list overtook this one or it could not be loaded
   */
  async show(request) {
    this.#current.abort();
    this.#current = new AbortController();
    const mine = this.#current.signal;
    this.root.setAttribute("aria-busy", "true");
    this.#problem.replaceChildren();
    const skeleton = () => skeletons(SKELETONS, cardSkeleton, this.#gridClass());
    const stop = wait({
      body: this.#body,
      dim: this.#grid() !== null,
      skeleton,
      onretry: () => this.#options.onretry(),
    });
    try {
      const next = await load(request, AbortSignal.any([this.#options.signal, mine]));
      const nothing = next.cards.length > 0 ? null : await request.empty(next);
      if (mine.aborted) return null;
      this.#shown = next;
      this.#draw(request, nothing);
      return next;
    } catch (error) {
      if (!mine.aborted && !isAbort(error)) this.#fail(error);
      return null;
    } finally {
      stop();
      if (!mine.aborted) this.root.removeAttribute("aria-busy");
    }
  }

  /** @param {"grid" | "list"} view */
  setView(view) {
    this.#isList = view === "list";
    this.#body.querySelector(".result-grid")?.classList.toggle("is-list", this.#isList);
  }

  #grid() {
    return this.#body.querySelector(".result-grid:not(.is-skeleton)");
  }

  #gridClass() {
    return this.#isList ? "card-grid result-grid is-list" : "card-grid result-grid";
  }

  /**
   * @param {Request} request
   * @param {Node | null} nothing in place of the cards when there are none
   */
  #draw(request, nothing) {
    const hadFocus = this.root.contains(document.activeElement);
    this.#body.classList.remove("is-old");
    if (nothing) {
      this.#body.replaceChildren(nothing);
      this.#after.replaceChildren();
    } else {
      const cells = this.#shown.cards.map((row, index) => cell(row, index < EAGER));
      this.#body.replaceChildren(h("ul", { class: this.#gridClass(), role: "list" }, cells));
      this.#drawMore(request);
    }
    if (hadFocus) this.#options.onlost();
  }

  /** @param {Request} request */
  #drawMore(request) {
    const { cards, count, hasMore } = this.#shown;
    const total = Math.max(count, cards.length);
    const n = hasMore ? cards.length : total;
    const text = t("browse.more.text", { total, n });
    this.#after.replaceChildren(more({ shown: n, total, text, onmore: () => this.#loadMore(request) }));
  }

  /**
   * Say what happened, above the old cards where there are some.
   * @param {unknown} error
   */
  #fail(error) {
    console.warn(error);
    const { clearHref, onretry } = this.#options;
    const what = t("browse.what");
    const isRefused = error instanceof ApiError && error.status === 400;
    const clear = h("a", { class: "button", href: clearHref() }, t("browse.empty.clear"));
    const notice = isRefused
      ? emptyCard({ title: t("browse.problem.query"), action: clear })
      : problemCard({ what, error, onretry });
    const hasOld = this.#grid() !== null;
    this.#body.classList.toggle("is-old", hasOld);
    (hasOld ? this.#problem : this.#body).replaceChildren(notice);
    this.#after.replaceChildren();
    announce(isRefused ? t("browse.problem.query") : t("error.load", { what }));
  }

  /** @param {Request} request */
  async #loadMore(request) {
    const mine = this.#current.signal;
    this.#after.querySelector(".inline-problem")?.remove();
    try {
      const query = { ...request.query, page_size: PAGE_SIZE, page: this.#shown.pages + 1 };
      const page = await listPerformances(query, { signal: AbortSignal.any([this.#options.signal, mine]) });
      if (!mine.aborted) this.#add(page, request);
    } catch (error) {
      if (mine.aborted || isAbort(error)) return;
      console.warn(error);
      const words = [t("error.load", { what: t("browse.what") }), problemText(error), referenceText(error)];
      const lines = words.filter((line) => line !== null).map((line) => h("p", null, line));
      this.#after.prepend(h("div", { class: "inline-problem", role: "alert" }, lines));
    }
  }

  /**
   * @param {import("../../../types/shapes.d.ts").CardPage} page
   * @param {Request} request
   */
  #add(page, request) {
    const known = new Set(this.#shown.cards.map(({ id }) => id));
    const added = page.results.filter(({ id }) => !known.has(id));
    const cards = [...this.#shown.cards, ...added];
    const pages = this.#shown.pages + 1;
    this.#shown = { ...this.#shown, count: page.count, cards, pages, hasMore: page.next !== null };
    const cells = added.map((row) => cell(row, false));
    this.#grid()?.append(...cells);
    this.#drawMore(request);
    cells[0]?.querySelector("a")?.focus();
    announce(t("browse.more.done", { n: added.length, shown: cards.length, total: page.count }));
    this.#options.onmore(this.#shown.pages);
  }
}

/**
 * @param {Card} performance
 * @param {boolean} eager
 */
function cell(performance, eager) {
  const title = marked(performance.title, performance.highlight);
  return h("li", null, card(performance, { level: "h2", eager, title }));
}
