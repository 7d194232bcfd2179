/**
 * Writing and changing one's review, in a sheet over the page. What is typed is kept on this device until it is published;
 * leaving asks once.
 */

import { addReview, changeReview } from "../api/reviews.js";
import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { ApiError } from "../core/http.js";
import { needMessages, t, to } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { loadLabels } from "../state/labels.js";
import { learn } from "../state/mine.js";
import { settleWaiting, waitingReview } from "../state/outbox.js";
import { findOwnReview, keepDraft, readDraft } from "../state/own-review.js";
import { openDialog } from "./dialog.js";
import { makeForm } from "./form.js";
import { announce } from "./notify.js";
import { keepUnsent } from "./outbox.js";
import { layout, makeFields } from "./review-fields.js";
import { conflict, leaving, restored } from "./review-notices.js";
import { requireSignIn, withSession } from "./sign-in.js";

/** @typedef {import("../../types/shapes.d.ts").Review} Review */
/** @typedef {import("../../types/shapes.d.ts").OwnReview} OwnReview */
/** @typedef {import("../../types/shapes.d.ts").ReviewValues} ReviewValues */
/** @typedef {import("./review-section.js").About} About */

const KEEP_AFTER_MS = 400;
/** @type {ReviewValues} */
const EMPTY = { rating: 0, title: null, body: "", watched_on: null, spoiler: false, good_for: [], not_for: [] };

/**
 * @param {About} performance
 * @param {{ signal: AbortSignal }} options
 * @returns {Promise<Review | null>} null when nothing was published
 */
export async function writeReview(performance, { signal }) {
  const styles = [needStyles("/styles/account.css"), needStyles("/styles/reviews.css")];
  await Promise.all([...styles, needMessages("account", "reviews"), loadLabels()]);
  const intent = t("review.intent", { title: performance.title });
  if (presence.get() === null && !(await requireSignIn({ intent, signal }))) return null;
  const own = await withSession(() => findOwnReview(performance.id, { signal }), { intent, signal }).catch((error) => {
    if (navigator.onLine) throw error;
    return null; // without a connection one writes all the same
  });
  return openSheet(performance, own, signal);
}

/**
 * @param {About} performance
 * @param {OwnReview | null} own
 * @param {AbortSignal} signal
 * @returns {Promise<Review | null>}
 */
async function openSheet(performance, own, signal) {
  const draft = readDraft(performance.id);
  const unsent = waitingReview(performance.id);
  /** @type {{ id: string, version: number } | null} */
  let base = own ?? unsent?.base ?? null;
  /** @type {Review | null} */
  let saved = null;
  const fields = makeFields(performance, { ...EMPTY, ...own, ...unsent?.values, ...draft });
  const parts = Object.values(fields);
  const notice = h("div", { class: "sheet-notice", role: "alert" });
  const form = makeForm({
    fields: parts,
    body: [notice, ...layout(fields)],
    submit: t(own ? "review.save" : "review.publish"),
    busy: t("review.publishing"),
    texts: { not_started: t("review.early") },
    async onsubmit(values) {
      try {
        const send = () => (base ? changeReview(base, values) : addReview(performance.id, values));
        saved = await withSession(send, { intent: t("review.intent.publish"), signal });
      } catch (error) {
        if (keepUnsent(error, unsentReview(performance, values, base))) return leave();
        const known =
          error instanceof ApiError && (error.code === "already_reviewed" || error.code === "changed_elsewhere");
        if (!known) throw error;
        const other = await findOwnReview(performance.id, { signal });
        base = other;
        notice.replaceChildren(conflict(error.code, other));
        notice.scrollIntoView({ block: "nearest" });
        return;
      }
      finish(saved);
    },
    signal,
  });
  const keeper = draftKeeper(performance.id, parts);
  form.addEventListener("input", keeper.note);
  form.addEventListener("change", keeper.note);
  if (draft) notice.append(restored(() => restart()));

  /** @param {Review} review */
  function finish(review) {
    settleWaiting(unsentReview(performance, review, null));
    learn(performance.id, { review_id: review.id, rating: review.rating });
    leave();
    announce(t("review.published"));
  }

  function leave() {
    keeper.drop();
    dialog.close();
  }

  /** Without the draft, from what is published or from nothing. */
  function restart() {
    keeper.drop();
    dialog.close();
    reopened = dialog.closed.then(() => openSheet(performance, own, signal));
  }

  /** @type {Promise<Review | null> | null} */
  let reopened = null;
  let isAsked = false;
  const dialog = openDialog({
    title: t(own ? "review.edit.title" : "review.write.title"),
    body: [h("p", { class: "sheet-about", lang: "ko" }, performance.title), form],
    className: "review-sheet",
    href: to(`/performances/${performance.id}/review`),
    mayClose() {
      keeper.flush();
      if (!keeper.isDirty() || isAsked || saved) return true;
      isAsked = true;
      notice.replaceChildren(
        leaving(
          () => dialog.close(),
          () => notice.replaceChildren(),
        ),
      );
      notice.querySelector("button")?.focus();
      return false;
    },
    signal,
  });
  await dialog.closed;
  keeper.flush();
  return reopened ?? saved;
}

/**
 * Keeps what is typed on this device, a moment after each change.
 * @param {string} performance
 * @param {readonly import("../../types/forms.d.ts").FormField[]} fields
 */
function draftKeeper(performance, fields) {
  const now = () => JSON.stringify(fields.map((field) => field.value()));
  const before = now();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isDropped = false;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!isDropped && now() !== before)
      keepDraft(performance, Object.fromEntries(fields.map((field) => [field.name, field.value()])));
  };
  return {
    note: () => {
      clearTimeout(timer);
      timer = setTimeout(write, KEEP_AFTER_MS);
    },
    flush: () => timer !== undefined && write(),
    drop: () => {
      isDropped = true;
      clearTimeout(timer);
      keepDraft(performance, null);
    },
    isDirty: () => !isDropped && now() !== before,
  };
}

/**
 * @param {About} performance
 * @param {ReviewValues} values
 * @param {{ id: string, version: number } | null} base
 * @returns {import("../../types/mine.d.ts").WaitingReview} a review as it waits for a connection
 */
function unsentReview({ id, title }, values, base) {
  const known = base && { id: base.id, version: base.version };
  return { kind: "review", id, title, values, base: known, written_at: new Date().toISOString() };
}
