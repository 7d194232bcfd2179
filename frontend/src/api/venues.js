import { get } from "../core/http.js";

/** @typedef {import("../../types/shapes.d.ts").Venue} Venue */
/** @typedef {import("../../types/shapes.d.ts").Page<Venue>} VenuePage */

/**
 * @param {import("../core/http.js").Query} query
 * @param {{ signal?: AbortSignal }} options
 * @returns {Promise<VenuePage>}
 */
export function listVenues(query, { signal }) {
  return get("/venues", { query, signal });
}

/**
 * @param {string} id
 * @param {{ signal?: AbortSignal, fresh?: boolean }} options
 * @returns {Promise<Venue>}
 */
export function getVenue(id, { signal, fresh }) {
  return get(`/venues/${encodeURIComponent(id)}`, { signal, fresh });
}
