/**
 * The rules for a new password as a list that fills while one types. The server decides; it alone knows the common ones.
 */

export const MIN_LENGTH = 8;
export const MAX_LENGTH = 128;
const MIN_WORD = 4;
const SERVICE_WORDS = ["culturepedia", "컬처피디아"];

/**
 * @typedef {"length" | "unlike" | "uncommon"} RuleName
 * @typedef {{ name: RuleName, met: boolean | null }} Rule null: not known yet
 */

/**
 * @param {string} password
 * @returns {boolean} whether its length is right
 */
export function hasGoodLength(password) {
  const length = [...password].length;
  return length >= MIN_LENGTH && length <= MAX_LENGTH;
}

/**
 * @param {string} password
 * @param {{ email: string, username: string }} person
 * @returns {boolean} whether the service's name or the person's address or name stands in it
 */
export function namesTheContext(password, { email, username }) {
  const typed = password.toLowerCase();
  const words = [...SERVICE_WORDS, email.split("@")[0] ?? "", username, ...username.split(/\s+/)];
  return words.some((word) => [...word].length >= MIN_WORD && typed.includes(word.toLowerCase()));
}

/**
 * @param {string} password
 * @param {{ email: string, username: string, refused?: Refused | null }} facts
 * @returns {Rule[]}
 *
 * @typedef {{ password: string, codes: readonly string[] }} Refused what the server said of a password
 */
export function passwordRules(password, { email, username, refused = null }) {
  const codes = refused?.password === password ? refused.codes : [];
  const isLike = namesTheContext(password, { email, username }) || codes.some((code) => /similar|context/.test(code));
  const isCommon = codes.includes("password_too_common") || codes.includes("password_entirely_numeric");
  return [
    { name: "length", met: password === "" ? null : hasGoodLength(password) },
    { name: "unlike", met: password === "" ? null : !isLike },
    { name: "uncommon", met: isCommon ? false : null },
  ];
}
