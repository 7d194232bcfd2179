import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  countPicks,
  dismissedHere,
  joinPicks,
  keepPicksHere,
  noPicks,
  paramsOf,
  picksHere,
  picksOf,
  readPicks,
  setDismissedHere,
} from "../src/state/taste.js";

/** @type {Map<string, string>} */
const kept = new Map();
globalThis.localStorage = /** @type {any} */ ({
  getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  removeItem: (/** @type {string} */ key) => kept.delete(key),
});
afterEach(() => kept.clear());

const PICKS = { categories: ["musical", "play"], characteristics: ["date"], moods: [], regions: ["seoul"] };

test("picks survive an address and a device", () => {
  assert.deepEqual(picksOf(paramsOf(PICKS)), PICKS);
  assert.equal(paramsOf(PICKS).toString(), "categories=musical%2Cplay&characteristics=date&regions=seoul");
  keepPicksHere(PICKS);
  assert.deepEqual(picksHere(), PICKS);
  keepPicksHere(noPicks());
  assert.equal(kept.has("taste"), false);
});

test("an address may repeat a key, and names nothing else", () => {
  assert.deepEqual(picksOf(new URLSearchParams("categories=play&categories=play,dance&x=1"))?.categories, [
    "play",
    "dance",
  ]);
  assert.equal(picksOf(new URLSearchParams("tab=new")), null);
  assert.equal(picksOf(new URLSearchParams("moods=%3Cimg%3E")), null);
});

test("what is no list of codes picks nothing", () => {
  for (const found of [null, 5, "musical", [], { categories: "musical" }, { moods: [5, null, "<b>", "a".repeat(41)] }])
    assert.deepEqual(readPicks(found), noPicks());
  kept.set("taste", "{broken");
  assert.deepEqual(picksHere(), noPicks());
});

test("joined picks stand there once, those of the first before", () => {
  const joined = joinPicks({ ...noPicks(), categories: ["play"], moods: ["calm"] }, PICKS);
  assert.deepEqual(joined.categories, ["play", "musical"]);
  assert.equal(countPicks(joined), 5);
});

test("refusals stay on the device, the newest first, each once, until they are taken back", () => {
  setDismissedHere({ id: "PF100001", title: "하나" }, true);
  setDismissedHere({ id: "PF100002", title: "둘" }, true);
  setDismissedHere({ id: "PF100001", title: "하나" }, true);
  assert.deepEqual(
    dismissedHere().map(({ id }) => id),
    ["PF100001", "PF100002"],
  );
  setDismissedHere({ id: "PF100001", title: "하나" }, false);
  setDismissedHere({ id: "PF100002", title: "둘" }, false);
  assert.equal(kept.has("dismissals"), false);
  kept.set("dismissals", JSON.stringify([null, { id: "x" }, { id: "PF100003", title: 5 }, "PF100004"]));
  assert.deepEqual(dismissedHere(), []);
});
