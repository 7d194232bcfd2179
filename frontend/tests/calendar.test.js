import assert from "node:assert/strict";
import { test } from "node:test";
import { addMonths, countByDay, daysOfYear, summarise, weeksOfMonth } from "../src/state/calendar.js";

test("a year has all of its days in columns of weeks that begin on Sunday", () => {
  const days = daysOfYear(2024);

  assert.equal(days.length, 366);
  assert.deepEqual(days[0], { day: "2024-01-01", week: 0, weekday: 1 });
  assert.deepEqual(days.at(-1), { day: "2024-12-31", week: 52, weekday: 2 });
  assert.equal(daysOfYear(2026).length, 365);
  assert.equal(daysOfYear(1900).length, 365);
  assert.ok(Math.max(...daysOfYear(2028).map(({ week }) => week)) <= 53);
});

test("a month fills whole weeks and leaves other months' days empty", () => {
  const weeks = weeksOfMonth("2026-02");

  assert.equal(weeks.length, 4);
  assert.deepEqual(weeks[0]?.[0], "2026-02-01");
  assert.equal(weeksOfMonth("2026-08").length, 6);
  assert.ok(weeksOfMonth("2026-08").every((week) => week.length === 7));
  assert.equal(weeksOfMonth("2024-02").flat().filter(Boolean).at(-1), "2024-02-29");
});

test("months go on over the turn of the year", () => {
  assert.equal(addMonths("2026-12", 1), "2027-01");
  assert.equal(addMonths("2026-01", -1), "2025-12");
  assert.equal(addMonths("2026-03", -15), "2024-12");
});

test("a summary counts visits and names the fullest month, the earlier of equals", () => {
  const days = ["2026-03-01", "2026-03-01", "2026-05-02", "2026-05-09", "2026-07-01"];

  const found = summarise(countByDay(days.map((watched_on) => ({ watched_on }))));

  assert.deepEqual(found, { visits: 5, month: 3, most: 2 });
  assert.deepEqual(summarise(new Map()), { visits: 0, month: null, most: 0 });
});
