/** Korean particles that depend on how the word before them ends. */

const PAIRS = /** @type {Record<string, [string, string]>} */ ({
  을를: ["을", "를"],
  은는: ["은", "는"],
  이가: ["이", "가"],
  과와: ["과", "와"],
  와과: ["과", "와"],
  으로: ["으로", "로"],
  이나: ["이나", "나"],
  아야: ["아", "야"],
});
const RIEUL = 8;
const DIGIT_FINALS = [21, RIEUL, 0, 16, 0, 0, 1, RIEUL, RIEUL, 0]; // 영 일 이 삼 사 오 육 칠 팔 구

/**
 * The final consonant of the last sound: 0 for none. Latin words are judged by their last letter.
 * @param {string} word
 * @returns {number}
 */
function finalConsonant(word) {
  const last = word.replace(/[^\p{L}\p{N}]+$/u, "").at(-1) ?? "";
  const code = last.codePointAt(0) ?? 0;
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28;
  if (/[0-9]/.test(last)) return DIGIT_FINALS[Number(last)] ?? 0;
  if (/[lL]/.test(last)) return RIEUL;
  return /[mnMNR]/.test(last) ? 1 : 0;
}

/**
 * @param {string} word
 * @param {string} pair such as `을를`
 * @returns {string} the fitting one of the two
 * @throws {RangeError} an unknown pair
 */
export function particle(word, pair) {
  const forms = PAIRS[pair];
  if (!forms) throw new RangeError(`unknown particle ${pair}`);
  const final = finalConsonant(word);
  const open = final === 0 || (pair === "으로" && final === RIEUL);
  return forms[open ? 1 : 0];
}
