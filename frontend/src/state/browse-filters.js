/** The filters of the list: address ⇄ filters ⇄ parameters of the API. Pure, so that it runs in tests. */

import { presetSpan } from "../core/dates.js";
import { day, formatQuery, many, oneOf, parseQuery, withQuery, word } from "../core/query.js";

/** @typedef {import("../core/dates.js").WhenPreset} WhenPreset */
/** @typedef {import("../core/dates.js").Span} Span */
/** @typedef {import("../../types/browse.d.ts").Filters} Filters */
/** @typedef {import("../../types/browse.d.ts").ManyName} ManyName */
/** @typedef {import("../../types/browse.d.ts").Preset} Preset */
/** @typedef {import("../../types/browse.d.ts").Sort} Sort */
/** @typedef {import("../../types/browse.d.ts").View} View */

export const PAGE_SIZE = 20;
/** As many pages come back after a reload; more would be too many requests at once. */
export const MAX_PAGES = 15;
export const WHEN = /** @type {const} */ (["today", "weekend", "nextweek"]);
export const STATES = /** @type {const} */ (["running", "upcoming", "ended"]);
export const ACCESS = /** @type {const} */ (["wheelchair_seats", "elevator", "ramp", "restroom", "parking"]);
/** @type {readonly string[]} */
export const PRICES = ["0", "10000", "30000", "50000", "100000"];
export const SORTS = /** @type {const} */ (["popular", "newest", "closing", "rating"]);
/** With a text the best answers come first. */
export const BY_TEXT = "relevance";
/** Flags by their name in the address, with the parameter of the API. */
export const FLAGS = Object.freeze({
  kids: "child",
  visit: "visiting",
  festival: "festival",
  daehakro: "daehakro",
  openrun: "open_run",
});
export const MANY = /** @type {const} */ (["genre", "region", "district", "status", "access", "flag", "tag"]);
/** The facets that the filter panel shows. */
export const FACETS = /** @type {const} */ ([
  "genre",
  "region",
  "district",
  "state",
  "access",
  "flags",
  "price",
  "when",
]);

const ORDERINGS = { relevance: null, popular: "sales", newest: "newest", closing: "closing", rating: "rating" };

/** @type {import("../core/query.js").Field<number>} */
const pages = {
  parse: ([value = ""]) => (/^\d{1,6}$/.test(value) ? Math.min(Math.max(Number(value), 1), MAX_PAGES) : 1),
  format: (value) => (value > 1 ? [String(value)] : []),
};

const SCHEMA = {
  q: word(),
  genre: many(),
  region: many(),
  district: many(),
  status: many(STATES),
  when: oneOf(WHEN, null),
  from: day(),
  to: day(),
  price_max: oneOf(PRICES, null),
  access: many(ACCESS),
  flag: many(Object.keys(FLAGS)),
  tag: many(),
  sort: oneOf([...SORTS, BY_TEXT], null),
  view: oneOf(/** @type {const} */ (["grid", "list"]), "grid"),
  page: pages,
};

/**
 * @param {URLSearchParams} params
 * @returns {Filters} what the address says; what means nothing is left out
 */
export function parseFilters(params) {
  const found = parseQuery(SCHEMA, params);
  const read = /** @type {Filters} */ ({ ...found, sort: sortOf(found.sort, found.q) });
  if (read.when) return { ...read, from: null, to: null };
  if (read.from && read.to && read.from > read.to) return { ...read, from: read.to, to: read.from };
  return read;
}

/**
 * @param {string} q
 * @returns {Sort} the order when none is chosen
 */
function defaultSort(q) {
  return q ? BY_TEXT : "popular";
}

/**
 * @param {Sort | null} sort
 * @param {string} q
 * @returns {Sort} without a text nothing is relevant to it
 */
function sortOf(sort, q) {
  return sort === null || (sort === BY_TEXT && !q) ? defaultSort(q) : sort;
}

/** @returns {Filters} nothing chosen */
export function noFilters() {
  return parseFilters(new URLSearchParams());
}

/**
 * The filters with those that the path chooses.
 * @param {Filters} filters
 * @param {Preset | null} preset
 * @returns {Filters}
 */
export function withPreset(filters, preset) {
  if (preset?.name !== "genre" && preset?.name !== "region" && preset?.name !== "tag") return filters;
  const { name, value } = preset;
  return filters[name].includes(value) ? filters : { ...filters, [name]: [value, ...filters[name]] };
}

/**
 * Leave out codes that the catalogue does not have; a list of codes that is not known leaves all in.
 * @param {Filters} filters
 * @param {Partial<Record<ManyName, readonly string[]>>} known
 * @returns {Filters}
 */
export function keepKnown(filters, known) {
  const kept = { ...filters };
  for (const name of MANY) {
    const codes = known[name];
    if (codes?.length) kept[name] = filters[name].filter((code) => codes.includes(code));
  }
  return kept;
}

const PRESET_PATHS = /** @type {const} */ ({
  genre: "/genres/",
  region: "/regions/",
  person: "/people/",
  company: "/companies/",
  tag: "/tags/",
});

