/** A number for a text, for pictures that must look the same each time. */

/**
 * @param {string} text
 * @returns {number} always the same for the same text
 */
export function hash(text) {
  let value = 2166136261;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;
  return value;
}
