/** Rankings by genre on the home page: genre tabs, region and order; the choice lives in the query of the address. */

import { getRanking } from "../api/catalogue.js";
import { h, list } from "../core/h.js";
import { t, to } from "../core/i18n.js";
import { navigate } from "../core/router.js";
import { label, loadLabels } from "../state/labels.js";
import { rankRow } from "./card.js";
import { genreTabs, knownCode, pillSelect, regionSelect } from "./controls.js";
import { icon } from "./icon.js";
import { announce } from "./notify.js";
import { emptyCard, rowSkeleton, section, skeletons } from "./section.js";
import { STRIP_SIZES } from "./spotlight.js";

const ROWS = 10;
const SORTS = /** @type {const} */ (["popular", "closing", "newest"]);
const WIDE = "(min-width: 62rem)";

/** @typedef {{ genre: string | null, region: string | null, sort: typeof SORTS[number] }} Choice */
/** @typedef {Parameters<typeof rankRow>[0]} Row */

/**
 * @param {{ whole: () => Promise<import("../../types/shapes.d.ts").Home>, query: URLSearchParams, signal: AbortSignal }} options
 * @returns {import("./section.js").Section & { update: (query: URLSearchParams) => Promise<void> }}
 */
export function rankingBlock({ whole, query, signal }) {
  let asked = query;
  const panel = h("div", { class: "ranking-panel" });
  const tabsPlace = h("div", { class: "ranking-tabs" });
  /** @type {ReturnType<typeof makeControls> | null} */
  let controls = null;
  const part = section({
    title: t("home.ranking.title"),
    what: t("home.ranking.what"),
    className: "ranking-block",
    signal,
    skeleton: () => skeletons(ROWS, rowSkeleton, "rank-rows is-short"),
    load: async (_, retried) => {
      await loadLabels();
      const choice = readChoice(asked);
      controls ??= makeControls(choice, panel, part.aside, tabsPlace);
      controls.show(choice);
      return { choice, rows: await findRows(choice, { whole, signal, retried }) };
    },
    render: ({ choice, rows }) => rankingList(choice, rows),
  });
  part.root.insertBefore(panel, part.body);
  panel.append(part.body);
  part.root.insertBefore(tabsPlace, panel);
  return {
    ...part,
    async update(next) {
      asked = next;
      const shown = await part.load({ dim: true });
      if (shown)
        announce(
          t("home.ranking.announce", { label: summary(readChoice(next)), n: panel.querySelectorAll("li").length }),
        );
    },
  };
}

/**
 * @param {URLSearchParams} query
 * @returns {Choice}
 */
function readChoice(query) {
  const sort = SORTS.find((known) => known === query.get("sort")) ?? "popular";
  return { genre: knownCode("genres", query.get("genre")), region: knownCode("regions", query.get("region")), sort };
}

/**
 * @param {string} path
 * @param {Choice} choice
 * @returns {string} the path with the choice in its query, defaults left out
 */
function address(path, { genre, region, sort }) {
  const params = new URLSearchParams();
  if (genre) params.set("genre", genre);
  if (region) params.set("region", region);
  if (sort !== "popular") params.set("sort", sort);
  return params.size > 0 ? `${path}?${params}` : path;
}

/** @param {Choice} choice */
function summary({ genre, region }) {
  return [region && label("regions", region), genre ? label("genres", genre) : t("all")].filter(Boolean).join(" ");
}

/**
 * @param {Choice} initial
 * @param {HTMLElement} panel
 * @param {HTMLElement} aside
 * @param {HTMLElement} tabsPlace
 */
function makeControls(initial, panel, aside, tabsPlace) {
  let current = initial;
  const choose = (/** @type {Partial<Choice>} */ change) => {
    const next = { ...current, ...change };
    navigate(to(address("/", next)), { replace: true });
  };
  const genres = genreTabs({ selected: initial.genre, panel, onselect: (genre) => choose({ genre }) });
  const region = regionSelect({ selected: initial.region, onchange: (code) => choose({ region: code }) });
  const sort = pillSelect({
    label: t("sort.label"),
    options: SORTS.map((value) => ({ value, label: t(`sort.${value}`) })),
    value: initial.sort,
    onchange: (value) => choose({ sort: /** @type {Choice["sort"]} */ (value) }),
  });
  tabsPlace.replaceChildren(genres.root);
  aside.replaceChildren(region.root, sort.root);
  return {
    /** @param {Choice} choice */
    show(choice) {
      current = choice;
      genres.select(choice.genre);
      region.setValue(choice.region);
      sort.setValue(choice.sort);
    },
  };
}

/**
 * @param {Choice} choice
 * @param {{ whole: () => Promise<import("../../types/shapes.d.ts").Home>, signal: AbortSignal, retried: boolean }} source
 * @returns {Promise<readonly Row[]>}
 */
async function findRows({ genre, region, sort }, { whole, signal, retried }) {
  if (sort !== "popular") {
    const { listPerformances } = await import("../api/performances.js");
    const state = sort === "closing" ? ["running"] : ["running", "upcoming"];
    const page = await listPerformances(
      { genre, region, state, ordering: sort, page_size: ROWS },
      { signal, fresh: retried },
    );
    return page.results.map((performance) => ({ rank: null, previous_rank: null, performance }));
  }
  // The home answer has ten rows of everything and five of each genre; five are what a phone shows.
  if (!region && !retried && !genre) return (await whole()).weekly_top.results.slice(0, ROWS);
  if (!region && !retried && !matchMedia(WIDE).matches) {
    const known = (await whole()).rankings.find((ranking) => ranking.genre === genre);
    if (known) return known.results;
  }
  const ranking = await getRanking({ genre, region, period: "week" }, { signal, fresh: retried });
  return ranking.results.slice(0, ROWS);
}

/**
 * @param {Choice} choice
 * @param {readonly Row[]} rows
 */
function rankingList(choice, rows) {
  const { genre, region, sort } = choice;
  if (rows.length === 0) {
    const all = h("a", { class: "button", href: to("/") }, t("home.ranking.empty.action"));
    return emptyCard({ title: t("home.ranking.empty"), action: genre || region ? all : null });
  }
  const target = sort === "popular" ? "/rankings" : "/performances";
  return [
    list(rows, (row) => rankRow(row, { sizes: STRIP_SIZES }), { ordered: true, class: "rank-rows is-short" }),
    h(
      "a",
      { class: "button is-wide", href: to(address(target, choice)) },
      sort === "popular" ? t("home.ranking.all") : t("more"),
      icon("chevron-right"),
    ),
  ];
}
