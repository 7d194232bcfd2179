/** What is chosen, one by one, and the ways to choose less. Pure. */

import { toggle, withDays, withoutPreset } from "./browse-filters.js";

/** @typedef {import("./browse-filters.js").Filters} Filters */
/** @typedef {import("./browse-filters.js").ManyName} ManyName */
/** @typedef {import("./browse-filters.js").Preset} Preset */
/** @typedef {{ name: ManyName | "when" | "days" | "price_max", value: string }} Chosen */

/**
 * Every choice by itself, in the order of the panel.
 * @param {Filters} filters
 * @returns {Chosen[]}
 */
export function chosen(filters) {
  /** @type {(name: ManyName) => Chosen[]} */
  const all = (name) => filters[name].map((value) => ({ name, value }));
  /** @type {Chosen[]} */
  const dates = filters.when ? [{ name: "when", value: filters.when }] : [];
  if (filters.from || filters.to) dates.push({ name: "days", value: `${filters.from ?? ""}/${filters.to ?? ""}` });
  /** @type {Chosen[]} */
  const price = filters.price_max === null ? [] : [{ name: "price_max", value: filters.price_max }];
  return [
    ...all("genre"),
    ...dates,
    ...all("region"),
    ...all("district"),
    ...all("status"),
    ...all("access"),
    ...all("flag"),
    ...price,
    ...all("tag"),
  ];
}

/**
 * @param {Filters} filters
 * @param {Chosen} choice
 * @returns {Filters} without that choice
 */
export function without(filters, { name, value }) {
  if (name === "days") return withDays(filters, { from: null, to: null });
  const current = filters[name];
  const has = Array.isArray(current) ? current.includes(value) : current === value;
  return has ? toggle(filters, name, value) : filters;
}

/** Choices of these are alternatives: only without all of them the list grows from nothing. */
const ALTERNATIVES = new Set(["genre", "region", "district", "status", "tag"]);

/** @typedef {{ choices: Chosen[], filters: Filters }} Relaxation */

/**
 * The ways to ask for a little less: each set of alternatives at once, each other choice by itself.
 * @param {Filters} filters
 * @param {Preset | null} preset stays as it is
 * @returns {Relaxation[]}
 */
export function relaxations(filters, preset) {
  /** @type {Map<string, Relaxation>} */
  const units = new Map();
  for (const choice of chosen(withoutPreset(filters, preset))) {
    const key = ALTERNATIVES.has(choice.name) ? choice.name : `${choice.name} ${choice.value}`;
    const unit = units.get(key) ?? { choices: [], filters: { ...filters, page: 1 } };
    unit.choices.push(choice);
    unit.filters = without(unit.filters, choice);
    units.set(key, unit);
  }
  return [...units.values()];
}

/**
 * The one parameter that a question does without, compared with another.
 * @param {import("../core/http.js").Query} before
 * @param {import("../core/http.js").Query} after
 * @returns {string | null} null when they differ in more or otherwise
 */
export function dropped(before, after) {
  const text = (/** @type {import("../core/http.js").Query} */ query, /** @type {string} */ name) =>
    String(query[name] ?? "");
  const names = Object.keys({ ...before, ...after }).filter((name) => text(before, name) !== text(after, name));
  const [name = ""] = names;
  return names.length === 1 && text(after, name) === "" ? name : null;
}
