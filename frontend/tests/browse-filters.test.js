import assert from "node:assert/strict";
import { test } from "node:test";
import { withQuery } from "../src/core/query.js";
import { chosen, dropped, relaxations, without } from "../src/state/browse-choices.js";
import {
  ACCESS,
  addressOf,
  apiQuery,
  BY_TEXT,
  cleared,
  FLAGS,
  keepKnown,
  MAX_PAGES,
  noFilters,
  PRICES,
  parseFilters,
  SORTS,
  STATES,
  spanOf,
  toggle,
  WHEN,
  withDays,
  withoutPreset,
  withPreset,
  withText,
} from "../src/state/browse-filters.js";

const TODAY = "2026-11-23"; // a Monday
const parse = (query) => parseFilters(new URLSearchParams(query));
const musical = { name: "genre", value: "musical" };
const seoul = { name: "region", value: "seoul" };

/** The set values of an API query, as the request would carry them. */
const sent = (query) =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value.length !== 0),
  );

/** Numbers that look random and are the same in every run. */
function* numbers(seed) {
  let value = seed;
  while (true) {
    value = (Math.imul(value, 1664525) + 1013904223) >>> 0;
    yield value / 2 ** 32;
  }
}

/** A choice of filters drawn from everything that can be chosen. */
function drawn(random) {
  const some = (codes) => codes.filter(() => random.next().value < 0.3);
  const one = (codes) => codes[Math.floor(random.next().value * codes.length * 1.5)] ?? null;
  const when = one(WHEN);
  const q = one(["햄릿", "ㅎㄹ", "a & b=c", "100%"]) ?? "";
  return {
    q,
    genre: some(["play", "musical", "pop_dance"]),
    region: some(["seoul", "busan", "jeju"]),
    district: some(["1111", "2611"]),
    status: some([...STATES]),
    when,
    from: when ? null : one(["2026-11-01", "2026-12-01"]),
    to: when ? null : one(["2026-12-24", "2027-01-31"]),
    price_max: one([...PRICES]),
    access: some([...ACCESS]),
    flag: some(Object.keys(FLAGS)),
    tag: some(["kids", "with-family"]),
    sort: one([...SORTS]) ?? (q ? BY_TEXT : "popular"),
    view: one(["grid", "list"]) ?? "grid",
    page: 1 + Math.floor(random.next().value * MAX_PAGES),
  };
}

/** The filters that an address of the app stands for, read as the page reads them. */
function reread(address, preset) {
  const url = new URL(address, "http://localhost");
  return withPreset(parseFilters(url.searchParams), url.pathname === "/performances" ? null : preset);
}

const sorted = (filters) =>
  Object.fromEntries(
    Object.entries(filters).map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]),
  );

test("it reads back every choice from its own address, with and without a preset", () => {
  const random = numbers(20261123);
  for (let round = 0; round < 500; round += 1) {
    const preset = [null, musical, seoul, { name: "tag", value: "kids" }, { name: "person", value: "12" }][round % 5];
    const filters = withPreset(drawn(random), preset);
    const address = addressOf(filters, preset);
    assert.deepEqual(sorted(reread(address, preset)), sorted(filters), address);
  }
});

test("it writes nothing for the defaults", () => {
  assert.equal(addressOf(noFilters(), null), "/performances");
  assert.equal(addressOf(parse("sort=popular&view=grid&page=1&genre=&when=never"), null), "/performances");
});

test("a text is ordered by relevance and finds what has ended, as long as nothing else is asked for", () => {
  const found = parse("q=%20햄릿%20");

  assert.equal(found.q, "햄릿");
  assert.deepEqual(sent(apiQuery(found, null, TODAY)), { q: "햄릿" });
  assert.equal(addressOf(found, null), withQuery("/performances", new URLSearchParams({ q: "햄릿" })));
  assert.deepEqual(sent(apiQuery(parse("q=햄릿&sort=popular"), null, TODAY)), { q: "햄릿", ordering: "sales" });
  assert.deepEqual(sent(apiQuery(parse("q=햄릿&sort=closing"), null, TODAY)), {
    q: "햄릿",
    state: ["running", "upcoming"],
    ordering: "closing",
  });
  assert.equal(parse("sort=relevance").sort, "popular");
});

