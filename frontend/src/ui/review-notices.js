/** What the sheet for a review says above its fields: a draft was found, leaving loses something, there is another text. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/shapes.d.ts").OwnReview} OwnReview */

/** @param {() => void} onclear */
export function restored(onclear) {
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
export function leaving(onleave, onstay) {
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
export function conflict(code, other) {
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
