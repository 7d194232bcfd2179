/**
 * Taking something away with six seconds to change one's mind: it goes from the screen at once, and is sent after them.
 * What a page that was closed meanwhile left unsent is sent when the app starts the next time.
 */

import { ApiError, isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { send } from "../core/session.js";
import { readLocal, writeLocal } from "../core/store.js";
import { learn } from "../state/mine.js";
import { toast } from "./notify.js";
import { problemText } from "./section.js";

/** As in main.js. */
const UNSENT = "removals";

/** @typedef {import("../../types/mine.d.ts").Removal} Removal */

/** @param {Removal} removal */
export function removeWithUndo(removal) {
  const { path, text, failed, hide, restore, done } = removal;
  let isSettled = false;
  hide();
  toast(text, { action: { label: t("undo"), onclick: undo }, onclose: finish });
  const onLeave = () => {
    isSettled = true;
    keepUnsent([...unsent(), path]);
  };
  addEventListener("pagehide", onLeave, { once: true });

  function settle() {
    isSettled = true;
    removeEventListener("pagehide", onLeave);
  }

  function undo() {
    settle();
    restore();
  }

  async function finish() {
    if (isSettled) return;
    try {
      await remove(path);
      settle();
      done?.();
    } catch (error) {
      settle();
      restore();
      if (isAbort(error)) return;
      console.warn(error);
      const action = { label: t("retry"), onclick: () => removeWithUndo(removal) };
      toast(`${failed} ${problemText(error)}`, { action });
    }
  }
}

/**
 * Take one's own review away.
 * @param {string} id
 * @param {string} performance
 * @param {HTMLElement} card
 * @param {() => void} done when it is gone for good
 */
export function removeReview(id, performance, card, done) {
  removeWithUndo({
    path: `/reviews/${id}`,
    text: t("review.deleted"),
    failed: t("review.delete.failed"),
    hide: () => {
      card.hidden = true;
    },
    restore: () => {
      card.hidden = false;
      card.focus();
    },
    done: () => {
      learn(performance, { review_id: null, rating: null });
      done();
    },
  });
}

/** Send what earlier pages could not. What is not theirs who is signed in now is gone for them anyway. */
export async function finishRemovals() {
  for (const path of unsent()) {
    try {
      await remove(path);
      keepUnsent(unsent().filter((other) => other !== path));
    } catch (error) {
      console.warn("something deleted is still there", error); // the next start tries again
    }
  }
}

/** @param {string} path */
async function remove(path) {
  try {
    await send(path, { method: "DELETE" });
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error; // gone already
  }
}

/** @returns {string[]} */
function unsent() {
  const kept = readLocal(UNSENT);
  return Array.isArray(kept)
    ? kept.filter((path) => /^\/(me\/searches(\?until=[\w%.-]+)?|(me\/visits|reviews)\/[0-9a-f-]{36})$/.test(path))
    : [];
}

/** @param {readonly string[]} paths */
function keepUnsent(paths) {
  writeLocal(UNSENT, paths.length > 0 ? paths : null);
}
