/**
 * Two languages from flat message files. The language is the first part of the path: `/en/…` is English.
 * In a message `{name}` is a value, `{name|을를}` a value with its Korean particle, `{~name|을를}` the particle alone;
 * a message given as `{ one, other }` is chosen by the plural rules from the value `n`.
 */

import { particle } from "../i18n/particles.js";
import { createStore } from "./store.js";

/** @typedef {"ko" | "en"} Language */
/** @typedef {string | { one: string, other: string }} Message */
/** @typedef {Record<string, Message>} Messages */
/** @typedef {keyof typeof import("../i18n/ko.js").default} MainKey */
/** @typedef {keyof typeof import("../i18n/account.ko.js").default} AccountKey */
/** @typedef {keyof typeof import("../i18n/reviews.ko.js").default} ReviewsKey */
/** @typedef {keyof typeof import("../i18n/mine.ko.js").default} MineKey */
/** @typedef {keyof typeof import("../i18n/find.ko.js").default} FindKey */
/** @typedef {keyof typeof import("../i18n/detail.ko.js").default} DetailKey */
/** @typedef {keyof typeof import("../i18n/recs.ko.js").default} RecsKey */
/** @typedef {MainKey | DetailKey | AccountKey | ReviewsKey | MineKey | FindKey | RecsKey} Key */
/** @typedef {Record<string, string | number>} Params */

/** The language on show; the frame redraws itself when it changes. */
export const languageStore = createStore(/** @type {Language} */ ("ko"));

/** @type {Messages} */
let messages = {};

export function currentLanguage() {
  return languageStore.get();
}

/**
 * Props for an element that holds text from the Korean catalogue: on English pages it says so to screen readers.
 * @returns {{ lang?: string }}
 */
export function inKorean() {
  return currentLanguage() === "ko" ? {} : { lang: "ko" };
}

/**
 * @param {string} pathname
 * @returns {{ language: Language, path: string }} the path without the language prefix, always with a leading slash
 */
export function splitLanguage(pathname) {
  const match = /^\/en(\/.*)?$/.exec(pathname);
  return match ? { language: "en", path: match[1] ?? "/" } : { language: "ko", path: pathname };
}

/**
 * The address of a page in a language, the current one by default.
 * @param {string} path without prefix, may have a query and a hash
 * @param {Language} [target]
 * @returns {string}
 */
export function to(path, target = currentLanguage()) {
  if (target === "ko") return path;
  return path === "/" ? "/en" : `/en${path.startsWith("/?") ? path.slice(1) : path}`;
}

/** Messages that the first screen does not need, by the part of the app that does.
 * @type {Record<string, Record<Language, () => Promise<{ default: Messages }>>>} */
const PARTS = {
  detail: { ko: () => import("../i18n/detail.ko.js"), en: () => import("../i18n/detail.en.js") },
  account: { ko: () => import("../i18n/account.ko.js"), en: () => import("../i18n/account.en.js") },
  reviews: { ko: () => import("../i18n/reviews.ko.js"), en: () => import("../i18n/reviews.en.js") },
  mine: { ko: () => import("../i18n/mine.ko.js"), en: () => import("../i18n/mine.en.js") },
  find: { ko: () => import("../i18n/find.ko.js"), en: () => import("../i18n/find.en.js") },
  recs: { ko: () => import("../i18n/recs.ko.js"), en: () => import("../i18n/recs.en.js") },
};

/** @type {Set<string>} */
const needed = new Set();

/**
 * Load a language's messages and make it current.
 * @param {Language} target
 */
export async function setLanguage(target) {
  const main = target === "en" ? import("../i18n/en.js") : import("../i18n/ko.js");
  const parts = partMessages(target, needed);
  useMessages(target, { ...(await main).default, ...(await parts) });
}

/**
 * Have the messages of further parts of the app.
 * @param {...("detail" | "account" | "reviews" | "mine" | "find" | "recs")} names
 */
export async function needMessages(...names) {
  for (const name of names) needed.add(name);
  const target = currentLanguage();
  const loaded = await partMessages(target, names);
  if (target === currentLanguage()) messages = { ...messages, ...loaded };
}

/** Have the messages of the account's pages. */
export function needAccountMessages() {
  return needMessages("account");
}

/**
 * @param {Language} target
 * @param {Iterable<string>} names
 * @returns {Promise<Messages>}
 */
async function partMessages(target, names) {
  const loaded = await Promise.all([...names].map((name) => PARTS[name]?.[target]()));
  return Object.assign({}, ...loaded.map((part) => part?.default));
}

/**
 * @param {Language} target
 * @param {Messages} loaded
 */
export function useMessages(target, loaded) {
  messages = loaded;
  languageStore.set(target);
}

/**
 * The message for a key in the current language.
 * @param {Key} key
 * @param {Params} [params] numbers are written with the language's grouping
 * @returns {string}
 * @throws {RangeError} an unknown key or a value that was not given
 */
export function t(key, params = {}) {
  const message = messages[key];
  if (message === undefined) throw new RangeError(`no message ${key}`);
  return fill(typeof message === "string" ? message : plural(message, params), params);
}

/**
 * @param {{ one: string, other: string }} forms
 * @param {Params} params
 */
function plural(forms, params) {
  const rule = new Intl.PluralRules(currentLanguage()).select(Number(params.n));
  return rule === "one" ? forms.one : forms.other;
}

/**
 * @param {string} message
 * @param {Params} params
 */
function fill(message, params) {
  return message.replace(/\{(~?)(\w+)(?:\|([^}]+))?\}/g, (_, alone, name, pair) => {
    const value = params[name];
    if (value === undefined) throw new RangeError(`no value for {${name}} in: ${message}`);
    const written = typeof value === "number" ? value.toLocaleString(currentLanguage()) : value;
    if (!pair) return written;
    return (alone ? "" : written) + particle(written, pair);
  });
}
