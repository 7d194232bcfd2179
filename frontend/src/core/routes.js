/** Matching paths to pages: pure, so that it runs in tests without a browser. */

/**
 * @typedef {object} Route
 * @property {string} name names the page in `data-page` and in the navigation
 * @property {RegExp} path matched against the path without language prefix; named groups become `params`
 * @property {() => Promise<PageModule>} load
 */

/**
 * @typedef {object} PageContext
 * @property {Record<string, string>} params decoded groups of the route's pattern
 * @property {URLSearchParams} query
 * @property {string} path without the language prefix
 * @property {AbortSignal} signal aborts when the page is left
 * @property {boolean} back whether the visitor came by Back or Forward
 */

/**
 * @typedef {object} PageHandle
 * @property {(context: PageContext) => void | Promise<void>} [update] called when only the query changed; without it
 *   the page is mounted anew
 */

/**
 * @callback Page draw the frame (with its `h1`) before the first await, then fill it
 * @param {HTMLElement} root
 * @param {PageContext} context
 * @returns {Promise<PageHandle | void> | PageHandle | void}
 */

/** @typedef {{ mount: Page }} PageModule */

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
