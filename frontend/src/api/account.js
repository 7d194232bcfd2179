/** Everything that concerns one's own account. */

import { call, send } from "../core/session.js";

/** @typedef {import("../../types/shapes.d.ts").Account} Account */
/** @typedef {import("../../types/shapes.d.ts").Device} Device */
/** @typedef {import("../../types/account.d.ts").SignedIn} SignedIn */
/** @typedef {{ signal?: AbortSignal }} Options */

const COOKIE_SESSION = { session_kind: "cookie" };
const PAGE_SIZE = 100; // more than anybody has
const EXPORT_LIMIT_MS = 60_000;

/** @type {(values: Omit<import("../../types/account.d.ts").SignUpValues, "consent">, options: Options) => Promise<SignedIn>} */
export const signUp = (values, { signal }) =>
  call("/auth/signup", { body: { ...values, ...COOKIE_SESSION }, cookie: true, signal });

/** @type {(values: { email: string, password: string }, options: Options) => Promise<SignedIn>} */
export const signIn = (values, { signal }) =>
  call("/auth/signin", { body: { ...values, ...COOKIE_SESSION }, cookie: true, signal });

/** The answer does not tell whether there is such an account.
 * @type {(values: { email: string }, options: Options) => Promise<void>} */
export const forgetPassword = (values, { signal }) => call("/auth/password/forgot", { body: values, signal });

/** @type {(values: { uid: string, token: string, new_password: string }, options: Options) => Promise<void>} */
export const resetPassword = (values, { signal }) => call("/auth/password/reset", { body: values, signal });

/** @type {(values: { token: string }, options: Options) => Promise<void>} */
export const verifyEmail = (values, { signal }) => call("/auth/email/verify", { body: values, signal });

/** @type {(options: Options) => Promise<void>} */
export const resendVerification = ({ signal }) => send("/auth/email/resend", { method: "POST", signal });

/** @type {(options: Options) => Promise<Account>} */
export const getMe = ({ signal }) => send("/me", { signal });

/** @type {(values: Partial<Account>, options: Options) => Promise<Account>} */
export const changeMe = (values, { signal }) => send("/me", { method: "PATCH", body: values, signal });

/** @type {(values: { current_password: string, new_password: string }, options: Options) => Promise<void>} */
export const changePassword = (values, { signal }) => send("/me/password", { method: "POST", body: values, signal });

/** @type {(values: { password: string }, options: Options) => Promise<void>} */
export const deleteMe = (values, { signal }) => send("/me", { method: "DELETE", body: values, signal });

/** Where this account is signed in, the last used first.
 * @type {(options: Options) => Promise<import("../../types/shapes.d.ts").Page<Device>>} */
export const listDevices = ({ signal }) => send(`/me/sessions?page_size=${PAGE_SIZE}`, { signal });

/** @type {(id: string, options: Options) => Promise<void>} */
export const signOutDevice = (id, { signal }) => send(`/me/sessions/${id}`, { method: "DELETE", signal });

/** Everything that is kept about this account, as JSON.
 * @type {(options: Options) => Promise<Blob>} */
export const exportMe = ({ signal }) => send("/me/export", { as: "blob", limitMs: EXPORT_LIMIT_MS, signal });
