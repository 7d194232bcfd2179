/** What stands in place of content: grey shapes while it loads, a card when it failed, a card when there is none. */

import { h } from "../core/h.js";
import { ApiError } from "../core/http.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

/**
 * @param {unknown} error
 * @returns {string} what happened, for a person
 */
export function problemText(error) {
  if (!(error instanceof ApiError)) return t("error.rest");
  if (error.status === 0) return t("error.network");
  if (error.status === 429) return t("error.wait", { s: error.retryAfterSeconds ?? 60 });
  if (error.status === 503) return t("error.maintenance");
  return t("error.rest");
}

/**
 * @param {unknown} error
 * @returns {string | null} the line with the number under which the failure is logged
 */
export function referenceText(error) {
  return error instanceof ApiError && error.requestId ? t("error.reference", { id: error.requestId }) : null;
}

/**
 * @param {{ what: string, error: unknown, onretry: () => void }} options `what` is the name of the thing, as in its title
 * @returns {HTMLElement}
 */
export function problemCard({ what, error, onretry }) {
  const reference = referenceText(error);
  return h(
    "div",
    { class: "notice-card", role: "group" },
    icon("cloud-slash", "notice-icon"),
    h("p", { class: "notice-title" }, t("error.load", { what })),
    h("p", { class: "notice-text" }, problemText(error)),
    reference && h("p", { class: "notice-reference" }, reference),
    h("button", { type: "button", class: "button", onclick: onretry }, icon("arrow-clockwise"), t("retry")),
  );
}

/**
 * @param {{ title: string, text?: string, action?: Node | null }} options
 * @returns {HTMLElement}
 */
export function emptyCard({ title, text = "", action = null }) {
  return h(
    "div",
    { class: "notice-card" },
    h("p", { class: "notice-title" }, title),
    text && h("p", { class: "notice-text" }, text),
    action,
  );
}

/**
 * Grey shapes with the final geometry; they say nothing to screen readers.
 * @param {number} count
 * @param {() => Node} shape
 * @param {string} className class of the container, the same as that of the real content
 * @returns {HTMLElement}
 */
export function skeletons(count, shape, className) {
  return h("div", { class: `${className} is-skeleton`, "aria-hidden": "true" }, Array.from({ length: count }, shape));
}

/**
 * @param {string} width a CSS length
 * @returns {HTMLElement}
 */
export function bar(width) {
  return h("span", { class: "skeleton skeleton-bar", style: { width } });
}

/** @returns {HTMLElement} */
export function cardSkeleton() {
  return h("div", { class: "show-card" }, h("span", { class: "skeleton poster" }), bar("40%"), bar("85%"), bar("60%"));
}

/** @returns {HTMLElement} */
export function rowSkeleton() {
  return h(
    "div",
    { class: "rank-row" },
    h("span", { class: "rank-row-place" }, bar("1.5rem")),
    h("span", { class: "skeleton poster rank-row-poster" }),
    h("span", { class: "badges" }),
    h("span", { class: "rank-row-text" }, bar("70%"), bar("45%")),
  );
}
