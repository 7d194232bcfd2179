/** What the catalogue knows: the codes of filters, and the names of people and companies. */

import { getPerformance } from "../../api/performances.js";
import { choices, districts } from "../../state/labels.js";

/** @typedef {import("../../state/browse-filters.js").Preset} Preset */

/** @param {readonly { code: string }[]} list */
const codes = (list) => list.map(({ code }) => code);

/** @returns {Record<"genre" | "region" | "district" | "tag", string[]>} empty lists while labels are missing */
export function knownCodes() {
  return {
    genre: codes(choices("genres")),
    region: codes(choices("regions")),
    district: choices("regions").flatMap(({ code }) => codes(districts(code))),
    tag: [...codes(choices("characteristics")), ...codes(choices("moods"))],
  };
}

/**
 * @param {Preset} preset
 * @returns {boolean} false only when it is certain that the catalogue has no such genre, region or tag
 */
export function exists({ name, value }) {
  const known = /** @type {Record<string, string[]>} */ (knownCodes())[name];
  return !known?.length || known.includes(value);
}

/**
 * The name of a person or company, which is written in each of their performances.
 * @param {Preset} preset
 * @param {string} performanceId one of theirs
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>}
 */
export async function nameOf({ name, value }, performanceId, signal) {
  const { cast, crew, companies } = await getPerformance(performanceId, { signal });
  const all = name === "person" ? [...cast, ...crew] : Object.values(companies).flat();
  return all.find(({ id }) => String(id) === value)?.name ?? null;
}
