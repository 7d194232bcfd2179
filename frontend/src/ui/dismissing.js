/** "Not interested" and taking it back: of the account for members, of this device for guests. */

import { setDismissal } from "../api/recommendations.js";
import { presence } from "../core/presence.js";
import { learn } from "../state/mine.js";
import { setDismissedHere } from "../state/taste.js";
import { asMember } from "./taste-saving.js";

/** Leaving the page does not take back what was pressed on it. */
const { signal } = new AbortController();

/**
 * @param {import("../state/taste.js").Named} show
 * @param {boolean} wish
 * @throws {import("../core/http.js").ApiError} then it is as it was
 */
export async function dismiss(show, wish) {
  if (presence.get() === null) return setDismissedHere(show, wish);
  await asMember(() => setDismissal(show.id, wish), signal);
  learn(show.id, { dismissed: wish });
}
