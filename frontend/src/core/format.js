/** Dates, times and money for people, by `Intl` in the current language and on the Seoul clock. */

import { SEOUL, seoulToday, toUtc } from "./dates.js";
import { currentLanguage, t } from "./i18n.js";

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {Intl.DateTimeFormatOptions} options
 * @returns {Intl.DateTimeFormat}
 */
function dateFormat(options) {
  const key = currentLanguage() + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(currentLanguage(), options);
  formats.set(key, known);
  return known;
}

/**
 * @param {number} value
 * @returns {string}
 */
export function formatNumber(value) {
  return value.toLocaleString(currentLanguage());
}

/**
 * A day in few characters, `7.12` or `Jul 12`; the year comes along when it is not this year or is asked for.
 * @param {string} day
 * @param {{ year?: boolean, weekday?: boolean }} [options]
 * @returns {string}
 */
export function formatDay(day, { year = day.slice(0, 4) !== seoulToday().slice(0, 4), weekday = false } = {}) {
  const date = toUtc(day);
  const name = weekday ? dateFormat({ weekday: "short", timeZone: "UTC" }).format(date) : "";
  if (currentLanguage() === "ko") {
    const [y, m, d] = day.split("-").map(Number);
    return `${year ? `${y}.` : ""}${m}.${d}${name && `(${name})`}`;
  }
  const written = dateFormat({ month: "short", day: "numeric", ...(year && { year: "numeric" }), timeZone: "UTC" });
  return `${name && `${name}, `}${written.format(date)}`;
}

/**
 * A run: `7.12 – 8.31`, one day alone, or that it is open. The second year is left out when it is the first again.
 * @param {{ start_date: string, end_date: string, open_run?: boolean }} run
 * @param {{ weekday?: boolean, year?: boolean }} [options]
 * @returns {string}
 */
export function formatRun(run, { weekday = false, year } = {}) {
  const thisYear = seoulToday().slice(0, 4);
  const withYear = year ?? (run.start_date.slice(0, 4) !== thisYear || run.end_date.slice(0, 4) !== thisYear);
  const first = formatDay(run.start_date, { year: withYear, weekday });
  if (run.open_run) return t("run.open", { date: first });
  if (run.start_date === run.end_date) return first;
  const sameYear = run.start_date.slice(0, 4) === run.end_date.slice(0, 4);
  const lastYear = currentLanguage() === "ko" ? withYear && !sameYear : withYear;
  const firstShown =
    currentLanguage() === "en" && sameYear ? formatDay(run.start_date, { year: false, weekday }) : first;
  return `${firstShown} – ${formatDay(run.end_date, { year: lastYear, weekday })}`;
}

/**
 * @param {string} day
 * @returns {string} `토` or `Sat`
 */
export function formatWeekday(day) {
  return dateFormat({ weekday: "short", timeZone: "UTC" }).format(toUtc(day));
}

/**
 * @param {number} month 1 is January
 * @returns {string} `7월` or `Jul`
 */
export function formatMonthName(month) {
  const style = currentLanguage() === "ko" ? "long" : "short";
  return dateFormat({ month: style, timeZone: "UTC" }).format(new Date(Date.UTC(2000, month - 1, 1)));
}

/**
 * A day in words, `7월 12일` or `July 12`.
 * @param {string} day
 * @returns {string}
 */
export function formatLongDay(day) {
  return dateFormat({ month: currentLanguage() === "ko" ? "long" : "short", day: "numeric", timeZone: "UTC" }).format(
    toUtc(day),
  );
}

/**
 * The time of day of a moment, as `19:30`.
 * @param {string} moment ISO 8601 with offset
 * @returns {string}
 */
export function formatTime(moment) {
  return new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: SEOUL });
}

/**
 * A moment as day and time on the Seoul clock.
 * @param {string} moment ISO 8601 with offset
 * @returns {string}
 */
export function formatMoment(moment) {
  const date = new Date(moment);
  return `${formatLongDay(seoulToday(date))} ${formatTime(moment)}`;
}

/**
 * The month of a moment, `2024년 10월` or `October 2024`.
 * @param {string} moment ISO 8601 with offset
 * @returns {string}
 */
export function formatMonth(moment) {
  return dateFormat({ year: "numeric", month: "long", timeZone: SEOUL }).format(new Date(moment));
}

/**
 * @param {number} won
 * @returns {string}
 */
export function formatPrice(won) {
  return t("price.won", { amount: formatNumber(won) });
}

/**
 * @param {number} won
 * @returns {string} in ten thousands where that is exact and usual, as in 6만
 */
function shortAmount(won) {
  return currentLanguage() === "ko" && won >= 10_000 && won % 1_000 === 0
    ? t("price.man", { amount: formatNumber(won / 10_000) })
    : formatNumber(won);
}

/**
 * A price range in few characters, `6만~15만원` or `₩60,000–150,000`; null when nothing is known.
 * @param {import("../../types/shapes.d.ts").Price | null} price
 * @returns {string | null}
 */
export function formatPriceRange(price) {
  if (!price) return null;
  const { min_krw: min, max_krw: max, free } = price;
  if (free) return t("price.free");
  if (min === null && max === null) return null;
  const low = min ?? /** @type {number} */ (max);
  const high = max ?? low;
  if (low === high) return t("price.won", { amount: shortAmount(low) });
  return t("price.range", { low: shortAmount(low), high: shortAmount(high) });
}

/**
 * @param {number} seconds
 * @returns {string} how long somebody has to wait, as people say it: `40초`, `15분`, `2 hours`; never less than it is
 */
export function formatWait(seconds) {
  const [unit, amount] =
    seconds <= 90 ? ["second", seconds] : seconds <= 5400 ? ["minute", seconds / 60] : ["hour", seconds / 3600];
  const how = { style: /** @type {const} */ ("unit"), unit, unitDisplay: /** @type {const} */ ("long") };
  return new Intl.NumberFormat(currentLanguage(), how).format(Math.ceil(amount));
}
