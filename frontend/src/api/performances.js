import { apiUrl, get } from "../core/http.js";

/** @typedef {import("../../types/shapes.d.ts").CardPage} CardPage */
/** @typedef {import("../../types/shapes.d.ts").Detail} Detail */
/** @typedef {import("../../types/shapes.d.ts").Facets} Facets */
/** @typedef {import("../core/http.js").Query} Query */

/**
 * One page of performances. The query has the API's own parameter names.
 * @param {Query} query
 * @param {{ signal?: AbortSignal, fresh?: boolean }} options
 * @returns {Promise<CardPage>}
 */
export function listPerformances(query, { signal, fresh }) {
  return get("/performances", { query, signal, fresh });
}

/**
 * How many performances fit, and the counts of the named facets, without their cards.
 * @param {Query} query
 * @param {readonly string[]} facets
 * @param {{ signal?: AbortSignal }} options
 * @returns {Promise<{ count: number, facets: Facets }>}
 */
export async function countPerformances(query, facets, { signal }) {
  const page = await get("/performances", { query: { ...query, page_size: 1, facets: facets.join(",") }, signal });
  return { count: page.count, facets: page.facets ?? {} };
}

/**
 * @param {string} id
 * @param {{ signal?: AbortSignal, fresh?: boolean }} options
 * @returns {Promise<Detail>}
 */
export function getPerformance(id, { signal, fresh }) {
  return get(`/performances/${encodeURIComponent(id)}`, { signal, fresh });
}

/**
 * The address of a performance's calendar file.
 * @param {string} id
 * @returns {string}
 */
export function calendarUrl(id) {
  return apiUrl(`/performances/${encodeURIComponent(id)}/calendar.ics`);
}

/** @typedef {import("../../types/shapes.d.ts").Venue} Venue */

/**
 * @param {string} id
 * @param {{ signal?: AbortSignal, fresh?: boolean }} options
 * @returns {Promise<Venue>}
 */
export function getVenue(id, { signal, fresh }) {
  return get(`/venues/${encodeURIComponent(id)}`, { signal, fresh });
}