test("the filters stay when the text goes, and the text when the filters go", () => {
  const found = parse("q=햄릿&genre=play&page=3&sort=relevance");

  assert.deepEqual(withText(found, ""), parse("genre=play"));
  assert.deepEqual(withText(parse("sort=rating"), "햄릿"), parse("q=햄릿&sort=rating"));
  assert.deepEqual(cleared(found, null), parse("q=햄릿"));
});

test("it stays on the preset's path while that choice is the only one of its kind", () => {
  const filters = withPreset(parse("access=ramp"), musical);

  assert.equal(addressOf(filters, musical), "/genres/musical?access=ramp");
  assert.equal(
    addressOf(toggle(filters, "genre", "play"), musical),
    "/performances?genre=musical&genre=play&access=ramp",
  );
  assert.equal(addressOf(toggle(filters, "genre", "musical"), musical), "/performances?access=ramp");
  assert.equal(addressOf(parse("genre=play"), { name: "person", value: "7" }), "/people/7?genre=play");
  assert.equal(addressOf(noFilters(), { name: "company", value: "3" }), "/companies/3");
});

test("it drops what means nothing and survives hostile addresses", () => {
  const filters = parse(
    "status=closed,running&when=someday&from=2026-02-30&price_max=123&access=wings&flag=__proto__&page=-3&sort=%00&view=x&genre=%3Cb%3E",
  );

  assert.deepEqual(filters, { ...noFilters(), status: ["running"] });
  assert.equal(parse("page=999999").page, MAX_PAGES);
  assert.equal(parse("page=9e9").page, 1);
  assert.deepEqual(parse("genre=play,musical&genre=play").genre, ["play", "musical"]);
});

test("it lets a day preset win over days and puts days in order", () => {
  assert.deepEqual(spanOf(parse("when=today&from=2026-12-01&to=2026-12-02"), TODAY), { from: TODAY, to: TODAY });
  const swapped = parse("from=2026-12-05&to=2026-12-01");
  assert.deepEqual([swapped.from, swapped.to], ["2026-12-01", "2026-12-05"]);
  const own = withDays(parse("when=weekend&page=3"), { from: "2026-12-05", to: "2026-12-01" });
  assert.deepEqual([own.when, own.from, own.to, own.page], [null, "2026-12-01", "2026-12-05", 1]);
});

test("it computes the days of a preset on the calendar it is given", () => {
  assert.deepEqual(spanOf(parse("when=weekend"), TODAY), { from: "2026-11-28", to: "2026-11-29" });
  assert.deepEqual(spanOf(parse("when=weekend"), "2026-11-29"), { from: "2026-11-29", to: "2026-11-29" });
  assert.deepEqual(spanOf(parse("when=nextweek"), TODAY), { from: "2026-11-30", to: "2026-12-06" });
});

test("it asks the API with the API's own names", () => {
  const filters = parse(
    "genre=musical,play&region=seoul&district=1111&status=running&when=today&price_max=30000&access=ramp&flag=kids,visit,openrun&tag=moving&sort=closing&page=4&view=list",
  );

  assert.deepEqual(sent(apiQuery(filters, { name: "person", value: "12" }, TODAY)), {
    genre: ["musical", "play"],
    region: ["seoul"],
    district: ["1111"],
    state: ["running"],
    from: TODAY,
    to: TODAY,
    price_max_krw: "30000",
    accessible: ["ramp"],
    hashtag: ["moving"],
    ordering: "closing",
    child: "true",
    visiting: "true",
    open_run: "true",
    person: "12",
  });
  const seen = { state: ["running", "upcoming"] };
  assert.deepEqual(sent(apiQuery(parse("price_max=0"), null, TODAY)), { ...seen, free: "true" });
  assert.deepEqual(sent(apiQuery(noFilters(), null, TODAY)), seen);
});

