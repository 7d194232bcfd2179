/** Where picks and refusals come from and go to: the account of members, the device of guests. */

import { getTaste, keepTaste, setDismissal } from "../api/recommendations.js";
import { t } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { learn } from "../state/mine.js";
import { keepPicksHere, picksHere, readPicks, setDismissedHere } from "../state/taste.js";

/** @typedef {import("../state/taste.js").Picks} Picks */

/** Leaving the page does not take back what was pressed on it. */
const { signal: forGood } = new AbortController();

/**
 * @param {AbortSignal} signal
 * @returns {Promise<{ picks: Picks, enabled: boolean }>} `enabled` is false when a member lets nothing of theirs be used
 */
export async function loadPicks(signal) {
  if (presence.get() === null) return { picks: picksHere(), enabled: true };
  const taste = await asMember(() => getTaste({ signal }), signal);
  return { picks: readPicks(taste), enabled: taste.enabled };
}

/**
 * @param {Picks} picks
 * @param {AbortSignal} signal
 * @returns {Promise<string>} what has been done, for a person
 */
export async function savePicks(picks, signal) {
  if (presence.get() === null) {
    keepPicksHere(picks);
    return t("taste.saved.here");
  }
  await asMember(() => keepTaste(picks), signal);
  return t("taste.saved");
}

/**
 * @template T
 * @param {() => Promise<T>} action
 * @param {AbortSignal} signal
 * @returns {Promise<T>} once they have signed in again where that is needed
 */
export async function asMember(action, signal) {
  const { withSession } = await import("./sign-in.js");
  return withSession(action, { intent: t("recs.intent"), signal });
}

/**
 * "Not interested", or that taken back.
 * @param {import("../state/taste.js").Named} show
 * @param {boolean} wish
 * @throws {import("../core/http.js").ApiError} then it is as it was
 */
export async function dismiss(show, wish) {
  if (presence.get() === null) return setDismissedHere(show, wish);
  await asMember(() => setDismissal(show.id, wish), forGood);
  learn(show.id, { dismissed: wish });
}
