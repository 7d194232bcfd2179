/** Sends what waited for a connection, and shows that it waits. Sending twice does no harm: hearts are states, reviews are one each. */

import { setFavorite } from "../api/mine.js";
import { addReview, changeReview } from "../api/reviews.js";
import { h } from "../core/h.js";
import { ApiError, isAbort } from "../core/http.js";
import { needMessages, t, to } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { navigate } from "../core/router.js";
import { findOwner } from "../core/session.js";
import { changed, learn, waiting } from "../state/mine.js";
import { forgetWaiting, keepWaiting, ownerOfWaiting, settleWaiting } from "../state/outbox.js";
import { keepDraft } from "../state/own-review.js";
import { icon } from "./icon.js";
import { toast } from "./notify.js";

/** @typedef {import("../../types/mine.d.ts").Waiting} Waiting */

const USUAL_WAIT_SECONDS = 60;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Keep what failed because there is no connection.
 * @param {unknown} error
 * @param {Waiting} item
 * @returns {boolean} whether it waits now; otherwise it failed for another reason, or this device keeps nothing
 */
export function keepUnsent(error, item) {
  const isOffline = error instanceof ApiError && error.code === "network" && !navigator.onLine;
  if (!isOffline || !keepWaiting(item)) return false;
  toast(t("outbox.kept"));
  return true;
}

/** Send all that waits, in the order it was wished; tabs take turns. */
export async function sendWaiting() {
  clearTimeout(timer);
  if (!navigator.onLine) return;
  await needMessages("reviews", "account");
  const { locks } = navigator;
  await (locks ? locks.request("outbox", sendAll) : sendAll());
}

async function sendAll() {
  let sent = 0;
  try {
    const owner = ownerOfWaiting();
    const now = waiting().length > 0 ? await findOwner() : null;
    if (owner !== null && now !== null && owner !== now) forgetWaiting(); // somebody else's session sends nothing of theirs
    for (const item of waiting()) sent += (await sendOne(item)) ? 1 : 0;
  } catch (error) {
    if (isAbort(error) || presence.get() === null) return; // it goes on when its writer is back
    console.warn("what waits is not sent yet", error);
    const seconds = (error instanceof ApiError && error.retryAfterSeconds) || USUAL_WAIT_SECONDS;
    timer = setTimeout(sendWaiting, seconds * 1000);
  }
  if (sent > 0) toast(t("outbox.sent", { n: sent }));
}

/**
 * @param {Waiting} item
 * @returns {Promise<boolean>} whether the server has it; if not, it will never take it
 * @throws {ApiError} not now
 */
async function sendOne(item) {
  try {
    if (item.kind === "favorite") {
      await setFavorite(item.id, item.wish);
      learn(item.id, { favorite: item.wish });
    } else {
      const { base, values, id } = item;
      const saved = await (base ? changeReview(base, values) : addReview(id, values));
      learn(id, { review_id: saved.id, rating: saved.rating });
    }
    settleWaiting(item);
    return true;
  } catch (error) {
    const isRefused = error instanceof ApiError && [400, 403, 404, 409].includes(error.status);
    if (!isRefused) throw error;
    console.warn(error);
    giveBack(item);
    return false;
  }
}

/** A review that is refused becomes a draft again: nothing that was written is lost.
 * @param {Waiting} item */
function giveBack(item) {
  if (item.kind === "favorite") {
    settleWaiting(item);
    return toast(t("fav.failed"));
  }
  keepDraft(item.id, item.values);
  settleWaiting(item);
  const onclick = () => void navigate(to(`/performances/${item.id}/review`));
  toast(t("outbox.refused", { title: item.title }), { stays: true, action: { label: t("outbox.look"), onclick } });
}

/**
 * How much waits, on one's own pages.
 * @param {AbortSignal} signal
 * @returns {HTMLElement} hidden while nothing does
 */
export function waitingNote(signal) {
  const words = h("p", null);
  const note = h("div", { class: "alert-box is-warn", role: "status" }, icon("wifi-off"), words);
  const paint = () => {
    const n = waiting().length;
    note.hidden = n === 0;
    words.textContent = n > 0 ? t("outbox.note", { n }) : "";
  };
  changed.subscribe(paint, signal);
  paint();
  return note;
}
