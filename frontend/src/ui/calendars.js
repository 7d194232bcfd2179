/** Two calendars of visits: a year as a map of days with a sentence that says the same, a month as a table. */

import { seoulToday } from "../core/dates.js";
import { formatDay, formatLongDay, formatMonth, formatMonthName, formatWeekday } from "../core/format.js";
import { h, svg } from "../core/h.js";
import { t } from "../core/i18n.js";
import { addMonths, countByDay, daysOfYear, summarise, weeksOfMonth } from "../state/calendar.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/shapes.d.ts").Visit} Visit */

const CELL = 12;
const STEP = 14;
const TOP = 16;

/**
 * @param {number} year
 * @param {readonly Visit[]} visits of that year
 * @returns {HTMLElement}
 */
export function yearCalendar(year, visits) {
  const counts = countByDay(visits);
  const { visits: total, month, most } = summarise(counts);
  const sentence =
    total === 0
      ? t("year.none", { year: String(year) })
      : t("year.summary", { year: String(year), n: total, month: monthName(month), most });
  const today = seoulToday();
  const cells = daysOfYear(year).map(({ day, week, weekday }) =>
    svg("rect", {
      ...{ x: week * STEP, y: TOP + weekday * STEP, width: CELL, height: CELL, rx: 3 },
      class: `heat heat-${day > today ? "later" : Math.min(counts.get(day) ?? 0, 3)}`,
    }),
  );
  const months = daysOfYear(year)
    .filter(({ day }) => day.endsWith("-01"))
    .map(({ day, week }) =>
      svg("text", { x: week * STEP, y: 10, class: "heat-month" }, monthName(Number(day.slice(5, 7)))),
    );
  const picture = svg(
    "svg",
    {
      class: "heat-calendar",
      viewBox: `0 0 ${54 * STEP} ${TOP + 7 * STEP}`,
      "aria-hidden": "true",
      focusable: "false",
    },
    months,
    cells,
  );
  const scroller = h(
    "div",
    { class: "heat-scroll", tabindex: "0", role: "group", "aria-label": t("year.label", { year: String(year) }) },
    picture,
  );
  showDay(scroller, [...counts.keys()].sort().at(-1) ?? (today.startsWith(String(year)) ? today : `${year}-01-01`));
  return h(
    "figure",
    { class: "mine-card heat-figure" },
    scroller,
    h("figcaption", { class: "section-note" }, sentence),
  );
}

/**
 * Where the year is wider than the screen, begin where the latest visit is.
 * @param {HTMLElement} scroller
 * @param {string} day
 */
function showDay(scroller, day) {
  const week = daysOfYear(Number(day.slice(0, 4))).find((other) => other.day === day)?.week ?? 0;
  const observer = new ResizeObserver(() => {
    observer.disconnect(); // once, when it stands in the page: then it is the reader's
    scroller.scrollLeft = ((week + 4) / 54) * scroller.scrollWidth - scroller.clientWidth;
  });
  observer.observe(scroller);
}

/** @param {number | null} month */
function monthName(month) {
  return month === null ? "" : formatMonthName(month);
}

/**
 * @param {string} month `2026-07`
 * @param {readonly Visit[]} visits of that month
 * @param {{ onmonth: (month: string) => void, onday: (day: string) => void }} options
 * @returns {HTMLElement}
 */
export function monthCalendar(month, visits, { onmonth, onday }) {
  const counts = countByDay(visits);
  const weeks = weeksOfMonth(month);
  const title = formatMonth(`${month}-01T00:00:00+09:00`);
  const step = (/** @type {number} */ by, /** @type {Node} */ symbol, /** @type {string} */ label) =>
    h(
      "button",
      {
        type: "button",
        class: "round-button",
        "aria-label": label,
        "data-step": String(by),
        onclick: () => onmonth(addMonths(month, by)),
      },
      symbol,
    );
  const names = daysOfYear(2023).slice(0, 7); // that year began on a Sunday
  return h(
    "div",
    { class: "mine-card month" },
    h(
      "div",
      { class: "month-head" },
      step(-1, icon("chevron-left"), t("month.before")),
      h("p", { class: "month-title", "aria-live": "polite" }, title),
      step(1, icon("chevron-right"), t("month.after")),
    ),
    h(
      "table",
      { class: "month-table" },
      h("caption", { class: "visually-hidden" }, t("month.caption", { month: title, n: visits.length })),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          names.map(({ day }) => h("th", { scope: "col" }, formatWeekday(day))),
        ),
      ),
      h(
        "tbody",
        null,
        weeks.map((week) =>
          h(
            "tr",
            null,
            week.map((day) => h("td", null, day && cell(day, counts.get(day) ?? 0, onday))),
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {string} day
 * @param {number} count
 * @param {(day: string) => void} onday
 */
function cell(day, count, onday) {
  const number = Number(day.slice(8));
  const isToday = day === seoulToday();
  if (count === 0)
    return h(
      "span",
      { class: isToday ? "month-day is-today" : "month-day", "aria-current": isToday ? "date" : null },
      number,
    );
  const label = t("month.day", { date: formatLongDay(day), n: count });
  return h(
    "button",
    {
      type: "button",
      class: "month-day has-visits",
      "aria-label": label,
      title: formatDay(day),
      onclick: () => onday(day),
    },
    number,
  );
}
