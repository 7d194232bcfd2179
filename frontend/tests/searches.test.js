import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { tell } from "../src/core/presence.js";
import { adopt } from "../src/core/session.js";
import {
  dropSearch,
  hideSearches,
  isKeptHere,
  loadSearches,
  noteSearch,
  searches,
  setKeptHere,
} from "../src/state/searches.js";

/** @type {Map<string, string>} */
const kept = new Map();
/** @type {{ path: string, method: string, body: unknown }[]} */
let calls = [];
/** @type {(call: { path: string, method: string }) => Response} */
let answer;

Object.defineProperty(globalThis, "localStorage", {
  configurable: true,
  value: {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  },
});

beforeEach(() => {
  tell({ initial: null, left: true });
  kept.clear();
  searches.set(null);
  calls = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ url, /** @type {any} */ init) => {
      const call = { path: url.replace("/api/v1", ""), method: init.method, body: JSON.parse(init.body ?? "null") };
      calls.push(call);
      return answer(call);
    }
  );
});

const json = (/** @type {unknown} */ body, status = 200) => new Response(JSON.stringify(body), { status });
const texts = () => searches.get()?.map(({ q }) => q);
const here = () => JSON.parse(kept.get("searches") ?? "[]");
const one = (/** @type {string} */ q) => ({ id: `id-${q}`, q, tags: [], searched_at: "2026-11-23T12:00:00+09:00" });

function signIn() {
  tell({ initial: "서" });
  adopt(`h.${btoa(JSON.stringify({ sub: "a" }))}.s`);
}

test("a guest's searches stay on the device, the newest first, each once", async () => {
  for (const text of ["햄릿", "달", "햄 릿", "Cats", "cats"]) await noteSearch(text);

  assert.deepEqual(texts(), ["cats", "햄 릿", "달"]);
  assert.deepEqual(here(), ["cats", "햄 릿", "달"]);
  assert.deepEqual(calls, []);
});

test("the device keeps twenty, and none once it is told to stop", async () => {
  for (let number = 1; number <= 25; number += 1) await noteSearch(`검색 ${number}`);
  assert.equal(here().length, 20);
  assert.equal(here()[0], "검색 25");

  setKeptHere(false);
  await noteSearch("하나 더");

  assert.equal(isKeptHere(), false);
  assert.equal(here()[0], "검색 25");
});

test("what another program left in the storage does no harm", async () => {
  kept.set("searches", JSON.stringify(["달", 5, null, { q: "x" }, "  ", "긴".repeat(300)]));
  await loadSearches();
  assert.deepEqual(texts(), ["달", "긴".repeat(100)]);

  kept.set("searches", "{broken");
  await loadSearches();
  assert.deepEqual(texts(), []);
});

test("clearing can be taken back, together with what was searched meanwhile", async () => {
  for (const text of ["햄릿", "달"]) await noteSearch(text);
  const restore = hideSearches();
  assert.deepEqual([texts(), kept.has("searches")], [[], false]);

  await noteSearch("햄릿");
  restore();

  assert.deepEqual(here(), ["햄릿", "달"]);
});

test("a member's searches are the account's; the device keeps nothing of them", async () => {
  signIn();
  answer = ({ method }) => (method === "POST" ? json(one("햄릿"), 201) : json({ count: 1, results: [one("달")] }));
  await loadSearches();

  await noteSearch("햄릿");

  assert.deepEqual(texts(), ["햄릿", "달"]);
  assert.deepEqual(calls.at(-1), { path: "/me/searches", method: "POST", body: { q: "햄릿" } });
  assert.equal(kept.has("searches"), false);
});

test("an account that keeps none shows none, and a failure is no obstacle to searching", async () => {
  signIn();
  searches.set([]);
  answer = () => new Response(null, { status: 204 });
  await noteSearch("햄릿");
  assert.deepEqual(texts(), []);

  answer = () => json({}, 500);
  await noteSearch("햄릿");
  assert.deepEqual(texts(), []);
});

test("what cannot be removed comes back; what is gone already does not", async () => {
  signIn();
  searches.set([one("햄릿"), one("달")]);
  answer = () => json({}, 500);
  await assert.rejects(dropSearch(one("햄릿")));
  assert.deepEqual(texts(), ["햄릿", "달"]);

  answer = () => json({}, 404);
  await dropSearch(one("햄릿"));

  assert.deepEqual(texts(), ["달"]);
});

test("who leaves takes the searches along", () => {
  signIn();
  searches.set([one("햄릿")]);

  tell({ initial: null, left: true });

  assert.equal(searches.get(), null);
});
