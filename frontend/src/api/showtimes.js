import { get } from "../core/http.js";

/** @typedef {import("../../types/shapes.d.ts").DayShowtimes} DayShowtimes */

/**
 * What plays on a day, by start time.
 * @param {{ date?: string, region?: string | null, genre?: string | null, page?: number }} query
 * @param {{ signal?: AbortSignal }} options
 * @returns {Promise<DayShowtimes>}
 */
export function listShowtimes(query, { signal }) {
  return get("/showtimes", { query, signal });
}
