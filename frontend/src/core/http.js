/**
 * Reads from the API: a time limit, one shape of failure, one request per address at a time, and a memory cache that
 * makes Back instant. Conditional requests are the browser's own; an answer with a known ETag gives the known object.
 * Private answers and writes go through session.js and are kept nowhere.
 */

import { currentLanguage } from "./i18n.js";
import { createStore } from "./store.js";

/** Where the API is, as /config.js says (a path or an http(s) address); without that file on this origin. */
const API_BASE = (globalThis.window?.CULTUREPEDIA?.apiBase ?? "/api/v1").replace(/\/+$/, "");
const TIME_LIMIT_MS = 15_000;
const CACHE_ENTRIES = 60;
const FRESH_ON_BACK_MS = 10 * 60_000;

/** @typedef {import("../../types/core.d.ts").ApiProblem} ApiProblem */
/** @typedef {import("../../types/core.d.ts").Query} Query */

/** What every failed call becomes. `status` is 0 when no answer came; then `code` is `network` or `timeout`. */
export class ApiError extends Error {
  /**
   * @param {import("../../types/core.d.ts").ApiFacts} facts
   */
  constructor({ status, code, errors = [], requestId = null, retryAfter = null }) {
    super(`API ${status} ${code}`);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfter;
  }
}

/** When the answers on show were saved, as an ISO moment; null while they come from the network. */
export const savedAt = createStore(/** @type {string | null} */ (null));

/** @type {Map<string, import("../../types/core.d.ts").CacheEntry>} */
const cache = new Map();

/** @type {Map<string, import("../../types/core.d.ts").Flight>} */
const flights = new Map();

let goingBack = false;

/**
 * Told by the router: while the visitor goes Back or Forward, answers in memory are used without asking again.
 * @param {boolean} value
 */
export function setGoingBack(value) {
  goingBack = value;
}

/**
 * @param {string} path under the API base, with a leading slash
 * @param {Query} [query] lists repeat the key; null, undefined and empty text are left out
 * @returns {string}
 */
export function apiUrl(path, query = {}) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== null && item !== undefined && item !== "") params.append(name, String(item));
    }
  }
  const search = params.toString();
  return `${API_BASE}${path}${search ? `?${search}` : ""}`;
}

/**
 * Read JSON from the API.
 * @param {string} path
 * @param {import("../../types/core.d.ts").GetOptions} [options]
 * @returns {Promise<any>} the decoded body; the same object as before when the ETag is the same
 * @throws {ApiError} no answer, not in time, not JSON, or a status of 400 and above
 * @throws {DOMException} AbortError when `signal` aborts
 */
export async function get(path, { query, signal, fresh = false } = {}) {
  signal?.throwIfAborted();
  const url = apiUrl(path, query);
  const key = `${currentLanguage()} ${url}`;
  const known = cache.get(key);
  if (known && goingBack && !fresh && Date.now() - known.at < FRESH_ON_BACK_MS) return known.data;
  return join(key, url, signal);
}

/**
 * Join the request under way for this address or start one; it is cancelled when nobody waits for it any more.
 * @param {string} key
 * @param {string} url
 * @param {AbortSignal} [signal]
 */
function join(key, url, signal) {
  let flight = flights.get(key);
  if (!flight) {
    const controller = new AbortController();
    const promise = request(key, url, controller.signal).finally(() => {
      if (flights.get(key)?.controller === controller) flights.delete(key);
    });
    flight = { promise, controller, waiting: 0 };
    flights.set(key, flight);
  }
  const joined = flight;
  joined.waiting += 1;
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(signal?.reason);
      joined.waiting -= 1;
      if (joined.waiting > 0) return;
      flights.delete(key);
      joined.controller.abort();
    };
    signal?.addEventListener("abort", leave, { once: true });
    joined.promise.then(resolve, reject).finally(() => signal?.removeEventListener("abort", leave));
  });
}

/**
 * @param {string} key
 * @param {string} url
 * @param {AbortSignal} cancelled
 */
function request(key, url, cancelled) {
  const first = takeEarly(url);
  return exchange(url, { credentials: "omit", signal: cancelled }, { first }, (response) => {
    savedAt.set(response.headers.get("X-Saved-At"));
    return remember(key, response);
  });
}

/**
 * One request and its answer, as every call makes it: in the visitor's language, within a time limit, with one shape of
 * failure.
 * @template T
 * @param {string} url
 * @param {RequestInit & { headers?: Record<string, string> }} init
 * @param {{ first?: Promise<Response | null>, limitMs?: number }} how `first` may already hold the answer
 * @param {(response: Response) => T | Promise<T>} read
 * @returns {Promise<T>}
 * @throws {ApiError}
 */
export async function exchange(url, init, { first, limitMs = TIME_LIMIT_MS }, read) {
  const limit = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any(init.signal ? [init.signal, limit] : [limit]);
  // Accept-Language needs no CORS preflight; it decides the language of labels and error texts.
  const headers = { Accept: "application/json", "Accept-Language": currentLanguage(), ...init.headers };
  try {
    const response = (await first) ?? (await fetch(url, { ...init, headers, signal }));
    if (!response.ok) throw await failure(response);
    return await read(response);
  } catch (error) {
    if (error instanceof ApiError || init.signal?.aborted) throw error;
    throw new ApiError({ status: 0, code: limit.aborted ? "timeout" : "network" });
  }
}

/**
 * What boot.js asked for before the modules were there, each answer once.
 * @param {string} url
 * @returns {Promise<Response | null>} null when it was not asked for, or failed: then it is asked for again
 */
async function takeEarly(url) {
  const early = globalThis.window?.CULTUREPEDIA_EARLY;
  const asked = early?.get(`${currentLanguage()} ${url}`);
  early?.delete(`${currentLanguage()} ${url}`);
  return asked ?? null;
}

/**
 * @param {string} key
 * @param {Response} response
 */
async function remember(key, response) {
  const etag = response.headers.get("ETag");
  const known = cache.get(key);
  cache.delete(key);
  const data = etag && known?.etag === etag ? known.data : await decode(response);
  cache.set(key, { data, etag, at: Date.now() });
  const oldest = cache.keys().next().value;
  if (cache.size > CACHE_ENTRIES && oldest !== undefined) cache.delete(oldest);
  return data;
}

/**
 * @param {Response} response
 * @returns {Promise<any>}
 * @throws {ApiError} not JSON
 */
export async function decode(response) {
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError({ status: response.status, code: "malformed", requestId: response.headers.get("X-Request-ID") });
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
async function failure(response) {
  /** @type {ApiProblem[]} */
  let errors = [];
  try {
    const body = await response.json();
    if (Array.isArray(body?.errors)) errors = body.errors;
  } catch {
    // A proxy's HTML page instead of our error shape: the status alone says what is known.
  }
  const wait = Number(response.headers.get("Retry-After"));
  return new ApiError({
    status: response.status,
    code: errors[0]?.code ?? `http_${response.status}`,
    errors,
    requestId: response.headers.get("X-Request-ID"),
    retryAfter: Number.isFinite(wait) && wait > 0 ? wait : null,
  });
}

/**
 * @param {unknown} error
 * @returns {boolean} whether the page was left, which is no failure
 */
export function isAbort(error) {
  return error instanceof DOMException && error.name === "AbortError";
}
