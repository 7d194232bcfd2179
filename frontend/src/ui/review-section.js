/** The reviews on a performance's page: what all say together, one's own first, then those found most helpful. */

import { listReviews } from "../api/reviews.js";
import { h } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { t, to } from "../core/i18n.js";
import { changed, stateOf } from "../state/mine.js";
import { settleWaiting, waitingReview } from "../state/outbox.js";
import { findOwnReview } from "../state/own-review.js";
import { icon } from "./icon.js";
import { reviewCard } from "./review-card.js";
import { reviewSummary } from "./review-summary.js";
import { emptyCard } from "./section.js";
import { removeReview } from "./undoable.js";

const TOP_REVIEWS = 3;

/** @typedef {import("../../types/shapes.d.ts").Review} Review */
/** @typedef {import("../../types/shapes.d.ts").OwnReview} OwnReview */
/** @typedef {{ id: string, title: string, state: string, start_date: string, end_date: string, open_run: boolean }} About */

/**
 * @typedef {object} ReviewsShown
 * @property {About} performance
 * @property {import("../../types/shapes.d.ts").ReviewPage} page
 * @property {Review | OwnReview | null} own
 * @property {"h2" | "h3"} [level] of the cards' headings
 * @property {AbortSignal} signal
 * @property {(focus?: string) => void} renew show them anew, and go to the review with this id
 */

/**
 * Have the reviews that are found most helpful, and one's own.
 * @param {string} id of the performance
 * @param {{ signal: AbortSignal, fresh: boolean }} options
 */
export async function loadReviews(id, options) {
  const page = await listReviews(id, { ordering: "helpful", page_size: TOP_REVIEWS }, options);
  const own = await findOwnReview(id, options).catch((error) => {
    if (!isAbort(error)) console.warn("one's own review is not known", error);
    return null; // everyone's reviews are there all the same
  });
  return { page, own };
}

/**
 * @param {ReviewsShown} shown
 * @returns {import("../core/h.js").Children}
 */
export function reviewsBody(shown) {
  const { performance, page, own, signal } = shown;
  const all = to(`/performances/${performance.id}/reviews`);
  const others = page.results.filter(({ id }) => id !== own?.id);
  const isOpen = performance.state !== "upcoming";
  const write = isOpen && !own ? writeLink(shown) : null;
  const cards = others.map((review) => reviewCard(review, { performance: performance.id, signal }));
  const mine = [write && h("p", { class: "review-write" }, write), own && ownCard({ ...shown, own })];
  return [
    page.summary.count > 0
      ? reviewSummary(page.summary, (stars) => `${all}?rating=${stars}`)
      : emptyCard({ title: t(isOpen ? "review.none" : "review.early"), text: isOpen ? t("review.none.text") : "" }),
    unsentFirst(shown, mine),
    cards.length > 0 && h("div", { class: "review-cards" }, cards),
    page.summary.count > others.length &&
      h("a", { class: "button is-wide", href: all }, t("review.all", { n: page.summary.count }), icon("chevron-right")),
  ];
}

/** @param {ReviewsShown} shown */
export function writeLink(shown) {
  return h(
    "a",
    {
      class: "button is-primary",
      href: to(`/performances/${shown.performance.id}/review`),
      onclick: (/** @type {MouseEvent} */ event) => open(event, shown),
    },
    icon("pencil-square"),
    t("review.write"),
  );
}

/**
 * The sheet opens over the page; its address does the same by itself.
 * @param {MouseEvent} event
 * @param {ReviewsShown} shown
 */
async function open(event, shown) {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { writeReview } = await import("./review-sheet.js");
  const saved = await writeReview(shown.performance, { signal: shown.signal });
  if (saved) return shown.renew(saved.id);
  const unsent = document.querySelector("[data-review=unsent]");
  if (unsent instanceof HTMLElement) unsent.focus();
}

/**
 * One's own review as long as it waits for a connection; otherwise what stands in its place.
 * @param {ReviewsShown} shown
 * @param {import("../core/h.js").Children} otherwise
 * @returns {HTMLElement}
 */
export function unsentFirst(shown, otherwise) {
  const { id } = shown.performance;
  const usual = h("div", null, otherwise);
  const place = h("div", null, usual);
  let wasWaiting = false;
  const paint = () => {
    const unsent = waitingReview(id);
    place.replaceChildren(unsent ? unsentCard(shown, unsent) : usual);
    // It was sent: now it has a number and stands among the others.
    if (wasWaiting && !unsent && stateOf(id)?.review_id) shown.renew();
    wasWaiting = unsent !== null;
  };
  changed.subscribe((about) => about.id === id && paint(), shown.signal);
  paint();
  return place;
}

/**
 * @param {ReviewsShown} shown
 * @param {import("../../types/mine.d.ts").WaitingReview} unsent
 */
function unsentCard(shown, unsent) {
  const edit = h(
    "a",
    {
      class: "link-button",
      href: to(`/performances/${unsent.id}/review`),
      onclick: (/** @type {MouseEvent} */ event) => open(event, shown),
    },
    t("edit"),
  );
  const { good_for = [], not_for = [], title = null, watched_on = null, spoiler = false, ...values } = unsent.values;
  const review = {
    ...{ ...values, good_for, not_for, title, watched_on, spoiler, id: "unsent", author_name: t("review.me") },
    ...{ helpful_count: 0, version: 0, created_at: unsent.written_at, edited_at: null },
  };
  const onclick = () => settleWaiting(unsent);
  const drop = h("button", { type: "button", class: "link-button", onclick }, t("delete"));
  return h(
    "div",
    { class: "unsent-review" },
    h("p", { class: "review-hidden", role: "note" }, t("outbox.review")),
    reviewCard(review, { isMine: true, level: shown.level, actions: [edit, drop], signal: shown.signal }),
  );
}

/** @param {ReviewsShown & { own: Review | OwnReview }} shown */
export function ownCard(shown) {
  const { performance, own } = shown;
  const edit = h(
    "a",
    {
      class: "link-button",
      href: to(`/performances/${performance.id}/review`),
      onclick: (/** @type {MouseEvent} */ event) => open(event, shown),
    },
    t("edit"),
  );
  const remove = h(
    "button",
    { type: "button", class: "link-button", onclick: () => removeReview(own.id, performance.id, card, shown.renew) },
    t("delete"),
  );
  const named = {
    ...own,
    performance: performance.id,
    author_name: "author_name" in own ? own.author_name : t("review.me"),
  };
  const card = reviewCard(named, { isMine: true, level: shown.level, actions: [edit, remove], signal: shown.signal });
  return card;
}
