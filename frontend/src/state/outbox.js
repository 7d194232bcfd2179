/**
 * What could not be sent without a connection: hearts and reviews, kept on this device until they are sent or their writer
 * signs out. They name their writer, so that nobody else's session ever sends them. They are few and small, and hearts ask
 * for them while they are drawn: so they stand in localStorage, which answers at once.
 */

import { readLocal, writeLocal } from "../core/store.js";
import { changed, waiting } from "./mine.js";

/** @typedef {import("../../types/mine.d.ts").Waiting} Waiting */
/** @typedef {import("../../types/mine.d.ts").WaitingReview} WaitingReview */

const KEPT = "outbox";
const OWNER = "member";

/** @returns {unknown} whose what waits is; null when that was not known */
export function ownerOfWaiting() {
  return /** @type {{ owner?: unknown } | null} */ (readLocal(KEPT))?.owner ?? null;
}

/**
 * Keep something until it can be sent, in place of what waited for the same.
 * @param {Waiting} item
 * @returns {boolean} whether it is kept
 */
export function keepWaiting(item) {
  return write([...others(item), item], item.id);
}

/**
 * @param {Waiting} item that was sent, or is not to be any more
 */
export function settleWaiting(item) {
  write(others(item), item.id);
}

/**
 * @param {string} id
 * @returns {WaitingReview | null}
 */
export function waitingReview(id) {
  const found = waiting().find((item) => item.kind === "review" && item.id === id);
  return /** @type {WaitingReview | undefined} */ (found) ?? null;
}

export function forgetWaiting() {
  writeLocal(KEPT, null);
  changed.set({ id: null });
}

/** @param {Waiting} item */
function others({ kind, id }) {
  return waiting().filter((other) => other.kind !== kind || other.id !== id);
}

/**
 * @param {readonly Waiting[]} items
 * @param {string} id of the performance that this is about
 */
function write(items, id) {
  const owner = ownerOfWaiting() ?? readLocal(OWNER);
  const isKept = writeLocal(KEPT, items.length > 0 ? { owner, items } : null);
  changed.set({ id });
  return isKept;
}
