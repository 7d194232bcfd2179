/** Everything that concerns one's own account. */

import { call, send } from "../core/session.js";

/** @typedef {import("../../types/shapes.d.ts").Account} Account */
/** @typedef {import("../../types/shapes.d.ts").Device} Device */
/** @typedef {{ user: Account, access: string }} SignedIn */
/** @typedef {{ signal?: AbortSignal }} Options */

const COOKIE_SESSION = { session_kind: "cookie" };
const PAGE_SIZE = 100;
const EXPORT_LIMIT_MS = 60_000;

/**
 * @param {{ email: string, password: string, username: string, gender?: string, birthday?: string }} values
 * @param {Options} options
 * @returns {Promise<SignedIn>}
 */
export function signUp(values, { signal }) {
  return call("/auth/signup", { body: { ...values, ...COOKIE_SESSION }, cookie: true, signal });
}

/**
 * @param {{ email: string, password: string }} values
 * @param {Options} options
 * @returns {Promise<SignedIn>}
 */
export function signIn(values, { signal }) {
  return call("/auth/signin", { body: { ...values, ...COOKIE_SESSION }, cookie: true, signal });
}

/**
 * Ask for a mail; the answer does not tell whether there is such an account.
 * @param {{ email: string }} values
 * @param {Options} options
 */
export function forgetPassword(values, { signal }) {
  return call("/auth/password/forgot", { body: values, signal });
}

/**
 * @param {{ uid: string, token: string, new_password: string }} values
 * @param {Options} options
 */
export function resetPassword(values, { signal }) {
  return call("/auth/password/reset", { body: values, signal });
}

/**
 * @param {{ token: string }} values
 * @param {Options} options
 */
export function verifyEmail(values, { signal }) {
  return call("/auth/email/verify", { body: values, signal });
}

/** @param {Options} options */
export function resendVerification({ signal }) {
  return send("/auth/email/resend", { method: "POST", signal });
}

/**
 * @param {Options} options
 * @returns {Promise<Account>}
 */
export function getMe({ signal }) {
  return send("/me", { signal });
}

/**
 * @param {Partial<Pick<Account, "username" | "gender" | "birthday" | "language">>} values
 * @param {Options} options
 * @returns {Promise<Account>}
 */
export function changeMe(values, { signal }) {
  return send("/me", { method: "PATCH", body: values, signal });
}

/**
 * @param {{ current_password: string, new_password: string }} values
 * @param {Options} options
 */
export function changePassword(values, { signal }) {
  return send("/me/password", { method: "POST", body: values, signal });
}

/**
 * @param {{ password: string }} values
 * @param {Options} options
 */
export function deleteMe(values, { signal }) {
  return send("/me", { method: "DELETE", body: values, signal });
}

/**
 * Where this account is signed in, the last used first.
 * @param {Options} options
 * @returns {Promise<import("../../types/shapes.d.ts").Page<Device>>}
 */
export function listDevices({ signal }) {
  return send(`/me/sessions?page_size=${PAGE_SIZE}`, { signal });
}

/**
 * @param {string} id
 * @param {Options} options
 */
export function signOutDevice(id, { signal }) {
  return send(`/me/sessions/${encodeURIComponent(id)}`, { method: "DELETE", signal });
}

/**
 * Everything that is kept about this account.
 * @param {Options} options
 * @returns {Promise<Blob>} JSON
 */
export function exportMe({ signal }) {
  return send("/me/export", { as: "blob", limitMs: EXPORT_LIMIT_MS, signal });
}
