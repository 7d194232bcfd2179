/** `/me/favorites`: what one keeps, by state and order in the address; for guests what this device keeps. */

import { listFavorites } from "../../api/mine.js";
import { getPerformance } from "../../api/performances.js";
import { daysLeft, seoulToday } from "../../core/dates.js";
import { formatNumber } from "../../core/format.js";
import { h } from "../../core/h.js";
import { setHead } from "../../core/head.js";
import { ApiError } from "../../core/http.js";
import { t, to } from "../../core/i18n.js";
import { entranceTo, presence } from "../../core/presence.js";
import { formatQuery, integer, oneOf, parseQuery, withQuery } from "../../core/query.js";
import { navigate, reload } from "../../core/router.js";
import { label, loadLabels } from "../../state/labels.js";
import { changed, isFavorite, keepHere, keptHere, learn } from "../../state/mine.js";
import { card } from "../../ui/card.js";
import { pillSelect } from "../../ui/controls.js";
import { icon } from "../../ui/icon.js";
import { privately, showMinePage } from "../../ui/mine-page.js";
import { more } from "../../ui/more.js";
import { announce } from "../../ui/notify.js";
import { cardSkeleton, emptyCard, section, skeletons } from "../../ui/section.js";

/** @typedef {import("../../../types/shapes.d.ts").Card} Card */
/** @typedef {import("../../../types/shapes.d.ts").FavoritePage} FavoritePage */

const STATES = /** @type {const} */ (["running", "upcoming", "ended"]);
const SORTS = /** @type {const} */ (["newest", "closing"]);
const SCHEMA = { status: oneOf(STATES, null), sort: oneOf(SORTS, "newest"), page: integer(1, { min: 1, max: 500 }) };
const PAGE_SIZE = 20;
const SOON_DAYS = 7;
const MOST_SOON = 100;

/** @typedef {import("../../core/query.js").QueryState<typeof SCHEMA>} Choice */

/** @type {import("../../core/router.js").Page} */
export async function mount(root, context) {
  if (presence.get() === null) return guestPage(root, context);
  /** @type {ReturnType<typeof favoritesPart> | null} */
  let part = null;
  await showMinePage(root, context, {
    tab: "favorites",
    title: t("mine.tab.favorites"),
    fill: ({ signal }) => {
      part = favoritesPart(parseQuery(SCHEMA, context.query), signal);
      return part.nodes;
    },
  });
  const ready = part ? /** @type {ReturnType<typeof favoritesPart>} */ (part).load() : undefined;
  return { ready, update: (next) => part?.update(parseQuery(SCHEMA, next.query)) };
}

/** @param {Choice} choice */
function address(choice) {
  return withQuery(to("/me/favorites"), formatQuery(SCHEMA, choice));
}

/**
 * @param {Choice} first
 * @param {AbortSignal} signal
 */
function favoritesPart(first, signal) {
  let choice = first;
  const chips = h("nav", { class: "chip-row state-chips", "aria-label": t("favorites.states") });
  const soon = h("div");
  const here = keptHere().length > 0 ? deviceCard() : null;
  const part = section({
    title: t("favorites.list"),
    what: t("mine.tab.favorites"),
    signal,
    className: "favorites",
    aside: sortSelect(() => choice),
    skeleton: () => skeletons(6, cardSkeleton, "card-grid"),
    load: async () => {
      const [pages, counts] = await Promise.all([loadPages(choice, signal), loadCounts(signal), loadLabels()]);
      return { pages, counts };
    },
    render: ({ pages, counts }) => {
      chips.replaceChildren(...stateChips(choice, counts));
      soon.replaceChildren(...soonNote(counts.soon));
      return content(choice, pages, signal);
    },
  });
  return {
    nodes: [here, chips, soon, part.root],
    load: () => part.load(),
    /** @param {Choice} next */
    async update(next) {
      const before = choice;
      choice = next;
      if (!(await part.load({ dim: true }))) return;
      const cards = part.body.querySelectorAll("article");
      if (choice.page > before.page) cards[before.page * PAGE_SIZE]?.querySelector("a")?.focus();
      announce(t("favorites.announce", { n: cards.length }));
    },
  };
}

/** @param {() => Choice} current */
function sortSelect(current) {
  return pillSelect({
    label: t("reviews.sort"),
    options: SORTS.map((value) => ({ value, label: t(`favorites.sort.${value}`) })),
    value: current().sort,
    onchange: (value) => navigate(address({ ...current(), sort: /** @type {Choice["sort"]} */ (value), page: 1 })),
  }).root;
}

/**
 * @param {Choice} choice
 * @param {AbortSignal} signal
 * @returns {Promise<FavoritePage[]>} every page up to the asked one
 */
async function loadPages({ status: state, sort: ordering, page: wanted }, signal) {
  const ask = (/** @type {number} */ page) =>
    privately(() => listFavorites({ state, ordering, page, page_size: PAGE_SIZE }, { signal }), signal);
  const first = await ask(1);
  const last = Math.min(wanted, Math.max(Math.ceil(first.count / PAGE_SIZE), 1));
  const others = await Promise.all(Array.from({ length: last - 1 }, (_, index) => ask(index + 2)));
  return [first, ...others];
}

/** @typedef {{ all: number, soon: number } & Record<typeof STATES[number], number>} Counts */

/**
 * @param {AbortSignal} signal
 * @returns {Promise<Counts>}
 */
