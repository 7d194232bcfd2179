/** A recommended performance: its card with the reasons, and what one can say to it. Texts of the API are text nodes. */

import { formatRun } from "../core/format.js";
import { h, list } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { inKorean, t, to } from "../core/i18n.js";
import { badges, ratingText } from "./badges.js";
import { titleLink, venueLine } from "./card.js";
import { heart } from "./heart.js";
import { icon } from "./icon.js";
import { announce, toast } from "./notify.js";
import { poster } from "./poster.js";
import { bar, problemText } from "./section.js";
import { dismiss } from "./taste-saving.js";

/** @typedef {import("../../types/shapes.d.ts").Recommendation} Recommendation */

/** Signing in draws the page anew; what it was for goes on. */
const { signal } = new AbortController();

/**
 * @param {readonly Recommendation[]} results
 * @param {{ level?: "h2" | "h3" }} [options]
 * @returns {HTMLElement}
 */
export function recommendedList(results, { level = "h2" } = {}) {
  return list(results, (one) => recommended(one, level), { class: "rec-list" });
}

/**
 * @param {Recommendation} recommendation
 * @param {"h2" | "h3"} level
 * @returns {HTMLElement} it puts another row in its place when it has been answered
 */
function recommended({ performance, reasons }, level) {
  const venue = venueLine(performance);
  const root = h(
    "article",
    { class: "rec-card", "data-id": performance.id },
    poster(performance, { sizes: "(min-width: 62rem) 114px, 86px", className: "rec-poster" }),
    h(
      "div",
      { class: "rec-text" },
      badges(performance),
      titleLink(performance, level, "rec-title"),
      venue && h("p", { class: "rec-facts", ...inKorean() }, venue),
      h("p", { class: "rec-facts" }, h("span", null, formatRun(performance)), ratingText(performance.rating)),
    ),
    reasonBox(reasons),
    h("div", { class: "rec-actions" }, heart(performance, "", t("recs.save")), seenButton(), dismissButton()),
  );
  return root;

  function dismissButton() {
    const onclick = () => dismissCard({ root, performance });
    return action("dismiss", icon("slash-circle"), performance.title, onclick);
  }

  function seenButton() {
    if (performance.state === "upcoming") return null; // nobody can have seen it
    return action("seen", icon("check-circle"), performance.title, () => recordSeen(root, performance));
  }
}

/**
 * @param {"dismiss" | "seen"} what
 * @param {Node} symbol
 * @param {string} title
 * @param {() => void} onclick
 */
function action(what, symbol, title, onclick) {
  const props = {
    type: "button",
    class: "rec-action",
    "data-action": what,
    "aria-label": t(`recs.${what}.name`, { title }),
  };
  return h("button", { ...props, onclick }, symbol, t(`recs.${what}`));
}

/**
 * Why: one line for each reason.
 * @param {Recommendation["reasons"]} reasons
 * @returns {HTMLElement | null}
 */
export function reasonBox(reasons) {
  if (reasons.length === 0) return null;
  const lines = reasons.map(({ code, text }) => h("p", { "data-reason": code }, text));
  const name = h("span", { class: "visually-hidden" }, t("recs.reason"));
  return h("div", { class: "rec-reason" }, icon("stars"), name, h("div", null, lines));
}

/**
 * The card gives its place to a row that takes it back; the row has the focus.
 * @param {{ root: HTMLElement, performance: Recommendation["performance"] }} what
 */
async function dismissCard({ root, performance }) {
  const { id, title } = performance;
  const undo = h("button", { type: "button", class: "link-button", onclick: () => restore() }, t("undo"));
  const row = h("div", { class: "rec-gone", "data-id": id }, h("p", null, t("recs.dismissed", { title })), undo);
  const put = (/** @type {HTMLElement} */ next, /** @type {HTMLElement} */ old) => {
    const hadFocus = old.contains(document.activeElement) || document.activeElement === document.body;
    old.replaceWith(next);
    const goal = next === row ? undo : next.querySelector('[data-action="dismiss"]');
    if (hadFocus && goal instanceof HTMLElement) goal.focus();
  };
  const say = (/** @type {string} */ text, /** @type {unknown} */ error) => {
    if (isAbort(error)) return;
    console.warn(error);
    toast(`${text} ${problemText(error)}`);
  };
  let saving = Promise.resolve();

  async function restore() {
    put(root, row);
    await saving; // in the order of the presses
    try {
      await dismiss({ id, title }, false);
      announce(t("recs.restored", { title }));
    } catch (error) {
      put(row, root);
      say(t("recs.restore.failed"), error);
    }
  }

  put(row, root);
  announce(t("recs.dismissed", { title }));
  saving = dismiss({ id, title }, true).catch((error) => {
    if (row.isConnected) put(root, row);
    say(t("recs.dismiss.failed", { title }), error);
  });
  await saving;
}

/**
 * @param {HTMLElement} root
 * @param {Recommendation["performance"]} performance
 */
async function recordSeen(root, performance) {
  const { recordVisit } = await import("./visit-sheet.js");
  const saved = await recordVisit(performance, { signal });
  if (!saved || !root.isConnected) return;
  const link = h("a", { class: "link-button", href: to("/me/diary") }, t("recs.seen.diary"));
  const { id, title } = performance;
  root.replaceWith(h("div", { class: "rec-gone", "data-id": id }, h("p", null, t("recs.seen.done", { title })), link));
  link.focus();
}

/** @returns {HTMLElement} */
export function recommendedSkeleton() {
  const poster = h("span", { class: "skeleton poster rec-poster" });
  return h(
    "div",
    { class: "rec-card" },
    poster,
    h("div", { class: "rec-text" }, ["45%", "80%", "60%", "50%"].map(bar)),
  );
}
