/** Unfinished writing, kept on this device until it is finished or its writer leaves. */

import { readLocal, writeLocal } from "../core/store.js";

const PREFIX = "draft:";

/** @param {string} name */
export function readDraftOf(name) {
  return readLocal(PREFIX + name);
}

/**
 * @param {string} name
 * @param {unknown} value null when there is nothing to keep
 */
export function keepDraftOf(name, value) {
  writeLocal(PREFIX + name, value);
}

/** Its writer has left: nothing of it may wait for the next one. */
export function forgetDrafts() {
  writeLocal("outbox", null);
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    for (const key of keys) localStorage.removeItem(key);
  } catch {
    // Storage is blocked: nothing was kept.
  }
}
