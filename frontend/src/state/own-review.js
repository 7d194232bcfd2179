/** One's own review of a performance, and the draft of one. */

import { listOwnReviews } from "../api/reviews.js";
import { keepDraftOf, readDraftOf } from "./drafts.js";
import { findState } from "./mine.js";

/** @typedef {import("../../types/shapes.d.ts").ReviewValues} ReviewValues */
/** @typedef {import("../../types/shapes.d.ts").OwnReview} OwnReview */

const PAGE_SIZE = 100;

/**
 * Find it among one's own, where hidden ones stand too.
 * @param {string} performance
 * @param {{ signal?: AbortSignal }} options
 * @returns {Promise<OwnReview | null>}
 */
export async function findOwnReview(performance, { signal }) {
  const { review_id: id } = await findState(performance);
  if (id === null) return null;
  for (let page = 1; ; page += 1) {
    const { results, next } = await listOwnReviews({ page, page_size: PAGE_SIZE, signal });
    const found = results.find((review) => review.id === id);
    if (found || next === null) return found ?? null;
  }
}

/**
 * @param {string} performance
 * @returns {Partial<ReviewValues> | null} what was written and not published
 */
export function readDraft(performance) {
  const kept = /** @type {Record<string, unknown> | null} */ (readDraftOf(`review:${performance}`));
  if (kept === null || typeof kept !== "object") return null;
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
  /** @param {unknown} value @returns {any[]} */
  const codes = (value) => (Array.isArray(value) ? value.filter((code) => typeof code === "string") : []);
  return {
    rating: typeof kept.rating === "number" ? kept.rating : undefined,
    title: text(kept.title) || null,
    body: text(kept.body),
    watched_on: text(kept.watched_on) || null,
    spoiler: kept.spoiler === true,
    good_for: codes(kept.good_for),
    not_for: codes(kept.not_for),
  };
}

/**
 * @param {string} performance
 * @param {Partial<ReviewValues> | null} values null when there is nothing to keep
 */
export function keepDraft(performance, values) {
  keepDraftOf(`review:${performance}`, values);
}
