/** Reads that serve the catalogue as a whole: the first screen, rankings, the labels of codes. */

import { get } from "../core/http.js";

/** @typedef {import("../../types/shapes.d.ts").Home} Home */

/**
 * Everything the first screen shows, in one answer.
 * @param {{ signal?: AbortSignal, fresh?: boolean }} options
 * @returns {Promise<Home>}
 */
export function getHome({ signal, fresh }) {
  return get("/home", { signal, fresh });
}

/** @typedef {import("../../types/shapes.d.ts").Ranking} Ranking */

/**
 * The box office of a genre and region; everything and everywhere when they are left out.
 * @param {{ genre?: string | null, region?: string | null, period?: string }} query
 * @param {{ signal?: AbortSignal, fresh?: boolean }} options
 * @returns {Promise<Ranking>} at most 50 rows
 */
export function getRanking(query, { signal, fresh }) {
  return get("/rankings", { query, signal, fresh });
}

/** @typedef {import("../../types/shapes.d.ts").Options} Options */

/**
 * Every code with its labels.
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Options>}
 */
export function getOptions({ signal } = {}) {
  return get("/options", { signal });
}
