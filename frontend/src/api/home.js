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
