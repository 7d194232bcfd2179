/** Who is signed in, kept in memory for as long as they are. */

import { getMe } from "../api/account.js";
import { departures, presence, tell } from "../core/presence.js";
import { adopt } from "../core/session.js";
import { createStore } from "../core/store.js";
import { forgetDrafts } from "./drafts.js";

/** @typedef {import("../../types/shapes.d.ts").Account} Account */

/** What the API said last of the person who is signed in. */
export const account = createStore(/** @type {Account | null} */ (null));

/** What the sign-in page should say first; whoever shows it sets it back. */
export const notice = createStore(/** @type {"expired" | "reset" | null} */ (null));

/** The address typed last, so that sign-in, sign-up and reset do not ask for it again. */
export const typedEmail = createStore("");

departures.subscribe(() => {
  account.set(null);
  typedEmail.set("");
  forgetDrafts();
});

/**
 * @param {{ signal?: AbortSignal }} options
 * @returns {Promise<Account>} as it is now
 */
export async function loadAccount({ signal }) {
  const found = await getMe({ signal });
  know(found);
  return found;
}

/**
 * Take over what the API says of the person, here and in the bars of every tab.
 * @param {Account} found
 */
export function know(found) {
  account.set(found);
  const initial = initialOf(found.username);
  if (presence.get() !== initial) tell({ initial });
}

/**
 * Begin with a new session.
 * @param {import("../../types/account.d.ts").SignedIn} answer
 * @returns {Account}
 */
export function enter({ user, access }) {
  adopt(access);
  typedEmail.set("");
  know(user);
  return user;
}

/** Forget the person, here and in every tab; the server knows already. */
export function leave() {
  tell({ initial: null, left: true });
}

/**
 * @param {string} name
 * @returns {string} its first letter
 */
export function initialOf(name) {
  return [...name.trim()][0]?.toUpperCase() ?? "?";
}
