import assert from "node:assert/strict";
import { test } from "node:test";
import { seoulToday } from "../src/core/dates.js";
import {
  formatDay,
  formatMoment,
  formatPrice,
  formatPriceRange,
  formatRun,
  formatTime,
  formatWait,
} from "../src/core/format.js";
import { useMessages } from "../src/core/i18n.js";
import { formatDistance, formatDuration } from "../src/core/units.js";
import detailEn from "../src/i18n/detail.en.js";
import detailKo from "../src/i18n/detail.ko.js";
import en from "../src/i18n/en.js";
import ko from "../src/i18n/ko.js";

const YEAR = seoulToday().slice(0, 4);
const NEXT = String(Number(YEAR) + 1);

/** @param {string} start @param {string} end */
const run = (start, end, open = false) => formatRun({ start_date: start, end_date: end, open_run: open });

test("a run in Korean", () => {
  useMessages("ko", ko);
  assert.equal(run(`${YEAR}-07-12`, `${YEAR}-08-31`), "7.12 – 8.31");
  assert.equal(run(`${YEAR}-07-12`, `${YEAR}-07-12`), "7.12");
  assert.equal(run(`${YEAR}-12-20`, `${NEXT}-01-05`), `${YEAR}.12.20 – ${NEXT}.1.5`);
  assert.equal(run("2019-03-01", "2019-04-02"), "2019.3.1 – 4.2");
  assert.equal(run(`${YEAR}-07-12`, `${YEAR}-08-31`, true), "7.12부터 · 오픈런");
  assert.equal(formatDay(`${YEAR}-07-12`, { year: false, weekday: true }).slice(0, 5), "7.12(");
});

test("a run in English", () => {
  useMessages("en", en);
  assert.equal(run(`${YEAR}-07-12`, `${YEAR}-08-31`), "Jul 12 – Aug 31");
  assert.equal(run("2019-03-01", "2019-04-02"), "Mar 1 – Apr 2, 2019");
  assert.equal(run(`${YEAR}-12-20`, `${NEXT}-01-05`), `Dec 20, ${YEAR} – Jan 5, ${NEXT}`);
});

test("money", () => {
  useMessages("ko", ko);
  const range = (
    /** @type {number | null} */ min,
    /** @type {number | null} */ max,
    /** @type {boolean | null} */ free = null,
  ) => formatPriceRange({ min_krw: min, max_krw: max, free });
  assert.equal(formatPrice(150000), "150,000원");
  assert.equal(range(60000, 150000), "6만~15만원");
  assert.equal(range(5500, 5500), "5,500원");
  assert.equal(range(12345, null), "12,345원");
  assert.equal(range(null, 20000), "2만원");
  assert.equal(range(null, null), null);
  assert.equal(range(0, 0, true), "무료");
  assert.equal(formatPriceRange(null), null);
  useMessages("en", en);
  assert.equal(range(60000, 150000), "₩60,000–150,000");
});

test("times are those of Seoul", () => {
  useMessages("ko", ko);
  assert.equal(formatTime("2026-11-23T10:30:00Z"), "19:30");
  assert.equal(formatMoment("2026-11-22T15:12:00Z"), "11월 23일 00:12");
  useMessages("en", en);
  assert.equal(formatMoment("2026-11-22T15:12:00Z"), "Nov 23 00:12");
});

test("durations and distances", () => {
  useMessages("ko", { ...ko, ...detailKo });
  assert.equal(formatDuration(155), "2시간 35분");
  assert.equal(formatDuration(120), "2시간");
  assert.equal(formatDuration(45), "45분");
  useMessages("en", { ...en, ...detailEn });
  assert.equal(formatDuration(155), "2 h 35 min");
  assert.equal(formatDistance(904), "900 m");
  assert.equal(formatDistance(1840), "1.8 km");
});

test("a wait is told in the unit that people would use", () => {
  useMessages("ko", ko);
  assert.deepEqual([3, 90, 91, 900, 5400, 5401].map(formatWait), ["3초", "90초", "2분", "15분", "90분", "2시간"]);
  useMessages("en", en);
  assert.deepEqual([1, 61, 95, 899, 7200].map(formatWait), [
    "1 second",
    "61 seconds",
    "2 minutes",
    "15 minutes",
    "2 hours",
  ]);
});
