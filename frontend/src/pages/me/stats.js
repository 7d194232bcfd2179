/** `/me/stats`: a year of visits in numbers and small charts, each with its numbers in text. */

import { getStats } from "../../api/mine.js";
import { seoulToday } from "../../core/dates.js";
import { formatMonthName, formatNumber } from "../../core/format.js";
import { h, svg } from "../../core/h.js";
import { inKorean, t, to } from "../../core/i18n.js";
import { integer, parseQuery } from "../../core/query.js";
import { navigate } from "../../core/router.js";
import { label, loadLabels } from "../../state/labels.js";
import { rowsOf } from "../../state/ratings.js";
import { barList } from "../../ui/bar-list.js";
import { performancePath } from "../../ui/card.js";
import { pillSelect } from "../../ui/controls.js";
import { icon } from "../../ui/icon.js";
import { privately, showMinePage } from "../../ui/mine-page.js";
import { announce } from "../../ui/notify.js";
import { bar, emptyCard, section, skeletons } from "../../ui/section.js";
import { copyText } from "../../ui/share.js";

/** @typedef {import("../../../types/shapes.d.ts").Stats} Stats */

const SCHEMA = { year: integer(null, { min: 1900, max: 2999 }) };
const ENOUGH = 3;

/** @type {import("../../core/router.js").Page} */
export async function mount(root, context) {
  let { year } = parseQuery(SCHEMA, context.query);
  /** @type {import("../../ui/section.js").Section | null} */
  let part = null;
  await showMinePage(root, context, {
    tab: "stats",
    title: t("mine.tab.stats"),
    fill: ({ signal }) => {
      const made = section({
        title: t("stats.year"),
        what: t("mine.tab.stats"),
        className: "stats",
        signal,
        skeleton: () => skeletons(5, () => bar("80%"), "bars"),
        load: async () =>
          (await Promise.all([privately(() => getStats({ year }, { signal }), signal), loadLabels()]))[0],
        render: (stats) => {
          made.heading.textContent = t("stats.of", { year: String(stats.year) });
          made.aside.replaceChildren(...yearChoice(stats, "/me/stats"));
          return charts(stats);
        },
      });
      part = made;
      return made.root;
    },
  });
  return {
    ready: part ? /** @type {import("../../ui/section.js").Section} */ (part).load() : undefined,
    async update(next) {
      year = parseQuery(SCHEMA, next.query).year;
      if (await part?.load({ dim: true })) announce(part?.heading.textContent ?? "");
    },
  };
}

/**
 * The years with visits, and this one.
 * @param {{ year: number, years: readonly number[] }} stats
 * @param {string} path
 * @returns {HTMLElement[]} nothing to choose from: nothing
 */
export function yearChoice({ year, years }, path) {
  const now = Number(seoulToday().slice(0, 4));
  const known = [...new Set([now, year, ...years])].sort((a, b) => b - a);
  if (known.length < 2) return [];
  const options = known.map((value) => ({ value: String(value), label: t("stats.choice", { year: String(value) }) }));
  const onchange = (/** @type {string} */ value) => navigate(to(`${path}?year=${value}`));
  return [
    pillSelect({ label: t("stats.years"), options, value: String(year), symbol: icon("calendar3"), onchange }).root,
  ];
}

