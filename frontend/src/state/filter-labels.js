/** The words for filters: of one choice, and of all of them for headings and titles. */

import { formatDay, formatPrice, formatRun } from "../core/format.js";
import { currentLanguage, t } from "../core/i18n.js";
import { chosen } from "./browse-choices.js";
import { choices, label } from "./labels.js";

/** @typedef {import("./browse-choices.js").Chosen} Chosen */
/** @typedef {import("./browse-filters.js").Filters} Filters */
/** @typedef {import("../core/i18n.js").Key} Key */

/** @type {Record<string, Key>} */
const WHEN_KEYS = { today: "filter.when.today", weekend: "filter.when.weekend", nextweek: "filter.when.nextweek" };
/** @type {Record<string, Key>} */
const FLAG_KEYS = {
  kids: "filter.flag.kids",
  visit: "filter.flag.visit",
  festival: "filter.flag.festival",
  daehakro: "filter.flag.daehakro",
  openrun: "filter.flag.openrun",
};
const KINDS = /** @type {const} */ ({ genre: "genres", region: "regions", status: "states", access: "accessibility" });
const SUMMARY_PARTS = 3;
/** A place and a time come first, what narrows further follows. */
const SUMMARY_ORDER = ["when", "days", "region", "district", "genre", "status", "flag", "access", "price_max", "tag"];

/**
 * @param {{ name: string, value: string }} choice
 * @returns {string} in the current language
 */
export function choiceLabel({ name, value }) {
  if (name === "when") return t(/** @type {Key} */ (WHEN_KEYS[value]));
  if (name === "days") return daysLabel(value);
  if (name === "flag") return t(/** @type {Key} */ (FLAG_KEYS[value]));
  if (name === "price_max") return priceLabel(value);
  if (name === "tag") return `#${tagLabel(value)}`;
  if (name === "district") return label("districts", value);
  return label(KINDS[/** @type {keyof typeof KINDS} */ (name)], value);
}

/** @param {string} value `from/to`, either may be empty */
function daysLabel(value) {
  const [from = "", to = ""] = value.split("/");
  if (from && to) return formatRun({ start_date: from, end_date: to });
  return from ? t("filter.days.from", { date: formatDay(from) }) : t("filter.days.to", { date: formatDay(to) });
}

/** @param {string} value */
function priceLabel(value) {
  if (value === "0") return t("price.free");
  const won = Number(value);
  if (currentLanguage() !== "ko") return t("filter.price.max", { price: formatPrice(won) });
  const price = t("price.won", { amount: t("price.man", { amount: won / 10_000 }) });
  return t("filter.price.max", { price });
}

/** @param {string} code */
function tagLabel(code) {
  const kind = choices("moods").some((choice) => choice.code === code) ? "moods" : "characteristics";
  return label(kind, code);
}

/**
 * The choices in few words, for headings: the main ones by name, the rest as a number.
 * @param {Filters} filters
 * @returns {string} empty when nothing is chosen
 */
export function summaryOf(filters) {
  /** @type {Map<string, string[]>} */
  const groups = new Map(SUMMARY_ORDER.map((name) => [name, []]));
  for (const choice of chosen(filters)) groups.get(choice.name)?.push(choiceLabel(choice));
  const parts = [...groups.values()].filter((labels) => labels.length > 0).map(shortList);
  const shown = parts.slice(0, SUMMARY_PARTS);
  if (parts.length > SUMMARY_PARTS) shown.push(t("browse.summary.more", { n: parts.length - SUMMARY_PARTS }));
  return shown.join(currentLanguage() === "ko" ? " " : ", ");
}

/** @param {readonly string[]} labels */
function shortList(labels) {
  const [first = "", ...rest] = labels;
  return rest.length < 2 ? labels.join("·") : t("browse.summary.list", { first, n: rest.length });
}

/**
 * @param {readonly Chosen[]} all at least one
 * @param {string} [text] what was searched
 * @returns {string} each in quotation marks, as words of a sentence
 */
export function quoted(all, text) {
  const words = [...(text ? [text] : []), ...all.map(choiceLabel)].map((label) => t("filter.quoted", { label }));
  const b = words.pop() ?? "";
  return words.length > 0 ? t("browse.empty.pair", { a: words.join(", "), b }) : b;
}
