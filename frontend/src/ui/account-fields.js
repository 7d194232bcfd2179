/** The fields that the account's forms share, with what each asks of its value. */

import { addDays, seoulToday } from "../core/dates.js";
import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { emailProblem, lengthProblem, MAX_LENGTH, passwordRules } from "../state/account-rules.js";
import { passwordMinLength } from "../state/labels.js";
import { choiceField, passwordField, textField } from "./form-fields.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/forms.d.ts").InputField} InputField */
/** @typedef {import("../../types/shapes.d.ts").Account} Account */
/** @typedef {import("../core/i18n.js").Key} Key */

const NAME_LENGTH = { least: 2, most: 30 };
const OLDEST_YEARS = 120;
const GENDERS = /** @type {const} */ (["female", "male", "other", "undisclosed"]);

/**
 * @param {{ value?: string }} [options]
 * @returns {InputField}
 */
export function emailField({ value = "" } = {}) {
  return textField({
    name: "email",
    label: t("account.email"),
    type: "email",
    autocomplete: "email",
    value,
    problem(typed) {
      const wrong = emailProblem(typed);
      return wrong && t(/** @type {Key} */ (`account.email.${wrong}`));
    },
    inputmode: "email",
    spellcheck: "false",
    maxlength: 254,
  });
}

/**
 * The password that an account has.
 * @param {{ name?: string, label?: string, aside?: import("../core/h.js").Children }} [options]
 * @returns {InputField}
 */
export function currentPasswordField({ name = "password", label = t("account.password"), aside } = {}) {
  return passwordField({
    name,
    label,
    aside,
    autocomplete: "current-password",
    problem: (typed) => (typed === "" ? t("account.password.empty") : null),
  });
}

/**
 * A password to be, with the rules ticked off while it is typed.
 * @param {{ name: string, label: string, person: () => import("../../types/account.d.ts").Person }} options
 * @returns {InputField & { refresh: () => void }} `refresh` when the person's data changed
 */
export function newPasswordField({ name, label, person }) {
  /** @type {import("../../types/account.d.ts").Refused | null} */
  let refused = null;
  const rules = h("ul", { class: "rules", role: "list" });
  const field = passwordField({
    name,
    label,
    autocomplete: "new-password",
    below: rules,
    problem(typed) {
      const wrong = lengthProblem(typed);
      return (
        wrong &&
        t(/** @type {Key} */ (`account.password.${wrong}`), { n: wrong === "long" ? MAX_LENGTH : passwordMinLength() })
      );
    },
  });
  const refresh = () => {
    rules.replaceChildren(...passwordRules(field.input.value, person(), refused).map(ruleRow));
  };
  field.input.addEventListener("input", refresh);
  refresh();
  return {
    ...field,
    refresh,
    show(text, codes = []) {
      if (codes.length > 0) refused = { password: field.input.value, codes };
      field.show(text);
      refresh();
    },
  };
}

/** @param {import("../../types/account.d.ts").Rule} rule */
function ruleRow({ name, met }) {
  const words = t(/** @type {Key} */ (`account.rule.${name}`), { n: passwordMinLength() });
  if (met === null) return h("li", { class: "rule" }, icon("circle"), words);
  return h(
    "li",
    { class: "rule", "data-met": String(met) },
    met ? icon("check-circle-fill") : icon("x-circle-fill"),
    h("span", null, words, h("span", { class: "visually-hidden" }, `, ${t(`account.rule.${met}`)}`)),
  );
}

/**
 * @param {{ value?: string }} [options]
 * @returns {InputField}
 */
export function usernameField({ value = "" } = {}) {
  const field = textField({
    name: "username",
    label: t("account.username"),
    autocomplete: "nickname",
    value,
    hint: t("account.username.hint"),
    problem(typed) {
      const length = [...typed.trim()].length;
      if (length === 0) return t("account.username.empty");
      if (length < NAME_LENGTH.least) return t("account.username.short");
      return length > NAME_LENGTH.most ? t("account.username.long", { n: NAME_LENGTH.most, have: length }) : null;
    },
  });
  return { ...field, value: () => field.input.value.trim() };
}

/** @param {{ value?: Account["gender"] }} [options] */
export function genderField({ value = null } = {}) {
  return choiceField({
    name: "gender",
    label: t("account.gender"),
    optional: true,
    items: GENDERS.map((code) => ({ value: code, label: t(`account.gender.${code}`) })),
    value: value ?? "undisclosed",
  });
}

/**
 * @param {{ value?: string | null }} [options]
 * @returns {InputField}
 */
export function birthdayField({ value = null } = {}) {
  const today = seoulToday();
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
  const field = textField({
    name: "birthday",
    label: t("account.birthday"),
    type: "date",
    autocomplete: "bday",
    value: value ?? "",
    optional: true,
    hint: t("account.birthday.hint"),
    problem(typed, input) {
      if (input.validity.badInput) return t("account.birthday.wrong");
      if (typed >= today) return t("account.birthday.future");
      return typed !== "" && typed < oldest ? t("account.birthday.wrong") : null;
    },
    min: oldest,
    max: addDays(today, -1),
  });
  return { ...field, value: () => field.input.value || null };
}

/**
 * Whose password it is, for the password manager.
 * @param {string} email
 */
export function ownerOf(email) {
  const input = h("input", { type: "email", name: "username", autocomplete: "username", readonly: true, hidden: true });
  input.value = email;
  return input;
}
