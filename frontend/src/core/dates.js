/** Calendar days on the Seoul calendar, as `YYYY-MM-DD` strings. */

export const SEOUL = "Asia/Seoul";
const DAY_MS = 86_400_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const seoulDay = new Intl.DateTimeFormat("en-CA", {
  timeZone: SEOUL,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/**
 * @param {Date} [now]
 * @returns {string}
 */
export function seoulToday(now = new Date()) {
  return seoulDay.format(now);
}

/**
 * Midnight UTC of a calendar day: a carrier for arithmetic, not a moment.
 * @param {string} day
 * @returns {Date}
 * @throws {RangeError} not a real calendar day
 */
export function toUtc(day) {
  const match = ISO_DAY.exec(day);
  const date = match ? new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))) : null;
  if (!date || date.toISOString().slice(0, 10) !== day) throw new RangeError(`not a calendar day: ${day}`);
  return date;
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
export function isDay(value) {
  if (typeof value !== "string") return false;
  try {
    toUtc(value);
    return true;
  } catch {
    return false; // RangeError is the answer here
  }
}

/**
 * @param {string} day
 * @param {number} count may be negative
 * @returns {string}
 */
export function addDays(day, count) {
  return new Date(toUtc(day).getTime() + count * DAY_MS).toISOString().slice(0, 10);
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {number} days from `from` to `to`, negative when `to` is earlier
 */
export function daysBetween(from, to) {
  return Math.round((toUtc(to).getTime() - toUtc(from).getTime()) / DAY_MS);
}

/**
 * @param {string} day
 * @returns {number} 0 is Sunday
 */
export function weekdayOf(day) {
  return toUtc(day).getUTCDay();
}

/** @typedef {"today" | "weekend" | "nextweek"} WhenPreset */
/** @typedef {{ from: string, to: string }} Span */

/**
 * The days a preset means: this weekend is Saturday and Sunday (on Sunday only that day), next week Monday to Sunday.
 * @param {WhenPreset} preset
 * @param {string} today
 * @returns {Span}
 */
export function presetSpan(preset, today) {
  const weekday = weekdayOf(today);
  if (preset === "today") return { from: today, to: today };
  if (preset === "weekend") {
    if (weekday === 0) return { from: today, to: today };
    const saturday = addDays(today, 6 - weekday);
    return { from: saturday, to: addDays(saturday, 1) };
  }
  const monday = addDays(today, weekday === 0 ? 1 : 8 - weekday);
  return { from: monday, to: addDays(monday, 6) };
}

/**
 * Days left until the last day of a run: 0 on the last day, null when it ended or never ends.
 * @param {{ end_date: string, open_run: boolean }} run
 * @param {string} today
 * @returns {number | null}
 */
export function daysLeft(run, today) {
  if (run.open_run) return null;
  const left = daysBetween(today, run.end_date);
  return left < 0 ? null : left;
}
