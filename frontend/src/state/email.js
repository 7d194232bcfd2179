/** What can be said of an e-mail address before the server has seen it. */

/**
 * @param {string} value
 * @returns {"empty" | "dot" | "wrong" | null} null: it may well be one
 */
export function emailProblem(value) {
  const email = value.trim();
  if (email === "") return "empty";
  const match = /^[^\s@]+@([^\s@]+)$/.exec(email);
  if (!match) return "wrong";
  const domain = /** @type {string} */ (match[1]);
  if (!domain.includes(".")) return "dot";
  return /^\.|\.\.|\.$|,/.test(domain) ? "wrong" : null;
}
