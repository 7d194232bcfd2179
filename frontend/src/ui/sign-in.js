/** Signing in and up: the forms, and the sheet that asks over a page and then lets the interrupted action go on. */

import { signIn, signUp } from "../api/account.js";
import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { ApiError } from "../core/http.js";
import { needAccountMessages, t, to } from "../core/i18n.js";
import { reload } from "../core/router.js";
import { isSessionOver } from "../core/session.js";
import { account, enter, typedEmail } from "../state/account.js";
import {
  birthdayField,
  currentPasswordField,
  emailField,
  genderField,
  newPasswordField,
  usernameField,
} from "./account-fields.js";
import { openDialog } from "./dialog.js";
import { makeForm } from "./form.js";
import { checkField } from "./form-fields.js";
import { icon } from "./icon.js";

/** With a keyboard at hand the first field may take the focus; on phones it would open one over the page. */
const HAS_KEYBOARD = "(min-width: 62rem) and (pointer: fine)";

/** @typedef {import("../../types/shapes.d.ts").Account} Account */

/** @typedef {import("../../types/account.d.ts").EntranceOptions} EntranceOptions */

/**
 * @param {EntranceOptions} options
 * @returns {HTMLFormElement}
 */
export function signInForm({ onentered, signal, apart = false, foot, email: known }) {
  const email = rememberedEmail(known);
  const password = currentPasswordField({ aside: pageLink("/password/forgot", t("signin.forgot"), apart) });
  return makeForm({
    fields: [email, password],
    submit: t("account.signin"),
    busy: t("signin.busy"),
    texts: { wrong_credentials: t("signin.wrong") },
    async onsubmit(values) {
      const found = enter(await signIn(values, { signal }));
      onentered?.(found);
    },
    foot,
    signal,
  });
}

/**
 * @param {EntranceOptions} options
 * @returns {HTMLFormElement}
 */
export function signUpForm({ onentered, signal, foot }) {
  const email = rememberedEmail();
  const username = usernameField();
  const password = newPasswordField({
    name: "password",
    label: t("account.password"),
    person: () => ({ email: email.input.value, username: username.input.value }),
  });
  for (const field of [email, username]) field.input.addEventListener("input", password.refresh);
  const gender = genderField();
  const birthday = birthdayField();
  const consent = checkField({ name: "consent", label: consentText(), problem: t("signup.consent.empty") });
  return makeForm({
    fields: [email, password, username, gender, birthday, consent],
    body: [email.root, password.root, username.root, optionalPart([gender.root, birthday.root]), consent.root],
    submit: t("signup.submit"),
    busy: t("signup.busy"),
    texts: { email_taken: t("signup.taken") },
    async onsubmit(/** @type {import("../../types/account.d.ts").SignUpValues} */ { consent: _, ...values }) {
      const found = enter(await signUp(values, { signal }));
      onentered?.(found);
    },
    foot,
    signal,
  });
}

/** @param {string} [known] */
function rememberedEmail(known) {
  const email = emailField({ value: known ?? typedEmail.get() });
  email.input.addEventListener("input", () => typedEmail.set(email.input.value));
  return email;
}

/** @param {import("../core/h.js").Children} content */
function optionalPart(content) {
  return h(
    "details",
    { class: "optional-part" },
    h(
      "summary",
      null,
      h("span", { class: "field-label" }, t("signup.more")),
      h("span", { class: "field-optional" }, t("form.optional")),
      icon("chevron-down"),
    ),
    h("p", { class: "section-note" }, t("signup.more.hint")),
    content,
  );
}

/** The sentence has its links in the middle, in another order in each language. */
function consentText() {
  const links = {
    terms: pageLink("/terms", t("footer.terms"), true),
    privacy: pageLink("/privacy", t("footer.privacy"), true),
  };
  const parts = t("signup.consent").split(/\[(terms|privacy)\]/);
  return parts.map((part) => links[/** @type {"terms" | "privacy"} */ (part)] ?? part);
}

/**
 * @param {string} path
 * @param {string} label
 * @param {boolean} apart
 */
function pageLink(path, label, apart) {
  if (!apart) return h("a", { href: to(path) }, label);
  const note = h("span", { class: "visually-hidden" }, ` (${t("new-window")})`);
  return h("a", { href: to(path), target: "_blank", rel: "noopener" }, label, note);
}

/**
 * Focus the first field that is empty, once the page stands.
 * @param {HTMLElement} root
 */
export function focusFirst(root) {
  if (!matchMedia(HAS_KEYBOARD).matches) return;
  queueMicrotask(() => {
    const fields = [...root.querySelectorAll("input")];
    (fields.find((field) => field.value === "") ?? fields[0])?.focus({ preventScroll: true });
  });
}

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
 * @param {{ intent: string, signal: AbortSignal, otherwise?: { label: string, onclick: () => void } }} options `intent`
 *   says what happens after signing in; `otherwise` is what can be done without
 * @returns {Promise<Account | null>} who signed in; null when the sheet was closed
 */
export async function requireSignIn({ intent, signal, otherwise }) {
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

  /** @param {boolean} isNew */
  function draw(isNew) {
    const label = t(isNew ? "account.signin" : "account.signup");
    const other = h("button", { type: "button", class: "link-button", onclick: () => draw(!isNew) }, label);
    const question = t(isNew ? "signup.known" : "signin.new");
    const foot = known ? null : h("p", { class: "form-foot" }, question, " ", other);
    const form = (isNew ? signUpForm : signInForm)({ ...options, email: known, foot });
    body.replaceChildren(h("p", { class: "section-note" }, known ? t("sheet.expired") : intent), form, without());
    focusFirst(body);
  }

  function without() {
    if (!otherwise) return "";
    const onclick = () => {
      dialog.close();
      otherwise.onclick();
    };
    return h("button", { type: "button", class: "button is-wide", onclick }, otherwise.label);
  }

  const title = t(known ? "sheet.title.again" : "sheet.title");
  const dialog = openDialog({ title, body, className: "account-sheet", signal });
  draw(false);
  await dialog.closed;
  inside.abort();
  return entered;
}
