/** What one searched for: kept by the account of members, for guests on their device and nowhere else. */

import { addSearch, listSearches, removeSearch } from "../api/searches.js";
import { ApiError } from "../core/http.js";
import { presence } from "../core/presence.js";
import { createStore, readLocal, writeLocal } from "../core/store.js";

/** @typedef {import("../../types/search.d.ts").PastSearch} PastSearch */

const KEPT = "searches";
const STOPPED = "searches-off";
const MOST_HERE = 20;
const MAX_LENGTH = 100;

/** The newest first; null while they are not known. */
export const searches = createStore(/** @type {readonly PastSearch[] | null} */ (null));

presence.subscribe(() => searches.set(null));
globalThis.addEventListener?.("storage", ({ key }) => {
  if (key === KEPT && presence.get() === null) searches.set(here()); // another tab
});

/** Texts that differ in spaces and case only are one search. */
const keyOf = (/** @type {string} */ text) => text.replace(/\s+/g, "").toLowerCase();

/** @returns {PastSearch[]} */
function here() {
  const kept = readLocal(KEPT);
  const texts = Array.isArray(kept) ? kept.filter((text) => typeof text === "string" && text.trim() !== "") : [];
  return texts.slice(0, MOST_HERE).map((text) => ({ q: text.slice(0, MAX_LENGTH), id: null, searched_at: null }));
}

/** @param {readonly PastSearch[]} found */
function keepHere(found) {
  const texts = found.map(({ q }) => q);
  writeLocal(KEPT, texts.length > 0 ? texts.slice(0, MOST_HERE) : null);
}

/** @returns {boolean} whether this device keeps a guest's searches */
export function isKeptHere() {
  return readLocal(STOPPED) !== true;
}

/** @param {boolean} wish */
export function setKeptHere(wish) {
  writeLocal(STOPPED, wish ? null : true);
}

/**
 * Have the searches in `searches`.
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function loadSearches({ signal } = {}) {
  const who = presence.get();
  if (who === null) return searches.set(here());
  const { results } = await listSearches({ signal });
  if (presence.get() === who) searches.set(results);
}

/**
 * Keep a search that somebody made. It never fails: a search that is not kept is still made.
 * @param {string} text
 */
export async function noteSearch(text) {
  const who = presence.get();
  try {
    const made = who === null ? noteHere(text) : await addSearch(text);
    if (made === null || presence.get() !== who || (who !== null && searches.get() === null)) return;
    showAll([made, ...others(made)]);
  } catch (error) {
    console.warn("the search is not kept", error);
  }
}

/**
 * @param {string} text
 * @returns {PastSearch | null}
 */
function noteHere(text) {
  searches.set(here());
  return isKeptHere() ? { q: text, id: null, searched_at: null } : null;
}

/** @param {PastSearch} search */
function others({ q }) {
  return (searches.get() ?? []).filter((one) => keyOf(one.q) !== keyOf(q));
}

/** @param {readonly PastSearch[]} found */
function showAll(found) {
  if (presence.get() === null) keepHere(found);
  searches.set(found);
}

/**
 * Take one away; it comes back when that fails.
 * @param {PastSearch} search
 * @throws {ApiError}
 */
export async function dropSearch(search) {
  const before = searches.get() ?? [];
  showAll(others(search));
  try {
    if (search.id !== null) await removeSearch(search.id);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return; // gone already
    searches.set(before);
    throw error;
  }
}

/**
 * Show none any more; the account's own are deleted by whoever asked.
 * @returns {() => void} show them again
 */
export function hideSearches() {
  const before = searches.get() ?? [];
  showAll([]);
  return () => {
    const since = searches.get() ?? [];
    showAll([...since, ...before.filter(({ q }) => !since.some((one) => keyOf(one.q) === keyOf(q)))]);
  };
}
