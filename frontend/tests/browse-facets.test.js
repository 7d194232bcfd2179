import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CONDITION_OPTIONS,
  countOf,
  districtOptions,
  PRICE_OPTIONS,
  regionOptions,
} from "../src/state/browse-facets.js";

const FACETS = {
  genre: [{ value: "musical", label: "뮤지컬", count: 48 }],
  state: [{ value: "running", count: 31 }],
  flags: [
    { value: "child", count: 12 },
    { value: "open_run", count: 4 },
  ],
  price: [
    { value: "free", count: 3 },
    { value: "30000", count: 14 },
  ],
  district: [
    { value: "1111", count: 9 },
    { value: "2611", count: 2 },
  ],
};

test("it finds the count of an option under the API's names", () => {
  assert.equal(countOf(FACETS, { name: "genre", value: "musical" }), 48);
  assert.equal(countOf(FACETS, { name: "status", value: "running" }), 31);
  assert.equal(countOf(FACETS, { name: "flag", value: "kids" }), 12);
  assert.equal(countOf(FACETS, { name: "flag", value: "openrun" }), 4);
  assert.equal(countOf(FACETS, { name: "price_max", value: "0" }), 3);
  assert.equal(countOf(FACETS, { name: "price_max", value: "30000" }), 14);
});

test("it tells none from not known", () => {
  assert.equal(countOf(FACETS, { name: "genre", value: "gugak" }), 0);
  assert.equal(countOf(FACETS, { name: "when", value: "today" }), null);
  assert.equal(countOf(null, { name: "genre", value: "musical" }), null);
});

test("it lists each region once, the busiest first, with Daehakro below Seoul", () => {
  const codes = ["busan", "seoul", "jeju", "gyeonggi"];

  const { options, first, total } = regionOptions(codes);

  assert.deepEqual(
    options.map(({ value }) => value),
    ["seoul", "daehakro", "gyeonggi", "busan", "jeju"],
  );
  assert.deepEqual([first, total], [4, 4]);
});

test("it offers the districts of the region that have something on, and chosen ones always", () => {
  const districts = [{ code: "1111" }, { code: "1114" }, { code: "1117" }];

  const values = (selected) => districtOptions(districts, FACETS, selected).map(({ value }) => value);

  assert.deepEqual(values([]), ["1111"]);
  assert.deepEqual(values(["1117"]), ["1111", "1117"]);
  assert.equal(districtOptions(districts, null, []).length, 3);
});

test("it offers every condition and price once", () => {
  const keys = [...CONDITION_OPTIONS, ...PRICE_OPTIONS].map(({ name, value }) => `${name} ${value}`);

  assert.equal(new Set(keys).size, keys.length);
  assert.equal(keys.length, 14);
});
