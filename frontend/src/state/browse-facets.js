/** Which options the filter panel offers and how many performances each would give. */

import { ACCESS, FLAGS, PRICES, STATES, WHEN } from "./browse-filters.js";

/** @typedef {import("../../types/shapes.d.ts").Facets} Facets */
/** @typedef {import("./browse-filters.js").ManyName | "when" | "price_max"} OptionName */
/** @typedef {{ name: OptionName, value: string, indent?: boolean }} Option */
/** @typedef {"genre" | "when" | "region" | "district" | "status" | "conditions" | "price"} GroupKey */

/** Where most performances are, so that these are seen without opening the whole list. */
const FIRST_REGIONS = ["seoul", "gyeonggi", "busan", "daegu", "incheon"];
const CONDITION_FLAGS = /** @type {const} */ (["kids", "visit", "festival", "openrun"]);

/** @type {Partial<Record<OptionName, string>>} */
const FACET_NAMES = { status: "state", flag: "flags", price_max: "price" };

/**
 * @param {Option} option
 * @returns {string} how the API names the option's value within its facet
 */
function facetValue({ name, value }) {
  if (name === "flag") return FLAGS[/** @type {keyof typeof FLAGS} */ (value)];
  return name === "price_max" && value === "0" ? "free" : value;
}

/**
 * @param {Facets | null} facets
 * @param {Option} option
 * @returns {number | null} null while the counts are not known
 */
export function countOf(facets, option) {
  const facet = facets?.[FACET_NAMES[option.name] ?? option.name];
  if (!facet) return null;
  const value = facetValue(option);
  return facet.find((entry) => entry.value === value)?.count ?? 0;
}

/**
 * @param {readonly string[]} codes every region in the API's order
 * @returns {{ options: Option[], first: number, total: number }} the busiest regions first, with the theatre quarter
 *   below its city; `first` is how many are shown before the list is opened, `total` how many regions there are
 */
export function regionOptions(codes) {
  const first = FIRST_REGIONS.filter((code) => codes.includes(code));
  const rest = codes.filter((code) => !first.includes(code));
  /** @type {Option[]} */
  const options = [...first, ...rest].map((value) => ({ name: "region", value }));
  const seoul = options.findIndex(({ value }) => value === "seoul");
  options.splice(seoul + 1, 0, { name: "flag", value: "daehakro", indent: seoul >= 0 });
  return { options, first: first.length + 1, total: codes.length };
}

/**
 * The districts of a region that have something on, and those chosen; all of them while the counts are not known.
 * @param {readonly { code: string }[]} districts of the region
 * @param {Facets | null} facets
 * @param {readonly string[]} selected
 * @returns {Option[]}
 */
export function districtOptions(districts, facets, selected) {
  const known = facets?.district;
  const counts = new Map(known?.map(({ value, count }) => [value, count]));
  return districts
    .filter(({ code }) => !known || (counts.get(code) ?? 0) > 0 || selected.includes(code))
    .map(({ code }) => ({ name: "district", value: code }));
}

/** @type {readonly Option[]} */
export const WHEN_OPTIONS = WHEN.map((value) => ({ name: "when", value }));
/** @type {readonly Option[]} */
export const STATUS_OPTIONS = STATES.map((value) => ({ name: "status", value }));
/** @type {readonly Option[]} */
export const PRICE_OPTIONS = PRICES.map((value) => ({ name: "price_max", value }));
/** @type {readonly Option[]} */
export const CONDITION_OPTIONS = [
  ...ACCESS.map((value) => /** @type {Option} */ ({ name: "access", value })),
  ...CONDITION_FLAGS.map((value) => /** @type {Option} */ ({ name: "flag", value })),
];
