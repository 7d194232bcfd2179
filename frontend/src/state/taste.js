/**
 * What one picks in the taste picker. Members' picks are the account's; those of guests, and what they are not interested
 * in, stay on their device.
 */

import { readLocal, writeLocal } from "../core/store.js";
import { choices } from "./labels.js";

/** @typedef {"categories" | "characteristics" | "moods" | "regions"} Kind */
/** @typedef {Record<Kind, string[]>} Picks codes by kind, each once */
/** @typedef {{ id: string, title: string }} Named */

/** As the API names them, in the order of the picker. */
export const KINDS = /** @type {const} */ (["categories", "characteristics", "moods", "regions"]);
/** Where the labels of each kind are. */
export const LISTS = /** @type {const} */ ({
  categories: "genres",
  characteristics: "characteristics",
  moods: "moods",
  regions: "regions",
});
/** From how many picks on they say something. */
export const ENOUGH = 3;

const KEPT = "taste";
const DISMISSED = "dismissals";
const MOST_DISMISSED = 200;
const MOST_LETTERS = 300;

/** @returns {Picks} */
export function noPicks() {
  return { categories: [], characteristics: [], moods: [], regions: [] };
}

/**
 * Take over picks from somewhere; what is no known code is left out, once labels are loaded.
 * @param {unknown} found an object with lists of codes
 * @returns {Picks}
 */
export function readPicks(found) {
  const lists = /** @type {Record<string, unknown>} */ (found ?? {});
  const picks = noPicks();
  for (const kind of KINDS) {
    const known = choices(LISTS[kind]).map(({ code }) => code);
    const codes = Array.isArray(lists[kind]) ? lists[kind] : [];
    const isPick = (/** @type {unknown} */ code) => typeof code === "string" && /^[\w-]{1,40}$/.test(code);
    picks[kind] = [...new Set(codes.filter(isPick))].filter((code) => known.length === 0 || known.includes(code));
  }
  return picks;
}

/**
 * @param {Picks} picks
 * @returns {number}
 */
export function countPicks(picks) {
  return KINDS.reduce((sum, kind) => sum + picks[kind].length, 0);
}

/**
 * Both, each pick once.
 * @param {Picks} one
 * @param {Picks} other
 * @returns {Picks}
 */
export function joinPicks(one, other) {
  const picks = noPicks();
  for (const kind of KINDS) picks[kind] = [...new Set([...one[kind], ...other[kind]])];
  return picks;
}

/**
 * @param {URLSearchParams} params of an address that somebody shares
 * @returns {Picks | null} null when it names none
 */
export function picksOf(params) {
  const picks = readPicks(Object.fromEntries(KINDS.map((kind) => [kind, params.getAll(kind).join(",").split(",")])));
  return countPicks(picks) > 0 ? picks : null;
}

/**
 * @param {Picks} picks
 * @returns {URLSearchParams} as the API and the app's addresses name them
 */
export function paramsOf(picks) {
  const params = new URLSearchParams();
  for (const kind of KINDS) if (picks[kind].length > 0) params.set(kind, picks[kind].join(","));
  return params;
}

/** @returns {Picks} what a guest picked on this device */
export function picksHere() {
  return readPicks(readLocal(KEPT));
}

/** @param {Picks} picks */
export function keepPicksHere(picks) {
  writeLocal(KEPT, countPicks(picks) > 0 ? picks : null);
}

/** @returns {Named[]} what a guest is not interested in, the newest first */
export function dismissedHere() {
  const kept = readLocal(DISMISSED);
  if (!Array.isArray(kept)) return [];
  return kept
    .filter((one) => /^PF\d{6,10}$/.test(one?.id) && typeof one.title === "string")
    .slice(0, MOST_DISMISSED)
    .map(({ id, title }) => ({ id, title: title.slice(0, MOST_LETTERS) }));
}

/** @param {readonly Named[]} shows */
export function keepDismissedHere(shows) {
  writeLocal(DISMISSED, shows.length > 0 ? shows.slice(0, MOST_DISMISSED) : null);
}

/**
 * @param {Named} show
 * @param {boolean} wish
 */
export function setDismissedHere({ id, title }, wish) {
  const others = dismissedHere().filter((other) => other.id !== id);
  keepDismissedHere(wish ? [{ id, title }, ...others] : others);
}
