/**
 * What the router knows of addresses and of the browser's history: which page answers a path (pure, so that it runs in
 * tests without a browser), and where the visitor was on each entry, kept in sessionStorage by the key of the entry.
 */

/** @typedef {import("../../types/pages.d.ts").Route} Route */

/**
 * @param {readonly Route[]} routes
 * @param {string} path without language prefix
 * @returns {{ route: Route, params: Record<string, string> } | null}
 */
export function matchRoute(routes, path) {
  const clean = path.length > 1 ? path.replace(/\/+$/, "") || "/" : path;
  for (const route of routes) {
    const match = route.path.exec(clean);
    const params = match && decodeGroups(match.groups ?? {});
    if (params) return { route, params };
  }
  return null;
}

/**
 * @param {Record<string, string>} groups
 * @returns {Record<string, string> | null} null for broken percent-encoding: such an address is no page
 */
function decodeGroups(groups) {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value ?? "")]));
  } catch {
    return null;
  }
}

/**
 * Tell whether a click on a link is ours to handle: plain left click, same origin, same window, no download.
 * @param {Pick<MouseEvent, "button" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey" | "defaultPrevented">} event
 * @param {{ origin: string, target: string, download: boolean }} link
 * @param {string} origin
 * @returns {boolean}
 */
export function isPlainClick(event, link, origin) {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  const elsewhere = link.origin !== origin || (link.target !== "" && link.target !== "_self") || link.download;
  return event.button === 0 && !modified && !event.defaultPrevented && !elsewhere;
}

const PREFIX = "place:";

/** @typedef {{ y: number, href: string | null, index: number }} Place */

/** @returns {string} the key of the current history entry; a new one is given to entries that have none */
export function entryKey() {
  const known = history.state?.key;
  if (typeof known === "string") return known;
  const key = newKey();
  history.replaceState({ ...history.state, key }, "");
  return key;
}

/**
 * Add or replace a history entry; each knows how many entries of this app lie before it.
 * @param {string} href
 * @param {{ replace?: boolean }} [how]
 * @returns {string} the entry's key
 */
export function writeEntry(href, { replace = false } = {}) {
  const depth = entryDepth();
  if (replace) {
    const key = entryKey();
    history.replaceState({ key, depth }, "", href);
    return key;
  }
  const key = newKey();
  history.pushState({ key, depth: depth + 1 }, "", href);
  return key;
}

/** @returns {number} how many steps Back stays in this app */
export function entryDepth() {
  const depth = history.state?.depth;
  return typeof depth === "number" ? depth : 0;
}

/** @returns {string} */
function newKey() {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
}

/** @type {{ key: string, href: string, index: number } | null} */
let followed = null;

/**
 * Note the link that leads away from the current page, to give it the focus again on return.
 * @param {HTMLAnchorElement} link
 */
export function noteFollowed(link) {
  const href = link.getAttribute("href") ?? "";
  const same = [...document.querySelectorAll("main a")].filter((other) => other.getAttribute("href") === href);
  const index = same.indexOf(link);
  followed = index < 0 ? null : { key: entryKey(), href, index };
}

/**
 * Remember the place on the entry with this key.
 * @param {string} key
 */
export function savePlace(key) {
  const link = followed?.key === key ? followed : null;
  /** @type {Place} */
  const place = { y: Math.round(window.scrollY), href: link?.href ?? null, index: link?.index ?? 0 };
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(place));
  } catch {
    // Storage is full or blocked: Back starts at the top then.
  }
}

/**
 * @param {string} key
 * @returns {Place | null}
 */
export function readPlace(key) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "null");
  } catch {
    return null; // blocked storage or foreign text: no known place
  }
}

/**
 * Scroll to a place and focus the link that was followed from it.
 * @param {Place} place
 * @returns {boolean} whether the link took the focus
 */
export function restorePlace(place) {
  window.scrollTo({ top: place.y, behavior: "instant" });
  if (place.href === null) return false;
  const links = [...document.querySelectorAll("main a")].filter((link) => link.getAttribute("href") === place.href);
  const link = links[place.index] ?? links[0];
  if (!(link instanceof HTMLElement)) return false;
  link.focus({ preventScroll: true });
  return document.activeElement === link;
}
