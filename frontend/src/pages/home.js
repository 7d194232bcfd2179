/** The first screen: the week's ten best-selling shows, quick ways in, rankings by genre, what closes, what is new. */

import { getHome, getRanking } from "../api/catalogue.js";
import { formatLongDay } from "../core/format.js";
import { h, list } from "../core/h.js";
import { setHead } from "../core/head.js";
import { t, to } from "../core/i18n.js";
import { loadLabels } from "../state/labels.js";
import { card } from "../ui/card.js";
import { syncedAt } from "../ui/frame.js";
import { icon } from "../ui/icon.js";
import { rankingBlock } from "../ui/ranking-block.js";
import { cardSkeleton, emptyCard, section, skeletons, whenNear } from "../ui/section.js";
import { spotlightSkeleton, topTen } from "../ui/spotlight.js";
import { strip } from "../ui/strip.js";

/** @typedef {import("../../types/shapes.d.ts").Home} Home */
/** @typedef {() => Promise<Home>} Whole the one answer that all sections share; each meets its failure by itself */

const CARDS = 12;

/** @typedef {{ label: import("../core/i18n.js").Key, query: string, symbol: () => Node }} Quick */

/** @type {readonly Quick[]} */
const QUICK = [
  { label: "home.quick.today", query: "when=today", symbol: () => icon("calendar") },
  { label: "home.quick.weekend", query: "when=weekend", symbol: () => icon("calendar-week") },
  { label: "home.quick.cheap", query: "price_max=30000", symbol: () => icon("tag") },
  { label: "home.quick.daehakro", query: "flag=daehakro", symbol: () => icon("geo-alt") },
  { label: "home.quick.wheelchair", query: "access=wheelchair_seats", symbol: () => icon("universal-access") },
  { label: "home.quick.kids", query: "flag=kids", symbol: () => icon("people") },
  { label: "home.quick.visit", query: "flag=visit", symbol: () => icon("airplane") },
];

/** @type {import("../core/router.js").Page} */
export function mount(root, { query, signal }) {
  setHead({ title: "", fullTitle: t("site.title"), description: t("site.description"), index: query.size === 0 });
  let answer = ask(signal, false);
  const whole = () => answer;
  const top = topSection(whole, signal);
  const ranking = rankingBlock({ whole, query, signal });
  const [closing, fresh] = railSections(whole, signal);
  const parts = [top, ranking, closing, fresh];
  const filling = h("div", { role: "status" });
  const counts = h("p", { class: "home-counts" });
  root.replaceChildren(
    filling,
    top.root,
    quickChips(),
    h("div", { class: "home-columns" }, ranking.root, h("div", { class: "section" }, tastePlace(signal), closing.root)),
    fresh.root,
    reviewsPlace(whole, signal),
    counts,
  );
  const ready = Promise.all(parts.map((part) => part.load()));
  const renew = (/** @type {Promise<Home>} */ next) => {
    answer = next;
    return next;
  };
  followCounts(answer, { counts, filling, parts, signal, renew });
  return { update: (context) => ranking.update(context.query), ready };
}

/**
 * What people wrote last; it comes when it is nearly seen, and stays away while there is nothing.
 * @param {Whole} whole
 * @param {AbortSignal} signal
 */
function reviewsPlace(whole, signal) {
  const place = h("div", { class: "home-reviews" });
  whenNear(
    place,
    async () => {
      const { showLatest } = await import("../ui/latest-reviews.js");
      await showLatest(place, whole, signal);
    },
    signal,
  );
  return place;
}

/**
 * An invitation to pick tastes, or what they lead to; its room is kept until it comes.
 * @param {AbortSignal} signal
 */
function tastePlace(signal) {
  const place = h("div", { class: "section home-taste", style: { "min-height": "17rem" } });
  whenNear(place, async () => (await import("../ui/home-recs.js")).showTaste(place, signal), signal);
  return place;
}

/**
 * Show how much there is, and follow the very first filling of the catalogue until it is complete.
 * @param {Promise<Home>} answer
 * @param {object} options
 * @param {HTMLElement} options.counts
 * @param {HTMLElement} options.filling
 * @param {readonly import("../ui/section.js").Section[]} options.parts
 * @param {AbortSignal} options.signal
 * @param {(next: Promise<Home>) => Promise<Home>} options.renew makes an answer the one that all sections share
 */