test("it leaves ended runs out unless they are meant", () => {
  const states = (/** @type {string} */ query, /** @type {any} */ preset = null) =>
    apiQuery(parse(query), preset, TODAY).state;
  assert.deepEqual(states("sort=closing"), ["running", "upcoming"]);
  assert.deepEqual(states("status=ended"), ["ended"]);
  assert.deepEqual(states("sort=closing&status=ended"), ["ended"]);
  assert.deepEqual(states("from=2020-01-01&to=2020-01-31"), []);
  assert.deepEqual(states("to=2099-01-01"), ["running", "upcoming"]);
  assert.deepEqual(states("", { name: "person", value: "12" }), []);
});

test("it chooses, takes back, and starts again at the first page", () => {
  const once = toggle(parse("page=3&genre=play"), "genre", "musical");
  assert.deepEqual([once.genre, once.page], [["play", "musical"], 1]);
  assert.deepEqual(toggle(once, "genre", "play").genre, ["musical"]);
  assert.equal(toggle(parse("price_max=10000"), "price_max", "10000").price_max, null);
  assert.equal(toggle(parse("price_max=10000"), "price_max", "0").price_max, "0");
  const weekend = toggle(parse("from=2026-12-01"), "when", "weekend");
  assert.deepEqual([weekend.when, weekend.from], ["weekend", null]);
  assert.deepEqual(toggle(parse("region=seoul&district=1111"), "region", "busan").district, []);
});

test("it takes every listed choice away until nothing is left", () => {
  const random = numbers(7);
  for (let round = 0; round < 100; round += 1) {
    let filters = drawn(random);
    for (const choice of chosen(filters)) filters = without(filters, choice);
    assert.deepEqual(chosen(filters), []);
  }
});

test("it clears the filters but not the preset, the order and the view", () => {
  const filters = withPreset(parse("access=ramp&sort=newest&view=list&page=2"), musical);

  assert.equal(addressOf(cleared(filters, musical), musical), "/genres/musical?sort=newest&view=list");
  assert.deepEqual(chosen(withoutPreset(cleared(filters, musical), musical)), []);
});

test("it offers alternatives as one relaxation and every other choice by itself, never the preset", () => {
  const filters = withPreset(parse("genre=play,gugak&access=ramp,elevator&when=today&page=2"), seoul);

  const ways = relaxations(filters, seoul);

  const names = ways.map(({ choices }) => choices.map(({ value }) => value).join("+"));
  assert.deepEqual(names, ["play+gugak", "today", "ramp", "elevator"]);
  assert.equal(addressOf(ways[0].filters, seoul), "/regions/seoul?when=today&access=ramp&access=elevator");
  assert.equal(addressOf(ways[2].filters, seoul), "/regions/seoul?genre=play&genre=gugak&when=today&access=elevator");
});

test("it leaves out codes that the catalogue does not have, once the codes are known", () => {
  const filters = parse("genre=opera,musical&region=atlantis&tag=moving");

  assert.deepEqual(keepKnown(filters, { genre: ["musical"], region: [] }).genre, ["musical"]);
  assert.deepEqual(keepKnown(filters, { genre: ["musical"], region: [] }).region, ["atlantis"]);
  assert.deepEqual(keepKnown(filters, { tag: ["kids"] }).tag, []);
});

test("it keeps odd codes of a path within that path", () => {
  const address = addressOf(noFilters(), { name: "tag", value: "a/../b?c" });

  assert.notEqual(address, withQuery("/tags/a/../b?c", new URLSearchParams()));
});

test("one parameter that a way does without is told from other differences", () => {
  const query = (address) => apiQuery(parse(address), null, TODAY);

  assert.equal(dropped(query("q=a&genre=play&region=jeju"), query("q=a&genre=play")), "region");
  assert.equal(dropped(query("q=a&genre=play,musical"), query("q=a&genre=play")), null);
  assert.equal(dropped(query("q=a&when=today"), query("q=a")), null, "two parameters");
  assert.equal(dropped(query("status=ended"), query("")), null, "another value");
  assert.equal(dropped(query("genre=play"), query("genre=play")), null);
});
