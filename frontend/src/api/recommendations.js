/** What is recommended, and what recommendations go by. */

import { get } from "../core/http.js";
import { presence } from "../core/presence.js";
import { send } from "../core/session.js";

/** @typedef {import("../../types/shapes.d.ts").Recommendations} Recommendations */
/** @typedef {import("../../types/shapes.d.ts").Taste} Taste */
/** @typedef {import("../core/http.js").Query} Query */
/** @typedef {{ signal?: AbortSignal }} Options */

/**
 * For members from what they did and picked; for guests from the query alone.
 * @param {Query} query
 * @param {Options & { fresh?: boolean }} options
 * @returns {Promise<Recommendations>}
 */
export function getRecommendations(query, { signal, fresh }) {
  if (presence.get() === null) return get("/recommendations", { query, signal, fresh });
  return send("/recommendations", { query, signal });
}

/** What is like a performance, the same for everybody.
 * @type {(id: string, options: Options & { fresh?: boolean }) => Promise<{ results: import("../../types/shapes.d.ts").Recommendation[] }>} */
export const listSimilar = (id, options) => get(`/performances/${encodeURIComponent(id)}/similar`, options);

/** @type {(options: Options) => Promise<Taste>} */
export const getTaste = ({ signal }) => send("/me/taste", { signal });

/** The lists replace those that are kept; switches that are not given stay.
 * @type {(values: import("../../types/shapes.d.ts").TasteValues) => Promise<Taste>} */
export const keepTaste = (values) => send("/me/taste", { method: "PUT", body: values });

/** @type {(id: string, wish: boolean) => Promise<null>} */
export const setDismissal = (id, wish) =>
  send(`/performances/${encodeURIComponent(id)}/dismissal`, { method: wish ? "PUT" : "DELETE" });

/** @type {(query: Query, options: Options) => Promise<import("../../types/shapes.d.ts").Page<import("../../types/shapes.d.ts").Dismissed>>} */
export const listDismissals = (query, { signal }) => send("/me/dismissals", { query, signal });

/** @type {() => Promise<null>} */
export const clearDismissals = () => send("/me/dismissals", { method: "DELETE" });
