import { get } from "../core/http.js";

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
