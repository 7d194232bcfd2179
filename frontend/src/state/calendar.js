/** Calendars of visits: which days a year or a month has, and how often something was seen on each. */

import { addDays, isDay, toUtc, weekdayOf } from "../core/dates.js";

/**
 * @param {readonly { watched_on: string }[]} visits
 * @returns {Map<string, number>} by day
 */
export function countByDay(visits) {
  const counts = new Map();
  for (const { watched_on: day } of visits) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
}

/**
 * The days of a year with their places: a column is a week that begins on Sunday.
 * @param {number} year
 * @returns {{ day: string, week: number, weekday: number }[]}
 */
export function daysOfYear(year) {
  const first = `${String(year).padStart(4, "0")}-01-01`;
  const offset = weekdayOf(first);
  const length = isDay(`${first.slice(0, 4)}-02-29`) ? 366 : 365;
  return Array.from({ length }, (_, index) => ({
    day: addDays(first, index),
    week: Math.floor((index + offset) / 7),
    weekday: (index + offset) % 7,
  }));
}

/**
 * The weeks of a month, Sunday first; null where another month's day would stand.
 * @param {string} month `2026-07`
 * @returns {(string | null)[][]}
 */
export function weeksOfMonth(month) {
  const first = `${month}-01`;
  const length = toUtc(`${addMonths(month, 1)}-01`).getTime() - toUtc(first).getTime();
  const days = Array.from({ length: Math.round(length / 86_400_000) }, (_, index) => addDays(first, index));
  const cells = [...Array.from({ length: weekdayOf(first) }, () => null), ...days];
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/**
 * @param {string} month `2026-07`
 * @param {number} count may be negative
 * @returns {string}
 */
export function addMonths(month, count) {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const index = year * 12 + (number - 1) + count;
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/**
 * The month with most visits of a year, for a sentence.
 * @param {Map<string, number>} counts by day
 * @returns {{ visits: number, month: number | null, most: number }}
 */
export function summarise(counts) {
  /** @type {Map<number, number>} */
  const months = new Map();
  let visits = 0;
  for (const [day, count] of counts) {
    visits += count;
    const month = Number(day.slice(5, 7));
    months.set(month, (months.get(month) ?? 0) + count);
  }
  const [best] = [...months].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return { visits, month: best?.[0] ?? null, most: best?.[1] ?? 0 };
}
