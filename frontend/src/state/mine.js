/**
 * What performances are to the person before the screen. For members the API says it, for all cards of a screen at once;
 * what guests keep stays on their device.
 */

import { presence } from "../core/presence.js";
import { createStore, readLocal, writeLocal } from "../core/store.js";

/** @typedef {import("../../types/shapes.d.ts").OwnState} OwnState */

const KEPT = "favorites";
const MOST_KEPT = 200;
const MOST_AT_ONCE = 100;
/** Sections that are drawn one after the other share a question. */
const GATHERING_MS = 40;
/** @type {OwnState} */
const NOTHING = {
  favorite: false,
  rating: null,
  review_id: null,
  visits: 0,
  dismissed: false,
  helpful: [],
  reported: [],
};

/** The performance of which something else is known now; null is all of them. */
export const changed = createStore(/** @type {{ id: string | null }} */ ({ id: null }));

/** @type {Map<string, OwnState>} */
const known = new Map();
/** Performances of which something is being written, and how often each was: answers from before or amid say nothing.
 * @type {Map<string, { now: number, times: number }>} */
const writes = new Map();
/** What is not saved yet of the hearts that were pressed.
 * @type {Map<string, boolean>} */
export const wishes = new Map();
/** @type {Set<string>} */
const wanted = new Set();
let isGathering = false;

presence.subscribe(() => {
  known.clear();
  wanted.clear();
  changed.set({ id: null });
});

/** @returns {readonly string[]} what a guest keeps on this device, the newest first */
export function keptHere() {
  const kept = readLocal(KEPT);
  return Array.isArray(kept) ? kept.filter((id) => typeof id === "string").slice(0, MOST_KEPT) : [];
}

/** @param {readonly string[]} ids */
export function keepHere(ids) {
  writeLocal(KEPT, ids.length > 0 ? ids.slice(0, MOST_KEPT) : null);
}

/**
 * @param {string} id
 * @param {boolean} wish
 */
export function setKeptHere(id, wish) {
  const others = keptHere().filter((other) => other !== id);
  keepHere(wish ? [id, ...others] : others);
  changed.set({ id });
}

/** @returns {readonly import("../../types/mine.d.ts").Waiting[]} what waits for a connection: see outbox.js */
export function waiting() {
  const items = /** @type {any} */ (readLocal("outbox"))?.items;
  return Array.isArray(items) ? items : [];
}

/**
 * @param {string} id
 * @returns {boolean}
 */
export function isFavorite(id) {
  if (presence.get() === null) return keptHere().includes(id);
  const wished = waiting().find((item) => item.kind === "favorite" && item.id === id);
  return wished?.kind === "favorite" ? wished.wish : (known.get(id) ?? NOTHING).favorite;
}

/**
 * @param {string} id
 * @returns {OwnState | null} null while it is not known; nothing is a guest's
 */
export function stateOf(id) {
  return presence.get() === null ? NOTHING : (known.get(id) ?? null);
}

/**
 * Take over what is known better now.
 * @param {string} id
 * @param {Partial<OwnState>} facts
 */
export function learn(id, facts) {
  known.set(id, { ...NOTHING, ...known.get(id), ...facts });
  changed.set({ id });
}

/**
 * Show a member's wish, before anything is waited for.
 * @param {string} id
 * @param {boolean} wish
 */
export function wishFor(id, wish) {
  wishes.set(id, wish);
  learn(id, { favorite: wish });
}

/**
 * Let no answer speak of this performance while something of it is written.
 * @param {string} id
 * @returns {() => void} when it is written
 */
export function hold(id) {
  const { now, times } = writesOf(id);
  writes.set(id, { now: now + 1, times: times + 1 });
  return () => writes.set(id, { now: writesOf(id).now - 1, times: writesOf(id).times });
}

/** @param {string} id */
function writesOf(id) {
  return writes.get(id) ?? { now: 0, times: 0 };
}

/**
 * Ask the API, and take over what no write has overtaken.
 * @param {readonly string[]} ids
 */
async function ask(ids) {
  const who = presence.get();
  const before = new Map(ids.map((id) => [id, writesOf(id)]));
  const { getStates } = await import("../api/mine.js");
  const states = await getStates(ids);
  if (presence.get() !== who) return;
  for (const [id, { now, times }] of before) {
    const found = states[id];
    if (found && now === 0 && writesOf(id).times === times) learn(id, found);
  }
}

/**
 * Ask for a performance's state soon, together with the others on the screen. Guests have nothing to ask for.
 * @param {string} id
 */
export function want(id) {
  if (presence.get() === null) return;
  wanted.add(id);
  gatherSoon();
}

function gatherSoon() {
  if (isGathering) return;
  isGathering = true;
  setTimeout(gather, GATHERING_MS);
}

async function gather() {
  isGathering = false;
  const ids = [...wanted].slice(0, MOST_AT_ONCE);
  for (const id of ids) wanted.delete(id);
  if (wanted.size > 0) gatherSoon();
  if (ids.length === 0) return;
  try {
    await ask(ids);
  } catch (error) {
    console.warn("what is mine is not known", error); // hearts stay empty, and say so when they are pressed
  }
}

/**
 * A performance's state as it is now; a guest's is empty.
 * @param {string} id
 * @returns {Promise<OwnState>}
 */
export async function findState(id) {
  if (presence.get() !== null) await ask([id]);
  return stateOf(id) ?? NOTHING;
}
