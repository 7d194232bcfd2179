/** Saving what a script holds as a file. */

import { h } from "../core/h.js";

/**
 * @param {string} name
 * @param {Blob} content
 */
export function saveFile(name, content) {
  const link = h("a", { download: name });
  // h() takes web addresses only; this one is made here and points to bytes in memory, so it is the one that may differ.
  link.href = URL.createObjectURL(content);
  link.click();
  URL.revokeObjectURL(link.href);
}
