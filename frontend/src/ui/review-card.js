/** A review as everyone sees it. Whatever people wrote becomes text nodes; its line breaks are kept by CSS. */

import { setHelpful } from "../api/reviews.js";
import { seoulToday } from "../core/dates.js";
import { formatDay, formatNumber } from "../core/format.js";
import { h } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { label } from "../state/labels.js";
import { hold, learn, stateOf } from "../state/mine.js";
import { icon } from "./icon.js";
import { toast } from "./notify.js";
import { problemText } from "./section.js";
import { withSession } from "./sign-in.js";
import { stars } from "./stars.js";

/** @typedef {import("../../types/shapes.d.ts").Review} Review */
/** @typedef {Omit<Review, "performance" | "author_name"> & { author_name?: string, hidden?: boolean }} Shown */

/**
 * @typedef {object} ReviewCardOptions
 * @property {"h2" | "h3" | "h4"} [level]
 * @property {boolean} [isMine]
 * @property {import("../core/h.js").Children} [about] instead of the author, what it is about
 * @property {string} [performance] of a review that can be found helpful or reported
 * @property {import("../core/h.js").Children} [actions] what its author can do
 * @property {AbortSignal} signal
 */

/**
 * @param {Shown} review
 * @param {ReviewCardOptions} options
 * @returns {HTMLElement}
 */
export function reviewCard(review, { level = "h3", isMine = false, about, performance, actions, signal }) {
  const { author_name: author = "", title, rating, hidden = false } = review;
  const who = about ?? [
    h("span", { class: "avatar review-avatar", "aria-hidden": "true" }, [...author][0] ?? "?"),
    h(level, { class: "review-author" }, author, isMine && h("span", { class: "badge-p" }, t("review.mine"))),
  ];
  return h(
    "article",
    { class: isMine ? "review-card is-mine" : "review-card", "data-review": review.id, tabindex: "-1" },
    h("header", { class: "review-head" }, who, stars(rating), h("p", { class: "review-when" }, whenLine(review))),
    hidden && h("p", { class: "review-hidden", role: "note" }, t("review.hidden")),
    review.spoiler && !isMine ? folded(review) : body(review, title),
    h(
      "footer",
      { class: "review-foot" },
      performance && !isMine ? votes(review, performance, signal) : helped(review),
      actions,
    ),
  );
}

/** @param {Shown} review */
function whenLine({ watched_on: seen, created_at: written, edited_at: edited }) {
  const day = formatDay(seoulToday(new Date(written)));
  return [
    seen && t("review.seen", { date: formatDay(seen, { weekday: true }) }),
    t("review.written", { date: day }),
    edited && t("review.edited"),
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * @param {Shown} review
 * @param {string | null} title
 */
function body(review, title) {
  return h(
    "div",
    { class: "review-body" },
    title && h("p", { class: "review-title" }, title),
    h("p", { class: "review-text" }, review.body),
    audience("review.good", "is-good", review.good_for),
    audience("review.not", "is-not", review.not_for),
  );
}

/**
 * @param {"review.good" | "review.not"} key
 * @param {string} className
 * @param {readonly string[]} codes
 */
function audience(key, className, codes) {
  if (codes.length === 0) return null;
  const words = codes.map((code) => label("audiences", code)).join(" · ");
  return h("p", { class: `review-audience ${className}` }, h("strong", null, t(key)), " ", words);
}

/** @param {Shown} review */
function folded(review) {
  const text = body(review, review.title);
  text.hidden = true;
  const button = h(
    "button",
    { type: "button", class: "button review-spoiler", "aria-expanded": "false", onclick },
    icon("eye-slash"),
    h("span", null, t("review.spoiler.show")),
  );
  function onclick() {
    text.hidden = !text.hidden;
    button.setAttribute("aria-expanded", String(!text.hidden));
    const words = /** @type {HTMLElement} */ (button.lastElementChild);
    words.textContent = t(text.hidden ? "review.spoiler.show" : "review.spoiler.hide");
  }
  return h("div", null, button, text);
}

/** @param {Shown} review */
function helped({ helpful_count: n }) {
  return n > 0 ? h("span", { class: "review-helped" }, icon("hand-thumbs-up"), t("review.helped", { n })) : null;
}

/**
 * @param {Shown} review
 * @param {string} performance
 * @param {AbortSignal} signal
 */
function votes(review, performance, signal) {
  return [helpfulButton(review, performance, signal), reportButton(review, performance, signal)];
}

/**
 * @param {Shown} review
 * @param {string} performance
 * @param {AbortSignal} signal
 */
function helpfulButton({ id, helpful_count: total, author_name: author = "" }, performance, signal) {
  const isOn = () => (stateOf(performance)?.helpful ?? []).includes(id);
  // The number has one's own vote in it already when it was there before.
  let others = total - (isOn() ? 1 : 0);
  const count = h("span", { class: "review-votes" });
  const button = h(
    "button",
    { type: "button", class: "link-button review-helpful", onclick },
    icon("hand-thumbs-up"),
    h("span", null, t("review.helpful"), count),
    whose(author),
  );
  let isBusy = false;

  /** @param {boolean} on */
  function paint(on) {
    button.setAttribute("aria-pressed", String(on));
    const n = Math.max(others + (on ? 1 : 0), 0);
    count.textContent = n > 0 ? ` ${formatNumber(n)}` : "";
  }

  async function onclick() {
    if (isBusy) return;
    isBusy = true;
    let wish = !isOn();
    const release = hold(performance);
    paint(wish);
    try {
      await withSession(() => setHelpful(id, wish), { intent: t("review.helpful.intent"), signal });
      const rest = (stateOf(performance)?.helpful ?? []).filter((other) => other !== id);
      learn(performance, { helpful: wish ? [...rest, id] : rest });
    } catch (error) {
      wish = !wish;
      paint(wish);
      const { code, status } = /** @type {{ code?: string, status?: number }} */ (error);
      if (status === 404) others = Math.max(others, 0);
      if (isAbort(error) || code === "not_signed_in") return;
      console.warn(error);
      const text = code === "own_review" ? t("review.own") : `${t("review.helpful.failed")} ${problemText(error)}`;
      toast(text, code === "own_review" ? {} : { action: { label: t("retry"), onclick } });
    } finally {
      isBusy = false;
      release();
    }
  }

  paint(isOn());
  return button;
}

/**
 * @param {Shown} review
 * @param {string} performance
 * @param {AbortSignal} signal
 */
function reportButton({ id, author_name: author = "" }, performance, signal) {
  const isReported = () => (stateOf(performance)?.reported ?? []).includes(id);
  const button = h(
    "button",
    { type: "button", class: "link-button review-report", onclick },
    h("span", null, t("review.report")),
    whose(author),
  );
  const paint = () => {
    if (!isReported()) return;
    button.firstElementChild?.replaceChildren(t("review.reported"));
    button.setAttribute("aria-disabled", "true");
  };
  async function onclick() {
    if (button.hasAttribute("aria-disabled")) return;
    const { reportSheet } = await import("./report-sheet.js");
    if (!(await reportSheet(id, signal))) return;
    learn(performance, { reported: [...(stateOf(performance)?.reported ?? []), id] });
    paint();
  }
  paint();
  return button;
}

/**
 * Said with the buttons of a review: there are many of each on a page.
 * @param {string} author
 */
function whose(author) {
  return h("span", { class: "visually-hidden" }, t("review.by", { name: author }));
}