async function followCounts(answer, { counts, filling, parts, signal, renew }) {
  const home = await answer.catch(() => null); // its failure is shown by the sections
  if (!home) return;
  counts.textContent = countsLine(home);
  if (home.last_synced_at !== null) return;
  const { watchFilling } = await import("../ui/filling.js");
  await watchFilling({
    place: filling,
    first: home,
    ask: () => renew(ask(signal, true)),
    signal,
    onprogress: (next, done) => {
      counts.textContent = countsLine(next);
      for (const part of parts) if (done || part.root.querySelector(".notice-card")) part.load({ dim: true });
    },
  });
}

/**
 * @param {AbortSignal} signal
 * @param {boolean} fresh
 * @returns {Promise<Home>}
 */
async function ask(signal, fresh) {
  const [home] = await Promise.all([getHome({ signal, fresh }), loadLabels()]);
  syncedAt.set(home.last_synced_at);
  return home;
}

/** @param {Home} home */
function countsLine({ counts: { performances, running, venues } }) {
  return t("home.counts", { performances, running, venues });
}

/**
 * @param {Whole} whole
 * @param {AbortSignal} signal
 */
function topSection(whole, signal) {
  const title = t("home.top.title");
  const part = section({
    title,
    level: "h1",
    className: "home-top",
    signal,
    skeleton: spotlightSkeleton,
    load: async (_, retried) =>
      retried ? getRanking({ period: "week" }, { signal, fresh: true }) : (await whole()).weekly_top,
    render: ({ from, to, results }) => {
      part.aside.replaceChildren();
      if (results.length === 0) return emptyCard({ title: t("home.top.empty") });
      if (from && to) part.setNote(t("home.top.note", { from: formatLongDay(from), to: formatLongDay(to) }));
      const { root, controls } = topTen(results.slice(0, 10), title);
      part.aside.replaceChildren(controls);
      return root;
    },
  });
  part.setNote("\u00a0"); // keeps the line's place
  return part;
}

/**
 * What closes soon and what is new; a retry asks for that list alone.
 * @param {Whole} whole
 * @param {AbortSignal} signal
 */
function railSections(whole, signal) {
  const closing = cardSection({
    className: "home-rail",
    title: t("home.closing.title"),
    more: "/performances?sort=closing",
    empty: t("home.closing.empty"),
    signal,
    load: async (retried) =>
      retried ? cards({ state: "running", ordering: "closing" }, signal) : (await whole()).closing_soon,
  });
  const fresh = cardSection({
    className: "home-new",
    title: t("home.new.title"),
    more: "/performances?sort=newest",
    empty: t("home.new.empty"),
    signal,
    load: async (retried) =>
      retried ? cards({ state: ["running", "upcoming"], ordering: "newest" }, signal) : (await whole()).new,
  });
  return [closing, fresh];
}

/**
 * @param {import("../core/http.js").Query} query
 * @param {AbortSignal} signal
 */
async function cards(query, signal) {
  const { listPerformances } = await import("../api/performances.js");
  const [page] = await Promise.all([
    listPerformances({ ...query, page_size: CARDS }, { signal, fresh: true }),
    loadLabels(),
  ]);
  return page.results;
}

/**
 * A titled strip of cards with its own loading and failure.
 * @param {object} options
 * @param {string} options.className
 * @param {string} options.title
 * @param {string} options.more address of the whole list, without language
 * @param {string} options.empty
 * @param {AbortSignal} options.signal
 * @param {(retried: boolean) => Promise<readonly import("../../types/shapes.d.ts").Card[]>} options.load
 * @returns {import("../ui/section.js").Section}
 */
function cardSection({ className, title, more, empty, signal, load }) {
  const link = h(
    "a",
    { class: "quiet-link", href: to(more) },
    t("more"),
    h("span", { class: "visually-hidden" }, ` ${title}`),
    icon("chevron-right"),
  );
  return section({
    title,
    className,
    aside: link,
    signal,
    skeleton: () => skeletons(6, cardSkeleton, "strip"),
    load: (_, retried) => load(retried),
    render: (performances) =>
      performances.length === 0
        ? emptyCard({ title: empty })
        : strip(performances, (item) => card(item, { sizes: "(min-width: 62rem) 154px, 31vw" }), { label: title }).root,
  });
}

/** Ways into the list that many people want, as links with the filter in the address. */
function quickChips() {
  const chips = list(
    QUICK,
    ({ label, query, symbol }) => h("a", { class: "chip", href: to(`/performances?${query}`) }, symbol(), t(label)),
    { class: "chip-row" },
  );
  const more = h("a", { class: "quiet-link", href: to("/performances") }, t("home.quick.more"), icon("sliders"));
  return h("nav", { class: "quick", "aria-label": t("home.quick.label") }, chips, more);
}
