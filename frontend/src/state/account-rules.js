/** What can be said of an address and a password before the server has seen them. The server decides. */

import { passwordMinLength } from "./labels.js";

/** @typedef {import("../../types/account.d.ts").Person} Person */

export const MAX_LENGTH = 128;
const MIN_WORD = 4; // shorter words stand in too many good passwords by chance

/**
 * @param {string} value
 * @returns {"empty" | "dot" | "wrong" | null} null: it may well be an e-mail address
 */
export function emailProblem(value) {
  const email = value.trim();
  if (email === "") return "empty";
  const domain = /^[^\s@]+@([^\s@]+)$/.exec(email)?.[1];
  if (domain && !domain.includes(".")) return "dot";
  return !domain || /^\.|\.\.|\.$|,/.test(domain) ? "wrong" : null;
}

/**
 * @param {string} password
 * @returns {"empty" | "short" | "long" | null}
 */
export function lengthProblem(password) {
  const length = [...password].length;
  if (length === 0) return "empty";
  if (length < passwordMinLength()) return "short";
  return length > MAX_LENGTH ? "long" : null;
}

/**
 * @param {string} password
 * @param {Person} person
 * @returns {boolean} whether the person's address or name stands in it
 */
function namesThePerson(password, { email, username }) {
  const typed = password.toLowerCase();
  const words = [email.split("@")[0] ?? "", username, ...username.split(/\s+/)];
  return words.some((word) => [...word].length >= MIN_WORD && typed.includes(word.toLowerCase()));
}

/**
 * The rules for a new password, as a list that fills while one types. Only the server knows the common ones.
 * @param {string} password
 * @param {Person} person
 * @param {import("../../types/account.d.ts").Refused | null} [refused]
 * @returns {import("../../types/account.d.ts").Rule[]}
 */
export function passwordRules(password, person, refused = null) {
  if (password === "") return ["length", "unlike", "uncommon"].map((name) => ({ name, met: null }));
  const codes = refused?.password === password ? refused.codes : [];
  const has = (/** @type {RegExp} */ pattern) => codes.some((code) => pattern.test(code));
  return [
    { name: "length", met: lengthProblem(password) === null && !has(/short|long|max_length/) },
    { name: "unlike", met: !namesThePerson(password, person) && !has(/similar|context/) },
    { name: "uncommon", met: has(/common/) ? false : null },
  ];
}
