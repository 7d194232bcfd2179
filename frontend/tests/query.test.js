import assert from "node:assert/strict";
import { test } from "node:test";
import { day, formatQuery, integer, many, oneOf, parseQuery, withQuery, word } from "../src/core/query.js";

const SCHEMA = {
  genre: many(),
  access: many(["ramp", "elevator"]),
  sort: oneOf(["popular", "newest"], "popular"),
  price_max: integer(null, { max: 1_000_000 }),
  from: day(),
  q: word(5),
  page: integer(1, { min: 1 }),
};
const read = (/** @type {string} */ text) => parseQuery(SCHEMA, new URLSearchParams(text));

test("an empty query gives the defaults, and defaults give an empty query", () => {
  const state = read("");
  assert.deepEqual(state, { genre: [], access: [], sort: "popular", price_max: null, from: null, q: "", page: 1 });
  assert.equal(formatQuery(SCHEMA, state).toString(), "");
  assert.equal(withQuery("/performances", formatQuery(SCHEMA, state)), "/performances");
});

test("what is written is read back as it was", () => {
  const states = [
    {
      genre: ["play", "musical"],
      access: ["ramp"],
      sort: "newest",
      price_max: 0,
      from: "2026-11-23",
      q: "달",
      page: 3,
    },
    { genre: [], access: ["ramp", "elevator"], sort: "popular", price_max: 30_000, from: null, q: "a&b=", page: 1 },
  ];
  for (const state of states) {
    assert.deepEqual(read(formatQuery(SCHEMA, /** @type {any} */ (state)).toString()), state);
  }
});

test("keys may repeat or hold commas; duplicates go", () => {
  assert.deepEqual(read("genre=play,musical&genre=play&genre=gugak").genre, ["play", "musical", "gugak"]);
});

test("nonsense falls back instead of reaching the API", () => {
  const state = read(
    "genre=<b>&access=lift,ramp&sort=;drop&price_max=-1&from=2026-02-30&page=0&q=   가나다라마바사&x=1",
  );
  assert.deepEqual(state, {
    genre: [],
    access: ["ramp"],
    sort: "popular",
    price_max: null,
    from: null,
    q: "가나다라마",
    page: 1,
  });
  assert.equal(read("page=99999999999").page, 1);
  assert.equal(read("page=1e3").page, 1);
});
