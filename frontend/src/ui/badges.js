/** Small facts about a performance: always a word, colour and icon only add to it. */

import { daysLeft, seoulToday } from "../core/dates.js";
import { h } from "../core/h.js";
import { currentLanguage, t } from "../core/i18n.js";
import { label } from "../state/labels.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/shapes.d.ts").Card} Card */

const DEADLINE_DAYS = 7;
const STATE_ICONS = { running: { icon: "play-fill" }, upcoming: { icon: "calendar3" }, ended: { icon: "check" } };

/**
 * @param {string | null} genre
 * @returns {HTMLElement | null} null when the genre is not known
 */
export function genreBadge(genre) {
  return genre ? h("span", { class: "badge-p", "data-genre": genre }, label("genres", genre)) : null;
}

/**
 * @param {import("../../types/shapes.d.ts").State} state
 * @returns {HTMLElement}
 */
export function stateBadge(state) {
  const look = STATE_ICONS[state] ?? STATE_ICONS.ended;
  return h("span", { class: "badge-p", "data-state": state }, icon(look.icon), label("states", state));
}

/**
 * @param {{ state: string, end_date: string, open_run: boolean }} run
 * @param {string} [today]
 * @returns {HTMLElement | null} null unless the run is on and ends within a week
 */
export function deadlineBadge(run, today = seoulToday()) {
  const left = run.state === "running" ? daysLeft(run, today) : null;
  if (left === null || left > DEADLINE_DAYS) return null;
  if (left === 0) return h("span", { class: "badge-p is-deadline" }, t("deadline.today"));
  const short = t("deadline.days", { n: left });
  if (currentLanguage() !== "ko") return h("span", { class: "badge-p is-deadline" }, short);
  return h(
    "span",
    { class: "badge-p is-deadline" },
    h("span", { "aria-hidden": "true" }, short),
    h("span", { class: "visually-hidden" }, t("deadline.days.label", { n: left })),
  );
}

/**
 * Genre, and the deadline when it is near, else the state.
 * @param {Card} performance
 * @returns {HTMLElement}
 */
export function badges(performance) {
  const time = deadlineBadge(performance) ?? stateBadge(performance.state);
  return h("span", { class: "badges" }, genreBadge(performance.genre), time);
}

/**
 * How a place changed since the ranking before: ▲ red up, ▼ blue down, NEW, each with words for readers.
 * @param {{ rank: number, previous_rank?: number | null }} place `previous_rank` undefined: nothing to compare with
 * @returns {HTMLElement} empty when nothing is known, so that the row keeps its columns
 */
export function rankChange({ rank, previous_rank: before }) {
  if (before === undefined) return h("span", { class: "rank-change" });
  const by = before === null ? 0 : before - rank;
  const [kind, sign, words] =
    before === null
      ? ["new", t("rank.new.short"), t("rank.new")]
      : by > 0
        ? ["up", `▲${by}`, t("rank.up", { n: by })]
        : by < 0
          ? ["down", `▼${-by}`, t("rank.down", { n: -by })]
          : ["same", "–", t("rank.same")];
  return h(
    "span",
    { class: "rank-change", "data-change": kind },
    h("span", { "aria-hidden": "true" }, sign),
    h("span", { class: "visually-hidden" }, words),
  );
}

/**
 * @param {import("../../types/shapes.d.ts").Rating} rating
 * @returns {HTMLElement | null} null while nobody has rated
 */
export function ratingText({ average, count }) {
  if (average === null || count === 0) return null;
  const value = average.toFixed(1);
  return h(
    "span",
    { class: "rating" },
    icon("star-fill", "rating-star"),
    h("span", { "aria-hidden": "true" }, h("strong", null, value), ` (${count.toLocaleString(currentLanguage())})`),
    h("span", { class: "visually-hidden" }, t("rating.text", { value, n: count })),
  );
}
