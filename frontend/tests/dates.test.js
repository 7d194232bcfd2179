import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, daysBetween, daysLeft, isDay, presetSpan, seoulToday, toUtc, weekdayOf } from "../src/core/dates.js";

test("today is the day in Seoul, wherever the device is", () => {
  assert.equal(seoulToday(new Date("2026-11-22T14:59:59Z")), "2026-11-22");
  assert.equal(seoulToday(new Date("2026-11-22T15:00:00Z")), "2026-11-23");
});

test("days that do not exist are refused", () => {
  for (const day of ["2026-02-29", "2026-13-01", "2026-1-1", "20260101", "", "2026-01-01T00:00", null, 20260101]) {
    assert.equal(isDay(day), false, String(day));
  }
  assert.ok(isDay("2028-02-29"));
  assert.throws(() => toUtc("2026-02-30"), RangeError);
});

test("days are added and counted across months, years and leap days", () => {
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(addDays("2028-03-01", -1), "2028-02-29");
  for (let step = -800; step <= 800; step += 37) {
    assert.equal(daysBetween("2026-11-23", addDays("2026-11-23", step)), step);
  }
});

test("this weekend is Saturday and Sunday, and on Sunday that day alone", () => {
  for (let step = 0; step < 14; step += 1) {
    const today = addDays("2026-11-23", step); // a Monday
    const { from, to } = presetSpan("weekend", today);
    assert.equal(weekdayOf(to), 0);
    assert.equal(from, weekdayOf(today) === 0 ? today : addDays(to, -1));
    assert.ok(from >= today && daysBetween(today, to) < 7);
  }
});

test("next week runs from the coming Monday to Sunday", () => {
  for (let step = 0; step < 14; step += 1) {
    const today = addDays("2026-11-23", step);
    const { from, to } = presetSpan("nextweek", today);
    assert.equal(weekdayOf(from), 1);
    assert.equal(daysBetween(from, to), 6);
    assert.ok(from > today && daysBetween(today, from) <= 7);
  }
  assert.deepEqual(presetSpan("today", "2026-11-23"), { from: "2026-11-23", to: "2026-11-23" });
});

test("days left: zero on the last day, none after it or in an open run", () => {
  const run = { end_date: "2026-11-25", open_run: false };
  assert.equal(daysLeft(run, "2026-11-23"), 2);
  assert.equal(daysLeft(run, "2026-11-25"), 0);
  assert.equal(daysLeft(run, "2026-11-26"), null);
  assert.equal(daysLeft({ ...run, open_run: true }, "2026-11-23"), null);
});
