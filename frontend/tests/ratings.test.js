import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf, STEPS, valuesOf, wordOf } from "../src/state/ratings.js";

test("ten values become five rows, five stars first, halves with the star above them", () => {
  const rows = rowsOf({ 0.5: 1, "1.0": 0, 2.5: 2, "3.0": 1, 4.5: 3, "5.0": 1 });

  assert.deepEqual(
    rows.map(({ stars, count, percent }) => [stars, count, percent]),
    [
      [5, 4, 50],
      [4, 0, 0],
      [3, 3, 38],
      [2, 0, 0],
      [1, 1, 13],
    ],
  );
});

test("no ratings are no percent of anything", () => {
  assert.ok(rowsOf({}).every(({ count, percent }) => count === 0 && percent === 0));
});

test("a row asks for the two values that it counts", () => {
  assert.equal(valuesOf(5), "4.5,5.0");
  assert.equal(valuesOf(1), "0.5,1.0");
});

test("every half step has a word", () => {
  assert.deepEqual(STEPS.map(wordOf), [1, 1, 1, 2, 2, 3, 3, 4, 4, 5]);
});
