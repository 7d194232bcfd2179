/** Signing in and signing up, the same on their pages and in the sheet. */

import { signIn, signUp } from "../api/account.js";
import { h } from "../core/h.js";
import { t, to } from "../core/i18n.js";
import { enter, typedEmail } from "../state/account.js";
import {
  birthdayField,
  currentPasswordField,
  emailField,
  genderField,
  newPasswordField,
  usernameField,
} from "./account-fields.js";
import { makeForm } from "./form.js";
import { checkField } from "./form-fields.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/shapes.d.ts").Account} Account */

/**
 * @typedef {object} EntranceOptions
 * @property {(account: Account) => void} onentered
 * @property {AbortSignal} signal
 * @property {boolean} [apart] links open in a window of their own, so that nothing typed is lost
 * @property {import("../core/h.js").Children} [foot]
 * @property {string} [email] whose session ended; the address typed last when left out
 */

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
    onsubmit: async (values) => onentered(enter(await signIn(values, { signal }))),
    foot,
    signal,
  }).root;
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
    onsubmit: async ({ consent: _, gender: said, birthday: day, ...values }) => {
      const more = { gender: said === "undisclosed" ? undefined : said, birthday: day ?? undefined };
      onentered(enter(await signUp({ ...values, ...more }, { signal })));
    },
    foot,
    signal,
  }).root;
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
