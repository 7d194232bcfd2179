import { get } from "../core/http.js";

/** @typedef {import("../../types/shapes.d.ts").Options} Options */

/**
 * Every code with its labels.
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Options>}
 */
export function getOptions({ signal } = {}) {
  return get("/options", { signal });
}
