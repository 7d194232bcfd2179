/** "When": seven days from today or the first day, the sessions of one day, and the weekly timetable. */

import { calendarUrl } from "../api/performances.js";
import { addDays, seoulToday, toUtc } from "../core/dates.js";
import { formatDay, formatLongDay, formatTime } from "../core/format.js";
import { h, list } from "../core/h.js";
import { currentLanguage, inKorean, t } from "../core/i18n.js";
import { label } from "../state/labels.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/shapes.d.ts").Detail} Detail */
/** @typedef {import("../../types/shapes.d.ts").NextShowtime} NextShowtime */

const DAYS = 7;

/**
 * @param {Detail} performance
 * @returns {HTMLElement}
 */
export function whenPart(performance) {
  const { showtimes, next_showtimes: sessions, schedule_text: raw, id, state } = performance;
  const whole = h(
    "a",
    { class: "quiet-link", href: calendarUrl(id), download: true },
    icon("calendar-plus"),
    t("detail.calendar"),
  );
  return h(
    "section",
    {
      class: "detail-part",
      id: "schedule",
      "aria-labelledby": "schedule-title",
    },
    h(
      "div",
      { class: "section-head" },
      h("h2", { class: "section-title", id: "schedule-title", tabindex: "-1" }, t("detail.when")),
      state !== "ended" && whole,
    ),
    h(
      "div",
      { class: "when-columns" },
      sessions.length > 0 ? dayStrip(performance) : null,
      showtimes.length > 0 ? weekTable(showtimes) : rawSchedule(raw),
    ),
    h("p", { class: "section-note" }, t("detail.kst")),
  );
}

/** @param {string | null} raw */
function rawSchedule(raw) {
  if (!raw) return h("p", { class: "is-unknown" }, t("detail.when.unknown"));
  return h("p", { class: "when-raw", ...inKorean() }, raw);
}

/** @param {Detail} performance */
function dayStrip({ id, next_showtimes: sessions, start_date: start }) {
  const today = seoulToday();
  const first = [start, today].toSorted().at(-1) ?? today;
  const days = Array.from({ length: DAYS }, (_, offset) => addDays(first, offset));
  const chosen = days.find((day) => sessions.some(({ date }) => date === day)) ?? sessions[0]?.date;
  const shown = chosen && !days.includes(chosen) ? Array.from({ length: DAYS }, (_, n) => addDays(chosen, n)) : days;
  const panel = h("div", { class: "when-sessions", "aria-live": "polite" });
  const buttons = shown.map((day) => {
    const count = sessions.filter(({ date }) => date === day).length;
    return dayButton(day, count, () => choose(day));
  });

  /** @param {string} day */
  function choose(day) {
    for (const [index, button] of buttons.entries()) button.setAttribute("aria-pressed", String(shown[index] === day));
    panel.replaceChildren(
      sessionCards(
        id,
        day,
        sessions.filter(({ date }) => date === day),
      ),
    );
  }

  if (chosen) choose(chosen);
  return h(
    "div",
    { class: "when-days" },
    h("div", { class: "day-strip", role: "group", "aria-label": t("detail.days") }, buttons),
    panel,
  );
}

/**
 * @param {string} day
 * @param {number} count
 * @param {() => void} onclick
 */
function dayButton(day, count, onclick) {
  const name = new Intl.DateTimeFormat(currentLanguage(), {
    weekday: "short",
    timeZone: "UTC",
  }).format(toUtc(day));
  return h(
    "button",
    {
      type: "button",
      class: "day",
      onclick,
      "aria-pressed": "false",
      "aria-disabled": count === 0 ? "true" : null,
      disabled: count === 0,
    },
    h("span", { class: "day-name" }, `${name} `),
    h("span", { class: "day-number" }, Number(day.slice(8))),
    h(
      "span",
      { class: "visually-hidden" },
      `, ${formatLongDay(day)}, ${count ? t("detail.sessions", { n: count }) : t("detail.nosession")}`,
    ),
    h(
      "span",
      { class: "day-dots" },
      Array.from({ length: Math.min(count, 3) }, () => h("span", { class: "day-dot" })),
    ),
  );
}

/**
 * @param {string} id
 * @param {string} day
 * @param {readonly NextShowtime[]} sessions
 */
function sessionCards(id, day, sessions) {
  return list(
    sessions,
    ({ starts_at: start }, index) => {
      const name = t("detail.session.add", {
        date: formatDay(day, { weekday: true }),
        time: formatTime(start),
      });
      return h(
        "div",
        { class: "session" },
        h("p", null, h("strong", null, formatTime(start)), h("span", null, t("detail.session", { n: index + 1 }))),
        h(
          "a",
          {
            class: "icon-button",
            href: `${calendarUrl(id)}?starts_at=${encodeURIComponent(start)}`,
            download: true,
            "aria-label": name,
            title: name,
          },
          icon("calendar-plus"),
        ),
      );
    },
    { class: "sessions" },
  );
}

/**
 * Days with the same times share a row: 화–금 19:30.
 * @param {Detail["showtimes"]} showtimes
 * @returns {{ days: string[], times: string[] }[]}
 */
export function groupDays(showtimes) {
  /** @type {{ days: string[], times: string[] }[]} */
  const rows = [];
  for (const { weekday, times } of showtimes) {
    const last = rows.at(-1);
    if (last && last.times.join() === times.join()) last.days.push(weekday);
    else rows.push({ days: [weekday], times });
  }
  return rows;
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"];

/**
 * @param {readonly string[]} days neighbours in `showtimes`
 * @returns {string} with a dash only where the days follow each other without a gap
 */
export function dayNames(days) {
  const places = days.map((day) => WEEK.indexOf(day));
  const first = places[0] ?? 0;
  const runs = days.length > 2 && !days.includes("holiday") && places.every((place, index) => place === first + index);
  const names = days.map((day) => label("weekdays", day));
  return runs ? `${names[0]}–${names.at(-1)}` : names.join("·");
}

/** @param {Detail["showtimes"]} showtimes */
function weekTable(showtimes) {
  const rows = groupDays(showtimes).map(({ days, times }) =>
    h("tr", null, h("th", { scope: "row" }, dayNames(days)), h("td", null, times.join(" · "))),
  );
  return h("table", { class: "week-table" }, h("caption", null, t("detail.week")), h("tbody", null, rows));
}
