import assert from "node:assert/strict";
import { test } from "node:test";
import { createLocalStore, createStore, readLocal, writeLocal } from "../src/core/store.js";

test("subscribers hear of changes only, until their signal aborts", () => {
  const store = createStore(1);
  const leaving = new AbortController();
  /** @type {number[]} */
  const heard = [];
  store.subscribe((value) => heard.push(value), leaving.signal);
  store.set(1);
  store.set(2);
  leaving.abort();
  store.set(3);
  assert.deepEqual(heard, [2]);
  assert.equal(store.get(), 3);
});

test("blocked or foreign storage counts as empty", () => {
  const globals = /** @type {Record<string, unknown>} */ (globalThis);
  Object.defineProperty(globals, "localStorage", {
    configurable: true,
    get() {
      throw new Error("blocked");
    },
  });
  assert.equal(readLocal("theme"), null);
  assert.equal(writeLocal("theme", "dark"), false);
  Object.defineProperty(globals, "localStorage", {
    configurable: true,
    value: { getItem: () => "{not json", setItem() {}, removeItem() {} },
  });
  const isDark = /** @type {(value: unknown) => value is string} */ ((value) => value === "dark");
  assert.equal(createLocalStore("theme", "light", isDark).get(), "light");
});
