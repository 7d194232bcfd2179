/** Where to go after signing in: `next` is written by anybody, so only a path of this app is followed. */

import { splitLanguage } from "./i18n.js";

const MAX_LENGTH = 2000;
const ORIGIN = "http://app.invalid";
/** Pages that would only send a signed-in person on, to a `next` of their own. */
const ENTRANCES = /^\/(signin|signup|password\/(forgot|reset)|verify)\/*$/;

/**
 * @param {string | null} value
 * @param {string} [otherwise]
 * @returns {string} a path without language prefix, with its query and hash
 */
export function nextPath(value, otherwise = "/me") {
  if (!value || value.length > MAX_LENGTH || !value.startsWith("/")) return otherwise;
  let url;
  try {
    url = new URL(value, ORIGIN); // reads tabs, backslashes and dots as the browser would
  } catch {
    return otherwise; // `//` alone, for one
  }
  const { path } = splitLanguage(url.pathname);
  // `/./` and `/en/` may leave two slashes at the front, which the browser would take for another host.
  if (url.origin !== ORIGIN || path.startsWith("//") || url.pathname.startsWith("//")) return otherwise;
  if (ENTRANCES.test(path)) return nextPath(url.searchParams.get("next"), otherwise);
  return path + url.search + url.hash;
}