async function loadCounts(signal) {
  const ask = (/** @type {import("../../core/http.js").Query} */ query) =>
    privately(() => listFavorites(query, { signal }), signal);
  const [closing, upcoming, ended] = await Promise.all([
    ask({ state: "running", ordering: "closing", page_size: MOST_SOON }),
    ask({ state: "upcoming", page_size: 1 }),
    ask({ state: "ended", page_size: 1 }),
  ]);
  const today = seoulToday();
  const soon = closing.results.filter((run) => (daysLeft(run, today) ?? SOON_DAYS + 1) <= SOON_DAYS).length;
  const counts = { running: closing.count, upcoming: upcoming.count, ended: ended.count, soon };
  return { ...counts, all: counts.running + counts.upcoming + counts.ended };
}

/**
 * @param {Choice} choice
 * @param {Counts} counts
 */
function stateChips(choice, counts) {
  const chip = (/** @type {Choice["status"]} */ status, /** @type {string} */ name, /** @type {number} */ n) =>
    h(
      "a",
      {
        class: "chip",
        href: address({ ...choice, status, page: 1 }),
        "aria-current": choice.status === status ? "true" : null,
      },
      name,
      h("span", { class: "chip-count" }, formatNumber(n)),
    );
  return [
    chip(null, t("all"), counts.all),
    ...STATES.map((state) => chip(state, label("states", state), counts[state])),
  ];
}

/** @param {number} n */
function soonNote(n) {
  if (n === 0) return [];
  const look = h(
    "a",
    { class: "link-button", href: address({ status: "running", sort: "closing", page: 1 }) },
    t("favorites.soon.show"),
  );
  return [h("p", { class: "soon-note" }, icon("alarm"), h("span", null, t("favorites.soon", { n })), look)];
}

/**
 * @param {Choice} choice
 * @param {FavoritePage[]} pages
 * @param {AbortSignal} signal
 */
function content(choice, pages, signal) {
  const rows = pages.flatMap(({ results }) => results);
  for (const { id } of rows) learn(id, { favorite: true });
  if (rows.length === 0) return choice.status === null ? nothing() : emptyCard({ title: t("favorites.empty.state") });
  const total = pages[0]?.count ?? rows.length;
  const n = Math.min(rows.length, total);
  const onmore = () => navigate(address({ ...choice, page: choice.page + 1 }), { replace: true });
  return [
    grid(rows, signal),
    total > PAGE_SIZE && more({ shown: n, total, text: t("browse.more.text", { total, n }), onmore }),
  ];
}

/**
 * Cards leave when their heart is taken away, and come back to their place when that is undone.
 * @param {readonly (Card & { withdrawn?: boolean })[]} rows
 * @param {AbortSignal} signal
 */
function grid(rows, signal) {
  const cells = new Map(
    rows.map((row) => {
      const gone = row.withdrawn && h("p", { class: "review-hidden" }, t("favorites.withdrawn"));
      return [row.id, h("li", null, card(row, { level: "h3" }), gone)];
    }),
  );
  const root = h("ul", { class: "card-grid", role: "list" }, [...cells.values()]);
  changed.subscribe(({ id }) => {
    const cell = id === null ? undefined : cells.get(id);
    if (!cell || id === null || cell.hidden === !isFavorite(id)) return;
    const hadFocus = cell.contains(document.activeElement);
    cell.hidden = !isFavorite(id);
    const shown = [...cells.values()].filter((other) => !other.hidden);
    if (hadFocus)
      (shown.find((other) => cell.compareDocumentPosition(other) & 4) ?? shown.at(-1))?.querySelector("a")?.focus();
  }, signal);
  return root;
}

function nothing() {
  const top = h("a", { class: "button", href: to("/rankings") }, t("not-found.top"));
  return emptyCard({ title: t("favorites.empty"), action: top });
}

/** What this device still keeps beside the account. */
function deviceCard() {
  const bring = async () => {
    const { mergeKept } = await import("../../ui/favoriting.js");
    if (await mergeKept()) reload();
  };
  const drop = () => {
    keepHere([]);
    reload();
  };
  return h(
    "div",
    { class: "mine-card device-card" },
    h("p", null, t("merge.text", { n: keptHere().length })),
    h("button", { type: "button", class: "button is-primary", onclick: bring }, t("merge.yes")),
    h("button", { type: "button", class: "button", onclick: drop }, t("merge.drop")),
  );
}

/**
 * @param {HTMLElement} root
 * @param {import("../../core/router.js").PageContext} context
 */
function guestPage(root, { signal, path }) {
  setHead({ title: t("mine.tab.favorites"), description: t("account.description"), index: false });
  let shown = PAGE_SIZE;
  const part = section({
    title: t("mine.tab.favorites"),
    level: "h1",
    signal,
    skeleton: () => skeletons(Math.min(keptHere().length, 6), cardSkeleton, "card-grid"),
    load: async () => {
      const ids = keptHere();
      const [rows] = await Promise.all([Promise.all(ids.slice(0, shown).map((id) => find(id, signal))), loadLabels()]);
      return { total: ids.length, rows: rows.filter((row) => row !== null) };
    },
    render: ({ total, rows }) => {
      if (rows.length === 0) return nothing();
      const n = Math.min(shown, total);
      const onmore = async () => {
        shown += PAGE_SIZE;
        await part.load({ dim: true });
      };
      return [
        grid(rows, signal),
        total > PAGE_SIZE && more({ shown: n, total, text: t("browse.more.text", { total, n }), onmore }),
      ];
    },
  });
  part.setNote(t("favorites.guest"));
  const enter = h("a", { class: "button is-primary", href: to(entranceTo("/signin", path)) }, t("account.signin"));
  part.aside.replaceChildren(enter);
  root.replaceChildren(h("div", { class: "member mine" }, part.root));
  presence.subscribe((initial) => initial !== null && reload(), signal);
  return { ready: part.load() };
}

/**
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {Promise<Card | null>} null when the catalogue has it no more
 */
async function find(id, signal) {
  try {
    return /** @type {Card} */ (/** @type {unknown} */ (await getPerformance(id, { signal })));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
