/**
 * Writing and changing one's review, in a sheet over the page. What is typed is kept on this device until it is published;
 * leaving asks once.
 */

import { addReview, changeReview } from "../api/reviews.js";
import { seoulToday } from "../core/dates.js";
import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { ApiError } from "../core/http.js";
import { needMessages, t, to } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { choices, label, loadLabels } from "../state/labels.js";
import { learn } from "../state/mine.js";
import { findOwnReview, keepDraft, readDraft } from "../state/own-review.js";
import { openDialog } from "./dialog.js";
import { makeForm } from "./form.js";
import { textField } from "./form-fields.js";
import { icon } from "./icon.js";
import { chipsField, longField, tickField } from "./long-fields.js";
import { announce } from "./notify.js";
import { requireSignIn, withSession } from "./sign-in.js";
import { starField } from "./stars.js";

/** @typedef {import("../../types/shapes.d.ts").Review} Review */
/** @typedef {import("../../types/shapes.d.ts").OwnReview} OwnReview */
/** @typedef {import("../../types/shapes.d.ts").ReviewValues} ReviewValues */
/** @typedef {import("./review-section.js").About} About */

const MOST = { title: 60, body: 2000, chips: 5 };
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
  const own = await withSession(() => findOwnReview(performance.id, { signal }), { intent, signal });
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
  /** @type {OwnReview | Review | null} */
  let base = own;
  /** @type {Review | null} */
  let saved = null;
  const fields = makeFields(performance, { ...EMPTY, ...own, ...draft });
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
    keeper.drop();
    learn(performance.id, { review_id: review.id, rating: review.rating });
    dialog.close();
    announce(t("review.published"));
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
 * @param {About} performance
 * @param {ReviewValues} values
 */
function makeFields({ start_date: first, end_date: last, open_run: isOpen }, values) {
  const today = seoulToday();
  const until = isOpen || last > today ? today : last;
  const audiences = choices("audiences").map(({ code }) => ({ value: code, label: label("audiences", code) }));
  const good = chipsField({
    name: "good_for",
    label: t("review.good"),
    items: audiences,
    values: values.good_for ?? [],
    most: MOST.chips,
  });
  const bad = chipsField({
    name: "not_for",
    label: t("review.not"),
    items: audiences,
    values: values.not_for ?? [],
    most: MOST.chips,
  });
  const outside = (/** @type {string} */ day) => day !== "" && (day < first || day > until);
  return {
    rating: starField({ label: t("review.rating"), value: values.rating || null }),
    watched_on: nullable(
      textField({
        name: "watched_on",
        label: t("review.watched"),
        type: "date",
        value: values.watched_on ?? "",
        optional: true,
        problem: (day, input) =>
          input.validity.badInput || outside(day) ? t("review.watched.wrong", { first, last: until }) : null,
        min: first,
        max: until,
      }),
    ),
    title: nullable(
      textField({
        name: "title",
        label: t("review.title"),
        value: values.title ?? "",
        optional: true,
        problem: (text) =>
          [...text.trim()].length > MOST.title
            ? t("form.count.over", { n: [...text.trim()].length - MOST.title })
            : null,
      }),
    ),
    body: longField({ name: "body", label: t("review.body"), value: values.body, most: MOST.body, rows: 6 }),
    spoiler: tickField({ name: "spoiler", label: t("review.spoiler"), value: values.spoiler ?? false }),
    good_for: good,
    not_for: {
      ...bad,
      problem: () => {
        const both = bad.value().some((/** @type {string} */ code) => good.value().includes(code));
        return both ? t("review.both") : bad.problem();
      },
    },
  };
}

/**
 * An empty text is no text.
 * @param {import("../../types/forms.d.ts").InputField} field
 */
function nullable(field) {
  return { ...field, value: () => field.input.value.trim() || null };
}

/** @param {ReturnType<typeof makeFields>} fields */
function layout({ rating, watched_on, title, body, spoiler, good_for, not_for }) {
  const more = h(
    "details",
    { class: "optional-part" },
    h("summary", null, h("span", { class: "field-label" }, t("review.audience")), icon("chevron-down")),
    good_for.root,
    not_for.root,
  );
  more.open = good_for.value().length + not_for.value().length > 0;
  return [rating.root, watched_on.root, title.root, body.root, spoiler.root, more];
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

/** @param {() => void} onclear */
function restored(onclear) {
  return h(
    "div",
    { class: "alert-box is-info" },
    icon("pencil-square"),
    h(
      "div",
      null,
      h("p", null, t("review.draft")),
      h("button", { type: "button", class: "link-button", onclick: onclear }, t("review.draft.clear")),
    ),
  );
}

/**
 * @param {() => void} onleave
 * @param {() => void} onstay
 */
function leaving(onleave, onstay) {
  return h(
    "div",
    { class: "alert-box is-warn" },
    icon("exclamation-circle-fill"),
    h(
      "div",
      null,
      h("p", null, t("review.leave")),
      h("button", { type: "button", class: "link-button", onclick: onstay }, t("review.leave.stay")),
      " ",
      h("button", { type: "button", class: "link-button", onclick: onleave }, t("close")),
    ),
  );
}

/**
 * There is another text by the same person: both are shown, and the next publishing replaces it.
 * @param {string} code
 * @param {OwnReview | null} other null when it is gone meanwhile
 */
function conflict(code, other) {
  const words = t(code === "already_reviewed" ? "review.conflict.there" : "review.conflict.changed");
  return h(
    "div",
    { class: "alert-box is-warn" },
    icon("exclamation-circle-fill"),
    h(
      "div",
      null,
      h("p", null, other ? words : t("review.conflict.gone")),
      other && h("blockquote", { class: "review-text" }, other.body),
    ),
  );
}
