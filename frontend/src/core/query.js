/**
 * The query string as the one home of filter state. A schema lists the fields; what it does not know is dropped,
 * what does not parse falls back, and defaults are never written, so equal states have equal addresses.
 */

import { isDay } from "./dates.js";

/**
 * @template T
 * @typedef {object} Field
 * @property {(values: string[]) => T} parse
 * @property {(value: T) => string[]} format
 */

/** @typedef {Record<string, Field<any>>} Schema */
/**
 * @template {Schema} S
 * @typedef {{ [K in keyof S]: ReturnType<S[K]["parse"]> }} QueryState
 */

/**
 * One value of a list; anything else is the fallback.
 * @template {string} T
 * @template {T | null} F
 * @param {readonly T[]} allowed
 * @param {F} fallback
 * @returns {Field<T | F>}
 */
export function oneOf(allowed, fallback) {
  return {
    parse: ([value]) => (allowed.includes(/** @type {T} */ (value)) ? /** @type {T} */ (value) : fallback),
    format: (value) => (value === null || value === fallback ? [] : [value]),
  };
}

/**
 * Any short text; empty when absent.
 * @param {number} [maxLength]
 * @returns {Field<string>}
 */
export function word(maxLength = 100) {
  return { parse: ([value = ""]) => value.trim().slice(0, maxLength), format: (value) => (value ? [value] : []) };
}

/**
 * Several codes: repeated keys or commas, kept in order, without duplicates. Without `allowed` any slug is taken.
 * @param {readonly string[] | null} [allowed]
 * @returns {Field<string[]>}
 */
export function many(allowed = null) {
  const fits = /** @param {string} code */ (code) => (allowed ? allowed.includes(code) : /^[\w-]{1,40}$/.test(code));
  return {
    parse: (values) => [...new Set(values.flatMap((value) => value.split(",")))].filter(fits),
    format: (codes) => codes,
  };
}

/**
 * A whole number from `min` to `max`.
 * @template {number | null} F
 * @param {F} fallback
 * @param {{ min?: number, max?: number }} [bounds]
 * @returns {Field<number | F>}
 */
export function integer(fallback, { min = 0, max = 1_000_000_000 } = {}) {
  return {
    parse: ([value = ""]) => {
      const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
      return number >= min && number <= max ? number : fallback;
    },
    format: (value) => (value === null || value === fallback ? [] : [String(value)]),
  };
}

/**
 * A real calendar day, or null.
 * @returns {Field<string | null>}
 */
export function day() {
  return { parse: ([value]) => (isDay(value) ? value : null), format: (value) => (value ? [value] : []) };
}

/**
 * @template {Schema} S
 * @param {S} schema
 * @param {URLSearchParams} params
 * @returns {QueryState<S>}
 */
export function parseQuery(schema, params) {
  const entries = Object.entries(schema).map(([name, field]) => [name, field.parse(params.getAll(name))]);
  return /** @type {QueryState<S>} */ (Object.fromEntries(entries));
}

/**
 * @template {Schema} S
 * @param {S} schema
 * @param {QueryState<S>} state
 * @returns {URLSearchParams} fields in the order of the schema, defaults left out
 */
export function formatQuery(schema, state) {
  const params = new URLSearchParams();
  for (const [name, field] of Object.entries(schema)) {
    for (const value of field.format(state[name])) params.append(name, value);
  }
  return params;
}

/**
 * A path with its query; without a question mark when nothing is set.
 * @param {string} path
 * @param {URLSearchParams} params
 * @returns {string}
 */
export function withQuery(path, params) {
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}
