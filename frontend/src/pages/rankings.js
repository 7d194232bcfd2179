/** The fifty best-selling shows of a genre, a region and a period; all three live in the address. */

import { getRanking } from "../api/catalogue.js";
import { formatLongDay, formatMoment } from "../core/format.js";
import { h, list } from "../core/h.js";
import { setHead } from "../core/head.js";
import { t, to } from "../core/i18n.js";
import { formatQuery, oneOf, parseQuery, withQuery, word } from "../core/query.js";
import { navigate } from "../core/router.js";
import { choices, label, loadLabels } from "../state/labels.js";
import { rankRow } from "../ui/card.js";
import { genreTabs, knownCode, regionSelect, segmented } from "../ui/controls.js";
import { announce } from "../ui/notify.js";
import { emptyCard, rowSkeleton, section, skeletons } from "../ui/section.js";

const PERIODS = /** @type {const} */ (["day", "week", "month"]);
const SCHEMA = { genre: word(20), region: word(20), period: oneOf(PERIODS, "week") };

/** @typedef {{ genre: string | null, region: string | null, period: typeof PERIODS[number] }} Choice */
/** @typedef {import("../../types/shapes.d.ts").Ranking} Ranking */

/** @type {import("../core/router.js").Page} */
export function mount(root, { query, signal }) {
  let asked = query;
  const panel = h("div", { class: "ranking-panel" });
  const tabsPlace = h("div", { class: "ranking-tabs" });
  /** @type {ReturnType<typeof makeControls> | null} */
  let controls = null;
  const part = section({
    title: t("rankings.heading"),
    what: t("home.ranking.what"),
    level: "h1",
    className: "ranking-page",
    signal,
    skeleton: () => skeletons(ROWS_SHOWN, rowSkeleton, "rank-rows"),
    load: async (_, retried) => {
      await loadLabels();
      const choice = readChoice(asked);
      controls ??= makeControls(choice, panel, part.aside, tabsPlace);
      controls.show(choice);
      return { choice, ranking: await getRanking(choice, { signal, fresh: retried }) };
    },
    render: ({ choice, ranking }) => {
      describe(choice, asked);
      part.setNote(note(ranking));
      return rows(ranking);
    },
  });
  setHead({ title: t("rankings.title"), description: t("rankings.description"), index: query.size === 0 });
  part.root.append(tabsPlace, panel);
  panel.append(part.body);
  root.replaceChildren(part.root);
  const ready = part.load();
  return {
    ready,
    async update(context) {
      asked = context.query;
      const shown = await part.load({ dim: true });
      const n = panel.querySelectorAll("li").length;
      if (shown) announce(t("rankings.announce", { label: summary(readChoice(asked)), n }));
    },
  };
}

const ROWS_SHOWN = 10;

/**
 * @param {URLSearchParams} query
 * @returns {Choice}
 */
function readChoice(query) {
  const { genre, region, period } = parseQuery(SCHEMA, query);
  return { genre: knownCode("genres", genre), region: knownCode("regions", region), period };
}

/** @param {Choice} choice */
function summary({ genre, region, period }) {
  const words = [label("periods", period), region && label("regions", region), genre && label("genres", genre)];
  return [...words.filter(Boolean), t("rankings.title")].join(" ");
}

/**
 * @param {Choice} choice
 * @param {URLSearchParams} query
 */
function describe(choice, query) {
  setHead({ title: summary(choice), description: t("rankings.description"), index: query.size === 0 });
}

/** @param {Ranking} ranking */
function note({ from, to: until, source_updated_at: updated }) {
  const span = from && until && t("rankings.note", { from: formatLongDay(from), to: formatLongDay(until) });
  return [span, updated && t("rankings.updated", { when: formatMoment(updated) })].filter(Boolean).join(" · ");
}

/** @param {Ranking} ranking */
function rows({ results }) {
  if (results.length > 0)
    return list(results, (row) => rankRow(row, { level: "h2" }), { ordered: true, class: "rank-rows" });
  const clear = h("a", { class: "button", href: to("/rankings") }, t("rankings.empty.action"));
  return emptyCard({ title: t("rankings.empty"), action: clear });
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
    const params = formatQuery(SCHEMA, { ...next, genre: next.genre ?? "", region: next.region ?? "" });
    navigate(withQuery(to("/rankings"), params));
  };
  const genres = genreTabs({ selected: initial.genre, panel, onselect: (genre) => choose({ genre }) });
  const region = regionSelect({ selected: initial.region, onchange: (code) => choose({ region: code }) });
  const period = segmented({
    label: t("rankings.period"),
    items: PERIODS.filter((key) => choices("periods").length === 0 || knownCode("periods", key)).map((key) => ({
      key,
      label: label("periods", key),
    })),
    selected: initial.period,
    onselect: (key) => choose({ period: key }),
  });
  tabsPlace.replaceChildren(genres.root);
  aside.replaceChildren(region.root, period.root);
  return {
    /** @param {Choice} choice */
    show(choice) {
      current = choice;
      genres.select(choice.genre);
      region.setValue(choice.region);
      period.select(choice.period);
    },
  };
}