/**
 * The address of a list, without language prefix. It stays under the preset's path while its choice is the same.
 * @param {Filters} filters with the preset's choice
 * @param {Preset | null} preset
 * @returns {string}
 */
export function addressOf(filters, preset) {
  const stays = preset !== null && holds(filters, preset);
  const rest = stays ? withoutPreset(filters, preset) : filters;
  const path = stays ? PRESET_PATHS[preset.name] + encodeURIComponent(preset.value) : "/performances";
  const sort = rest.sort === defaultSort(rest.q) ? null : rest.sort;
  return withQuery(path, formatQuery(SCHEMA, { ...rest, sort }));
}

/**
 * @param {Filters} filters
 * @param {Preset} preset
 */
function holds(filters, { name, value }) {
  if (name === "person" || name === "company") return true;
  return filters[name].length === 1 && filters[name][0] === value;
}

/**
 * What was chosen beyond the path.
 * @param {Filters} filters
 * @param {Preset | null} preset
 * @returns {Filters}
 */
export function withoutPreset(filters, preset) {
  if (preset?.name !== "genre" && preset?.name !== "region" && preset?.name !== "tag") return filters;
  const { name, value } = preset;
  return holds(filters, { name, value }) ? { ...filters, [name]: [] } : filters;
}

/**
 * Everything that is not a filter stays: the text, order and view.
 * @param {Filters} filters
 * @param {Preset | null} preset
 * @returns {Filters}
 */
export function cleared(filters, preset) {
  return withPreset({ ...noFilters(), q: filters.q, sort: filters.sort, view: filters.view }, preset);
}

/**
 * @param {Filters} filters
 * @param {string} today on the Seoul calendar
 * @returns {{ from: string | null, to: string | null }} the days the filters mean
 */
export function spanOf({ when, from, to }, today) {
  return when ? presetSpan(when, today) : { from, to };
}

/**
 * People look for what they can still see: ended runs come when they are asked for by state, by days that have passed,
 * or on the list of a person or a company, which is a record. A text finds what it names, those last.
 * @param {Filters} filters
 * @param {Preset | null} preset
 * @param {string} today on the Seoul calendar
 * @returns {readonly string[]}
 */
function statesOf({ q, status, sort, to }, preset, today) {
  if (status.length > 0) return status;
  const isRecord = preset?.name === "person" || preset?.name === "company";
  const isPast = to !== null && to < today;
  return (q !== "" || isRecord || isPast) && sort !== "closing" ? [] : ["running", "upcoming"];
}

/**
 * The parameters of the API for the whole list, without page.
 * @param {Filters} filters with the preset's choice
 * @param {Preset | null} preset
 * @param {string} today on the Seoul calendar
 * @returns {import("../core/http.js").Query}
 */
export function apiQuery(filters, preset, today) {
  const isFree = filters.price_max === "0";
  /** @type {import("../core/http.js").Query} */
  const query = {
    q: filters.q,
    genre: filters.genre,
    region: filters.region,
    district: filters.district,
    state: statesOf(filters, preset, today),
    ...spanOf(filters, today),
    free: isFree ? "true" : null,
    price_max_krw: isFree ? null : filters.price_max,
    accessible: filters.access,
    hashtag: filters.tag,
    ordering: filters.sort === defaultSort(filters.q) ? null : ORDERINGS[filters.sort],
  };
  for (const flag of filters.flag) query[FLAGS[/** @type {keyof typeof FLAGS} */ (flag)]] = "true";
  if (preset?.name === "person" || preset?.name === "company") query[preset.name] = preset.value;
  return query;
}

/**
 * Choose an option, or take the choice back. Districts go with their region; a day preset with other days.
 * @param {Filters} filters
 * @param {ManyName | "when" | "price_max"} name
 * @param {string} value
 * @returns {Filters}
 */
export function toggle(filters, name, value) {
  const next = { ...filters, page: 1 };
  if (name === "when") {
    return { ...next, when: filters.when === value ? null : /** @type {WhenPreset} */ (value), from: null, to: null };
  }
  if (name === "price_max") return { ...next, price_max: filters.price_max === value ? null : value };
  const has = filters[name].includes(value);
  next[name] = has ? filters[name].filter((code) => code !== value) : [...filters[name], value];
  if (name === "region") next.district = [];
  return next;
}

/**
 * @param {Filters} filters
 * @param {string} q
 * @returns {Filters} the same for another text, or for none; the order goes on where it means something
 */
export function withText(filters, q) {
  return { ...filters, q, sort: sortOf(filters.sort, q), page: 1 };
}

/**
 * @param {Filters} filters
 * @param {{ from: string | null, to: string | null }} span
 * @returns {Filters} with days of one's own; the earlier day is the first
 */
export function withDays(filters, { from, to }) {
  const swapped = from && to && from > to;
  return { ...filters, page: 1, when: null, from: swapped ? to : from, to: swapped ? from : to };
}
