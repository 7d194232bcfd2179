/**
 * Whether someone is signed in on this device, as every tab knows it. What is kept is the first letter of a name: it
 * draws the avatar at once and spares guests a question to the server. It grants nothing; session.js finds out the truth.
 */

import { createLocalStore, createStore } from "./store.js";

/** @typedef {import("../../types/account.d.ts").News} News */

export const presence = createLocalStore(
  "signed-in",
  /** @type {string | null} */ (null),
  /** @type {(value: unknown) => value is string} */ ((value) => typeof value === "string" && value.length < 5),
);

/** How often somebody left on purpose, in this tab or another. */
export const departures = createStore(0);

/** @type {BroadcastChannel | null} */
let channel = null;

/** Hear from other tabs, and be heard. */
export function startPresence() {
  channel = new BroadcastChannel("presence");
  channel.onmessage = ({ data }) => hear(data);
}

/**
 * Let every tab know.
 * @param {News} news
 */
export function tell(news) {
  channel?.postMessage(news);
  hear(news);
}

/** @param {News} news */
function hear({ initial, left = false }) {
  presence.set(initial);
  if (left) departures.set(departures.get() + 1);
}

/**
 * The address of a page that lets people in and leads them back.
 * @param {"/signin" | "/signup"} entrance
 * @param {string} next as all of this without language prefix
 */
export function entranceTo(entrance, next) {
  return `${entrance}?next=${encodeURIComponent(next)}`;
}
