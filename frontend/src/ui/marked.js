/** Texts in which what matched is marked. */

import { h } from "../core/h.js";

/**
 * A text in pieces, those that matched told from the rest.
 * @param {string} text
 * @param {readonly (readonly number[])[]} spans as the API gives them: first and after the last, in code points
 * @returns {{ text: string, isHit: boolean }[]}
 */
export function pieces(text, spans) {
  const points = [...text];
  const found = [];
  let at = 0;
  for (const [first = 0, end = 0] of spans) {
    const from = Math.max(first, at);
    if (end <= from || from >= points.length) continue;
    found.push({ text: points.slice(at, from).join(""), isHit: false });
    found.push({ text: points.slice(from, end).join(""), isHit: true });
    at = end;
  }
  found.push({ text: points.slice(at).join(""), isHit: false });
  return found.filter((piece) => piece.text !== "");
}

/**
 * @param {string} text
 * @param {readonly (readonly number[])[]} [spans]
 * @returns {(HTMLElement | string)[]} the text with what matched marked
 */
export function marked(text, spans = []) {
  return pieces(text, spans).map((piece) => (piece.isHit ? h("mark", null, piece.text) : piece.text));
}
