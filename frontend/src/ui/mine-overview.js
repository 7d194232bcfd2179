/** What the profile shows beside the account: who one is, what one has seen, keeps, and how the year went. */

import { getStats, listFavorites, listHistory } from "../api/mine.js";
import { formatDay } from "../core/format.js";
import { h, list } from "../core/h.js";
import { t, to } from "../core/i18n.js";
import { label, loadLabels } from "../state/labels.js";
import { barList } from "./bar-list.js";
import { card, titleLink, venueLine } from "./card.js";
import { heart } from "./heart.js";
import { icon } from "./icon.js";
import { privately } from "./mine-page.js";
import { more } from "./more.js";
import { poster } from "./poster.js";
import { bar, cardSkeleton, emptyCard, section, skeletons } from "./section.js";
import { stars } from "./stars.js";
import { strip } from "./strip.js";

/** @typedef {import("../../types/shapes.d.ts").HistoryLine} HistoryLine */

const FIRST_LINES = 5;
const PAGE_SIZE = 20;
const CARDS = 12;

/**
 * Each fact with the way to change it.
 * @param {import("../../types/shapes.d.ts").Account} account
 */
export function profileFacts({ email, email_verified: verified, gender, birthday }) {
  const said = gender ? t(`account.gender.${gender}`) : t("account.gender.undisclosed");
  const facts = /** @type {const} */ ([
    ["account.email", email, false],
    ["account.gender", said, true],
    ["account.birthday", birthday ? formatDay(birthday, { year: true }) : t("mine.unsaid"), true],
  ]);
  const state = h("span", { class: "section-note" }, t(verified ? "mine.email.verified" : "mine.email.locked"));
  const row = (/** @type {typeof facts[number]} */ [key, value, isOwn]) => {
    const name = t("mine.edit", { what: t(key) });
    const edit = isOwn && h("a", { class: "link-button", href: to("/me/edit"), "aria-label": name }, t("edit"));
    return h("div", null, h("dt", null, t(key)), h("dd", null, h("span", null, value, !isOwn && state), edit));
  };
  return h("dl", { class: "mine-card profile-facts" }, facts.map(row));
}

/**
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function overview(signal) {
  const parts = [historyPart(signal), favoritesPart(signal), statsPart(signal)];
  for (const part of parts) part.load();
  return h(
    "div",
    { class: "overview" },
    parts.map(({ root }) => root),
  );
}

/** @param {string} path @param {string} what */
function wholeLink(path, what) {
  return h(
    "a",
    { class: "quiet-link", href: to(path) },
    t("more"),
    h("span", { class: "visually-hidden" }, ` ${what}`),
    icon("chevron-right"),
  );
}

/** @param {AbortSignal} signal */
function historyPart(signal) {
  let size = FIRST_LINES;
  const part = section({
    title: t("history.title"),
    aside: wholeLink("/me/diary", t("mine.tab.diary")),
    className: "history",
    signal,
    skeleton: () => skeletons(3, () => bar("80%"), "history-rows"),
    load: async () => (await Promise.all([loadLines(size, signal), loadLabels()]))[0],
    render: ({ count, lines }) => {
      if (lines.length === 0) return emptyCard({ title: t("history.empty"), text: t("diary.empty.text") });
      const n = Math.min(lines.length, count);
      const onmore = async () => {
        const before = lines.length;
        size = before + PAGE_SIZE;
        await part.load({ dim: true });
        const links = /** @type {NodeListOf<HTMLElement>} */ (part.body.querySelectorAll("h3 a"));
        links[before]?.focus();
      };
      const text = t("browse.more.text", { total: count, n });
      return [
        list(lines, historyRow, { class: "history-rows" }),
        count > n && more({ shown: n, total: count, text, onmore }),
      ];
    },
  });
  return part;
}

/**
 * @param {number} size
 * @param {AbortSignal} signal
 */
async function loadLines(size, signal) {
  const ask = (/** @type {number} */ page) =>
    privately(() => listHistory({ page, page_size: Math.min(size, PAGE_SIZE) }, { signal }), signal);
  const pages = await Promise.all(
    Array.from({ length: Math.ceil(size / PAGE_SIZE) }, async (_, index) => {
      if (index === 0) return ask(1);
      return ask(index + 1).catch((error) => {
        if (error?.status === 404) return { count: 0, results: [] }; // past the end
        throw error;
      });
    }),
  );
  const lines = pages.flatMap(({ results }) => results);
  return { count: pages[0]?.count ?? 0, lines: lines.slice(0, Math.max(size, FIRST_LINES)) };
}

/** @param {HistoryLine} line */
function historyRow({ performance, last_on: last, visits, rating, review_id: review }) {
  const facts = [
    t("history.last", { date: formatDay(last, { weekday: true }) }),
    visits > 0 && t("history.visits", { n: visits }),
  ].filter(Boolean);
  return h(
    "article",
    { class: "history-row" },
    poster(performance, { sizes: "48px", className: "review-poster" }),
    h(
      "div",
      { class: "stub-text" },
      titleLink(performance, "h3", "rank-row-title"),
      h("p", { class: "stub-fact" }, [venueLine(performance), ...facts].filter(Boolean).join(" · ")),
      rating !== null && stars(rating),
    ),
    h(
      "div",
      { class: "history-actions" },
      heart(performance),
      h(
        "a",
        {
          class: "link-button",
          href: to(`/performances/${performance.id}/review`),
          "aria-label": t(review ? "review.edit.label" : "review.write.label", { title: performance.title }),
        },
        t(review ? "history.edit" : "review.write"),
      ),
    ),
  );
}

/** @param {AbortSignal} signal */
function favoritesPart(signal) {
  const title = t("mine.tab.favorites");
  return section({
    title,
    aside: wholeLink("/me/favorites", title),
    signal,
    skeleton: () => skeletons(4, cardSkeleton, "strip"),
    load: async () =>
      (await Promise.all([privately(() => listFavorites({ page_size: CARDS }, { signal }), signal), loadLabels()]))[0],
    render: ({ results }) =>
      results.length === 0
        ? emptyCard({
            title: t("favorites.empty"),
            action: h("a", { class: "button", href: to("/rankings") }, t("not-found.top")),
          })
        : strip(results, (row) => card(row, { sizes: "(min-width: 62rem) 140px, 31vw" }), { label: title }).root,
  });
}

/** @param {AbortSignal} signal */
function statsPart(signal) {
  const title = t("mine.tab.stats");
  return section({
    title,
    aside: wholeLink("/me/stats", title),
    signal,
    skeleton: () => skeletons(3, () => bar("70%"), "bars"),
    load: async () => (await Promise.all([privately(() => getStats({}, { signal }), signal), loadLabels()]))[0],
    render: ({ year, visits, performances, by_genre: genres }) => [
      h(
        "p",
        null,
        visits > 0
          ? t("stats.sentence", { year: String(year), n: visits, shows: performances })
          : t("stats.none", { year: String(year) }),
      ),
      genres.length > 0 &&
        barList({
          label: t("stats.genres"),
          text: (n) => t("stats.times", { n }),
          rows: genres.map(({ genre, count }) => ({
            name: genre ? label("genres", genre) : t("unknown"),
            count,
            genre,
          })),
        }),
    ],
  });
}
