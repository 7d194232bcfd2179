/** Reviews: read by everyone, written by members. */

import { get } from "../core/http.js";

/** @typedef {import("../../types/shapes.d.ts").Review} Review */
/** @typedef {import("../../types/shapes.d.ts").ReviewPage} ReviewPage */
/** @typedef {import("../../types/shapes.d.ts").ReviewValues} ReviewValues */
/** @typedef {{ signal?: AbortSignal, fresh?: boolean }} Options */

const session = () => import("../core/session.js");

/** @type {(id: string, query: import("../core/http.js").Query, options: Options) => Promise<ReviewPage>} */
export const listReviews = (id, query, options) =>
  get(`/performances/${encodeURIComponent(id)}/reviews`, { query, ...options });

/** @type {(options: { page?: number, page_size?: number, signal?: AbortSignal }) => Promise<import("../../types/shapes.d.ts").OwnReviewPage>} */
export const listOwnReviews = async ({ page = 1, page_size = 20, signal }) =>
  (await session()).send(`/me/reviews?page=${page}&page_size=${page_size}`, { signal });

/** @type {(id: string, values: ReviewValues) => Promise<Review>} */
export const addReview = async (id, values) =>
  (await session()).send(`/performances/${encodeURIComponent(id)}/reviews`, { method: "POST", body: values });

/** Change the review as it was seen: another version of it is refused.
 * @type {(review: { id: string, version: number }, values: Partial<ReviewValues>) => Promise<Review>} */
export const changeReview = async ({ id, version }, values) =>
  (await session()).send(`/reviews/${id}`, { method: "PATCH", body: values, headers: { "If-Match": `"${version}"` } });

/** @type {(id: string, wish: boolean) => Promise<null>} */
export const setHelpful = async (id, wish) =>
  (await session()).send(`/reviews/${id}/helpful`, { method: wish ? "PUT" : "DELETE" });

/** Say that a hashtag does not fit a performance.
 * @type {(performance: string, slug: string, text: string) => Promise<unknown>} */
export const reportHashtag = async (performance, slug, text) =>
  (await session()).send(
    `/performances/${encodeURIComponent(performance)}/hashtags/${encodeURIComponent(slug)}/reports`,
    {
      method: "POST",
      body: { text },
    },
  );

/** @type {(id: string, values: { reason: string, text: string | null }) => Promise<unknown>} */
export const reportReview = async (id, values) =>
  (await session()).send(`/reviews/${id}/reports`, { method: "POST", body: values });