/** @param {Stats} stats */
function charts(stats) {
  const rated = Object.values(stats.ratings).reduce((sum, n) => sum + n, 0);
  if (stats.visits + rated === 0) {
    const text = t("stats.few");
    return emptyCard({
      title: t("stats.none", { year: String(stats.year) }),
      text,
      action: h("a", { class: "button", href: to("/me/diary") }, t("visit.add.title")),
    });
  }
  const times = (/** @type {number} */ n) => t("stats.times", { n });
  return [
    yearCard(stats),
    stats.visits < ENOUGH && h("p", { class: "section-note" }, t("stats.few")),
    chart("stats.months", monthChart(stats)),
    chart(
      "stats.genres",
      barList({
        label: t("stats.genres"),
        text: times,
        rows: stats.by_genre.map(({ genre, count }) => ({
          name: genre ? label("genres", genre) : t("unknown"),
          count,
          genre,
        })),
      }),
    ),
    rated > 0 &&
      chart(
        "stats.ratings",
        barList({
          label: t("stats.ratings"),
          text: (n) => t("review.count", { n }),
          rows: rowsOf(stats.ratings).map(({ stars, count }) => ({ name: t("review.row", { n: stars }), count })),
        }),
      ),
    stats.by_venue.length > 0 &&
      chart(
        "stats.venues",
        barList({
          label: t("stats.venues"),
          text: times,
          rows: stats.by_venue.map(({ venue, count }) => ({ name: named(venue), count })),
        }),
      ),
    stats.most_seen.length > 0 &&
      chart(
        "stats.seen",
        barList({
          label: t("stats.seen"),
          text: times,
          rows: stats.most_seen.map(({ performance, count }) => ({
            name: h("a", { href: performancePath(performance.id), ...inKorean() }, performance.title),
            count,
          })),
        }),
      ),
    stats.performers.length > 0 &&
      chart("stats.performers", barList({ label: t("stats.performers"), text: times, rows: stats.performers })),
  ];
}

/** @param {{ id: string | null, name: string }} venue */
function named({ id, name }) {
  return id ? h("a", { href: to(`/venues/${id}`), ...inKorean() }, name) : h("span", inKorean(), name);
}

/**
 * @param {import("../../core/i18n.js").MineKey} title
 * @param {Node} content
 */
function chart(title, content) {
  return h("section", { class: "mine-card chart" }, h("h3", null, t(title)), content);
}

/**
 * The year in sentences, to be passed on as text.
 * @param {Stats} stats
 */
function yearCard(stats) {
  const sentences = summary(stats);
  const share = async () => {
    const text = sentences.join("\n");
    if (typeof navigator.share !== "function") return copyText(text);
    try {
      await navigator.share({ text });
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") await copyText(text);
    }
  };
  const [first, ...rest] = sentences;
  return h(
    "div",
    { class: "year-card" },
    h("p", { class: "year-card-title" }, first),
    rest.map((line) => h("p", null, line)),
    h("button", { type: "button", class: "button", onclick: share }, icon("share"), t("share")),
  );
}

/**
 * @param {Stats} stats
 * @returns {string[]}
 */
export function summary({ year, visits, performances, by_venue: [venue], most_seen: [show] }) {
  return [
    t("stats.sentence", { year: String(year), n: visits, shows: performances }),
    venue && venue.count > 1 && t("stats.sentence.venue", { name: venue.venue.name, n: venue.count }),
    show && show.count > 1 && t("stats.sentence.show", { title: show.performance.title, n: show.count }),
  ].filter((line) => typeof line === "string");
}

/** @param {Stats} stats */
function monthChart({ by_month: months }) {
  const most = Math.max(1, ...months.map(({ count }) => count));
  const bars = months.map(({ month, count }, index) => {
    const height = (count / most) * 80;
    return [
      svg("rect", { x: index * 30 + 4, y: 96 - height, width: 22, height, rx: 4, class: "column" }),
      count > 0 &&
        svg(
          "text",
          { x: index * 30 + 15, y: 90 - height, "text-anchor": "middle", class: "column-text" },
          formatNumber(count),
        ),
      svg("text", { x: index * 30 + 15, y: 114, "text-anchor": "middle", class: "column-text" }, month),
    ];
  });
  const seen = months
    .filter(({ count }) => count > 0)
    .map(({ month, count }) => `${formatMonthName(month)} ${t("stats.times", { n: count })}`);
  const picture = svg(
    "svg",
    { class: "columns", viewBox: "0 0 360 120", "aria-hidden": "true", focusable: "false" },
    bars,
  );
  return h("div", null, picture, h("p", { class: "section-note" }, seen.join(", ")));
}
