/** Signing in over the page, when an action needs an account: afterwards the action goes on and nothing typed is lost. */

import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { ApiError } from "../core/http.js";
import { needAccountMessages, t } from "../core/i18n.js";
import { reload } from "../core/router.js";
import { isSessionOver } from "../core/session.js";
import { account } from "../state/account.js";
import { signInForm, signUpForm } from "./account-forms.js";
import { openDialog } from "./dialog.js";
import { focusFirst } from "./entrance.js";

/** @typedef {import("../../types/shapes.d.ts").Account} Account */

/**
 * Run a private action; where nobody is signed in (any more), ask, and run it then.
 * @template T
 * @param {() => Promise<T>} action
 * @param {{ intent: string, signal: AbortSignal }} options
 * @returns {Promise<T>}
 * @throws {ApiError} `not_signed_in` when the sheet was closed
 */
export async function withSession(action, options) {
  const before = account.get();
  try {
    return await action();
  } catch (error) {
    if (!isSessionOver(error)) throw error;
  }
  const now = await requireSignIn(options);
  if (!now) throw new ApiError({ status: 401, code: "not_signed_in" });
  if (before && before.email !== now.email) {
    reload(); // what stands there is somebody else's
    throw new DOMException("another account", "AbortError");
  }
  return action();
}

/**
 * @param {{ intent: string, signal: AbortSignal }} options `intent` says what happens after signing in
 * @returns {Promise<Account | null>} who signed in; null when the sheet was closed
 */
export async function requireSignIn({ intent, signal }) {
  await Promise.all([needAccountMessages(), needStyles("/styles/account.css")]);
  const known = account.get()?.email;
  const inside = new AbortController();
  /** @type {Account | null} */
  let entered = null;
  const body = h("div", { class: "sign-in-sheet" });
  const options = {
    signal: inside.signal,
    apart: true,
    onentered: (/** @type {Account} */ found) => {
      entered = found;
      dialog.close();
    },
  };

  function showSignIn() {
    const first = h("button", { type: "button", class: "link-button", onclick: showSignUp }, t("account.signup"));
    const foot = known ? null : h("p", { class: "form-foot" }, t("signin.new"), " ", first);
    show(intent, signInForm({ ...options, email: known, foot }));
  }

  function showSignUp() {
    const back = h("button", { type: "button", class: "link-button", onclick: showSignIn }, t("account.signin"));
    show(intent, signUpForm({ ...options, foot: h("p", { class: "form-foot" }, t("signup.known"), " ", back) }));
    focusFirst(body);
  }

  /** @param {string} lead @param {HTMLElement} form */
  function show(lead, form) {
    body.replaceChildren(h("p", { class: "section-note" }, known ? t("sheet.expired") : lead), form);
  }

  const title = known ? t("sheet.title.again") : t("sheet.title");
  const dialog = openDialog({ title, body, className: "account-sheet", signal });
  showSignIn();
  focusFirst(body);
  await dialog.closed;
  inside.abort();
  return entered;
}
