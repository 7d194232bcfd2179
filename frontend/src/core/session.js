/**
 * Calls on behalf of a person. The access token lives in this module and nowhere else; the refresh token is in a cookie
 * that no script can read. A call that is refused asks for a new access token, once, and is made again.
 */

import { ApiError, apiUrl, decode, exchange } from "./http.js";
import { departures, presence, tell } from "./presence.js";
import { writeLocal } from "./store.js";

/** @typedef {import("../../types/account.d.ts").CallOptions} CallOptions */

const SESSION_OVER = "session_over";
/** Under this name the device keeps whose session it had last: an opaque number that opens nothing. */
const MEMBER = "member";
const NO_BODY = new Set([202, 204]);
/** A page that was left in the middle of a refresh gets its cookie a moment after the next page has asked with the old one. */
const JUST_LOADED_MS = 10_000;
const SECOND_TRY_MS = 700;

/** @type {string | null} */
let access = null;
/** Whose the last token was: another tab may have signed somebody else in since.
 * @type {string | null} */
let owner = null;
/** @type {Promise<string> | null} */
let refreshing = null;

departures.subscribe(forget);

function forget() {
  access = null;
  owner = null;
  refreshing = null;
}

/**
 * @param {unknown} error
 * @returns {boolean} whether the person has to sign in again
 */
export function isSessionOver(error) {
  return error instanceof ApiError && error.code === SESSION_OVER;
}

/**
 * Call the API without a session.
 * @param {string} path
 * @param {CallOptions & { token?: string | null }} options
 * @returns {Promise<any>} the decoded body; null when there is none
 * @throws {ApiError}
 */
export function call(
  path,
  { method = "POST", query, body, signal, limitMs, as, cookie = false, keepalive, headers, token },
) {
  /** @type {RequestInit & { headers: Record<string, string> }} */
  const init = {
    method,
    signal,
    keepalive,
    headers: { ...headers },
    cache: "no-store",
    credentials: cookie ? "include" : "omit",
  };
  if (token) init.headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) {
    init.headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  return exchange(apiUrl(path, query), init, { limitMs }, (response) => {
    if (NO_BODY.has(response.status)) return null;
    return as === "blob" ? response.blob() : decode(response);
  });
}

/**
 * Call the API as the person who is signed in.
 * @param {string} path
 * @param {CallOptions} [options]
 * @returns {Promise<any>}
 * @throws {ApiError} see `isSessionOver`
 */
export async function send(path, { method = "GET", ...options } = {}) {
  const token = access ?? (await refresh());
  try {
    return await call(path, { method, ...options, token });
  } catch (error) {
    if (!isRefused(error)) throw error;
    if (access === token) access = null;
  }
  const renewed = access ?? (await refresh());
  try {
    return await call(path, { method, ...options, token: renewed });
  } catch (error) {
    throw isRefused(error) ? sessionOver() : error;
  }
}

/**
 * End this session on the server; only it can take the cookie away.
 * @throws {ApiError} then the session goes on
 */
export async function endSession() {
  for (const token of access ? [access, null] : [null]) {
    try {
      return await call("/auth/signout", { cookie: true, body: {}, token });
    } catch (error) {
      if (!isRefused(error)) throw error; // a token that has run out: the cookie alone says who it is
    }
  }
}

/**
 * End every session of this person.
 * @param {{ signal?: AbortSignal }} [options]
 * @throws {ApiError}
 */
export function endAllSessions({ signal } = {}) {
  return send("/auth/signout", { method: "POST", cookie: true, body: { everywhere: true }, signal });
}

/**
 * Use the token of a new session.
 * @param {string} token
 */
export function adopt(token) {
  access = token;
  owner = ownerOf(token);
  writeLocal(MEMBER, owner);
}

/**
 * @returns {Promise<string | null>} whose session this is; the server says so
 * @throws {ApiError}
 */
export async function findOwner() {
  if (access === null) await refresh();
  return owner;
}

/** @param {unknown} error */
function isRefused(error) {
  return error instanceof ApiError && error.status === 401;
}

/** The session has ended somewhere else: the tabs know, and what was typed stays. */
function sessionOver() {
  access = null;
  if (presence.get() !== null) tell({ initial: null });
  return new ApiError({ status: 401, code: SESSION_OVER });
}

/**
 * A new access token; callers at the same time share one request, tabs take turns.
 * @returns {Promise<string>}
 */
function refresh() {
  if (presence.get() === null) return Promise.reject(sessionOver());
  refreshing ??= renew();
  return refreshing;
}

async function renew() {
  const era = departures.get();
  try {
    const answer = await takingTurns(askTwice);
    if (era !== departures.get()) throw sessionOver();
    if (owner !== null && ownerOf(answer.access) !== owner) throw someoneElse();
    adopt(answer.access);
    return answer.access;
  } catch (error) {
    throw isRefused(error) ? sessionOver() : error;
  } finally {
    if (era === departures.get()) refreshing = null;
  }
}

async function askTwice() {
  // A page that is left now must still receive the new cookie.
  const ask = () => call("/auth/refresh", { cookie: true, keepalive: true });
  try {
    return await ask();
  } catch (error) {
    if (!isRefused(error) || performance.now() > JUST_LOADED_MS) throw error;
    await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_MS));
    return ask();
  }
}

/** Another tab signed somebody else in: what this one shows is not theirs. */
function someoneElse() {
  departures.set(departures.get() + 1);
  return new DOMException("another account", "AbortError");
}

/**
 * @param {() => Promise<any>} work
 * @returns {Promise<any>}
 */
function takingTurns(work) {
  const locks = globalThis.navigator?.locks;
  return locks ? locks.request("session-refresh", work) : work();
}

/**
 * @param {string} token
 * @returns {string | null} the account that a token is for
 */
function ownerOf(token) {
  try {
    const part = token.split(".")[1] ?? "";
    return String(JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/"))).sub);
  } catch {
    return null; // not a token of this shape: then owners are not told apart
  }
}
