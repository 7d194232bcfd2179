import assert from "node:assert/strict";
import { test } from "node:test";
import { compared } from "../src/api/catalogue.js";

const place = (/** @type {number} */ rank, /** @type {number | null} */ before) =>
  /** @type {any} */ ({ rank, previous_rank: before, performance: {} });

test("a board with nothing to compare with calls no place new", () => {
  const { results } = compared({ results: [place(1, null), place(2, null)] });

  assert.deepEqual(
    results.map(({ previous_rank: before }) => before),
    [undefined, undefined],
  );
});

test("beside places that moved, one without a rank before is new", () => {
  const board = { results: [place(1, 2), place(2, null)] };

  assert.equal(compared(board), board);
});
