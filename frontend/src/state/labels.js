/** The labels of all codes, loaded once; a code stands for itself until they are there. */

import { getOptions } from "../api/catalogue.js";
import { currentLanguage } from "../core/i18n.js";
import { readLocal, writeLocal } from "../core/store.js";

/** @typedef {import("../../types/shapes.d.ts").Options} Options */
/** @typedef {import("../../types/shapes.d.ts").Choice} Choice */

const KEPT = "options:1";
/** Until the installation's own is known; the server decides. */
const USUAL_PASSWORD_LENGTH = 8;

/** @type {Options | null} */
let options = null;
/** @type {Map<string, Choice>} */
let index = new Map();
/** @type {Promise<void> | null} */
let loading = null;

/**
 * Have the labels before drawing. Returns at once when they were kept from an earlier visit, and refreshes them then.
 * Never rejects: without labels the pages still work with codes.
 * @returns {Promise<void>}
 */
export async function loadLabels() {
  if (!options) {
    const kept = readLocal(KEPT);
    if (isOptions(kept)) use(kept);
  }
  loading ??= refresh();
  if (!options) await loading;
}

async function refresh() {
  try {
    const fresh = await getOptions();
    use(fresh);
    writeLocal(KEPT, fresh);
  } catch (error) {
    loading = null; // the next page tries again
    console.warn("labels are not available", error);
  }
}

/**
 * @param {unknown} value
 * @returns {value is Options}
 */
function isOptions(value) {
  const lists = /** @type {Record<string, unknown>} */ (value ?? {});
  return ["genres", "regions", "states", "periods", "accessibility"].every((name) => Array.isArray(lists[name]));
}

/** @param {Options} value */
function use(value) {
  options = value;
  index = new Map();
  for (const [kind, choices] of Object.entries(value)) {
    if (!Array.isArray(choices)) continue; // limits are no codes
    for (const choice of choices) index.set(`${kind} ${choice.code}`, choice);
  }
  for (const { districts } of value.regions) {
    for (const district of districts ?? []) index.set(`districts ${district.code}`, district);
  }
}

/**
 * @typedef {Exclude<keyof Options, "limits">} List
 * @typedef {List | "districts"} Kind
 */

/**
 * @param {Kind} kind
 * @param {string} code
 * @returns {string} the label in the current language, or the code while labels are missing
 */
export function label(kind, code) {
  const choice = index.get(`${kind} ${code}`);
  if (!choice) return code;
  return currentLanguage() === "en" ? choice.label_en : choice.label_ko;
}

/**
 * @param {List} kind
 * @returns {readonly Choice[]} in the API's order; empty while labels are missing
 */
export function choices(kind) {
  return options?.[kind] ?? [];
}

/** @returns {number} how many characters a password must have */
export function passwordMinLength() {
  return options?.limits?.password_min_length ?? USUAL_PASSWORD_LENGTH;
}

/**
 * @param {string} region
 * @returns {readonly Choice[]}
 */
export function districts(region) {
  return options?.regions.find((choice) => choice.code === region)?.districts ?? [];
}
