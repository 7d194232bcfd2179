import { get } from "../core/http.js";

/** @typedef {import("../../types/shapes.d.ts").Venue} Venue */

/**
 * @param {string} id
 * @param {{ signal?: AbortSignal, fresh?: boolean }} options
 * @returns {Promise<Venue>}
 */
export function getVenue(id, { signal, fresh }) {
  return get(`/venues/${encodeURIComponent(id)}`, { signal, fresh });
}
