/** Keeps heading, filters and cards of the list in step with the address, which is the one home of their state. */

import { seoulToday } from "../../core/dates.js";
import { h } from "../../core/h.js";
import { isAbort } from "../../core/http.js";
import { t, to } from "../../core/i18n.js";
import { navigate } from "../../core/router.js";
import { chosen } from "../../state/browse-choices.js";
import {
  addressOf,
  apiQuery,
  cleared,
  keepKnown,
  MAX_PAGES,
  parseFilters,
  withoutPreset,
  withPreset,
} from "../../state/browse-filters.js";
import { announce, toast } from "../../ui/notify.js";
import { searched } from "../../ui/search-bar.js";
import { filterBar } from "./bar.js";
import { listHeading } from "./heading.js";
import { knownCodes, nameOf } from "./known.js";
import { Results } from "./results.js";
import { listTools } from "./tools.js";

/** @typedef {import("../../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../../state/browse-filters.js").Preset} Preset */

const WIDE = "(min-width: 62rem)";
const loadRail = async () => (await import("./rail.js")).filterRail;
/** There from the start where it will be seen, so that it moves nothing; phones do not fetch it. */
let filterRail = matchMedia(WIDE).matches ? await loadRail() : null;

export class Browser {
  #preset;
  #signal;
  #filters;
  #asked = "";
  #shownPages = 0;
  /** @type {string | null} what the text was taken for */
  #taken = null;
  /** @type {string | null} the preset's person or company */
  #name = null;
  #wide = matchMedia(WIDE);
  /** @type {ReturnType<NonNullable<typeof filterRail>> | null} */
  #rail = null;
  #heading = listHeading();
  #bar;
  #tools;
  #results;

  /**
   * Draw the frame with the place that the choices of the address will need; their words may not be there yet.
   * @param {{ preset: Preset | null, query: URLSearchParams, signal: AbortSignal }} options
   */
  constructor({ preset, query, signal }) {
    this.#preset = preset;
    this.#signal = signal;
    this.#filters = withPreset(parseFilters(query), preset);
    this.#bar = filterBar({
      preset,
      onopen: () => this.#openSheet(),
      onchange: (next) => this.#go(next),
      onlost: () => this.#focusTitle(),
    });
    this.#tools = listTools({ onchange: (change) => this.#go({ ...this.#filters, ...change }) });
    this.#results = new Results({
      signal,
      clearHref: () => to(addressOf(cleared(this.#filters, preset), preset)),
      onmore: (pages) => this.#keepPages(pages),
      onretry: () => this.#retry(),
      onlost: () => this.#focusTitle(),
    });
    const head = h("div", { class: "browse-head" }, this.#heading.root, this.#tools.root);
    this.root = h("div", { class: "browse" }, this.#bar.root, head, this.#results.root);
    this.#bar.reserve(this.#filters);
    this.#describe(null);
    signal.addEventListener("abort", () => searched.set(""), { once: true });
    this.#wide.addEventListener("change", () => this.#showRail(), { signal });
  }

  /**
   * Show what the address asks for; only what it changes is loaded.
   * @param {URLSearchParams} query
   */
  async show(query) {
    const isFirst = this.#asked === "";
    const filters = withPreset(keepKnown(parseFilters(query), knownCodes()), this.#preset);
    this.#filters = filters;
    searched.set(filters.q);
    this.#bar.show(this.#filters);
    this.#tools.show(this.#filters);
    this.#results.setView(this.#filters.view);
    const wanted = JSON.stringify(this.#query());
    if (wanted === this.#asked && this.#filters.page <= this.#shownPages) return;
    this.#asked = wanted;
    if (isFirst) this.#describe(null);
    await this.#load({ say: !isFirst || filters.q !== "" });
  }

  #query() {
    return apiQuery(this.#filters, this.#preset, seoulToday());
  }

  /**
   * @param {Filters} next
   * @param {{ replace?: boolean }} [how]
   */
  #go(next, how) {
    navigate(to(addressOf(next, this.#preset)), how);
  }

  /** @param {number} pages */
  #keepPages(pages) {
    this.#shownPages = pages;
    this.#go({ ...this.#filters, page: Math.min(pages, MAX_PAGES) }, { replace: true });
  }

  async #openSheet() {
    try {
      const { openFilterSheet } = await import("./sheet.js");
      if (this.#signal.aborted) return;
      openFilterSheet({
        filters: this.#filters,
        preset: this.#preset,
        signal: this.#signal,
        onapply: (next) => this.#go({ ...next, page: 1 }),
      });
    } catch (error) {
      console.warn(error);
      toast(t("error.network"));
    }
  }

  #focusTitle() {
    this.#heading.title.focus({ preventScroll: true });
  }

  #retry() {
    this.#focusTitle();
    this.#load({ fresh: true, say: true });
  }

  async #showRail() {
    if (!this.#wide.matches || !this.#asked) return;
    filterRail ??= await loadRail(); // the window has become wide
    if (this.#signal.aborted) return;
    if (!this.#rail) {
      this.#rail = filterRail({ preset: this.#preset, signal: this.#signal, onchange: (next) => this.#go(next) });
      this.root.prepend(this.#rail.root);
    }
    this.#rail.show(this.#filters, this.#query());
  }

  /** @param {number | null} count null while it is not known */
  #describe(count) {
    const filters = this.#filters;
    const preset = this.#preset;
    const isBare = filters.q === "" && chosen(withoutPreset(filters, preset)).length === 0;
    const isPlain = isBare && filters.sort === "popular" && filters.page === 1;
    this.#heading.show({
      filters,
      preset,
      name: this.#name,
      count,
      taken: this.#taken,
      plain: isPlain,
      bare: !this.#asked,
      today: seoulToday(),
    });
  }

  /** @param {{ fresh?: boolean, say: boolean }} how */
  async #load({ fresh = false, say }) {
    const filters = this.#filters;
    const asked = this.#asked;
    /** @param {import("../../../types/browse.d.ts").Shown} nothing */
    const empty = async (nothing) =>
      (await import("./empty.js")).emptyState({ filters, preset: this.#preset, signal: this.#signal, nothing });
    const loading = this.#results.show({ query: this.#query(), pages: filters.page, fresh, empty });
    this.#showRail(); // after the cards have been asked for: they matter more than the counts
    const shown = await loading;
    if (this.#signal.aborted || asked !== this.#asked) return;
    this.#taken = shown?.taken ?? null;
    this.#describe(shown?.count ?? null);
    if (!shown) return;
    this.#shownPages = shown.pages;
    if (say) announce(t("browse.count", { n: shown.count }));
    const first = shown.cards[0];
    if (first) await this.#learnName(first.id, shown.count);
  }

  /**
   * @param {string} id of a performance of the preset's person or company
   * @param {number} count
   */
  async #learnName(id, count) {
    const preset = this.#preset;
    if (this.#name !== null || (preset?.name !== "person" && preset?.name !== "company")) return;
    const asked = this.#asked;
    try {
      this.#name = await nameOf(preset, id, this.#signal);
      if (asked === this.#asked) this.#describe(count);
    } catch (error) {
      if (!isAbort(error)) console.warn("the name is not known", error); // the neutral heading stays
    }
  }
}
