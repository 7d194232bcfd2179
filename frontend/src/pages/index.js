/** Every address of the app and the page that answers it. Pages load when they are first visited. */

import { needStyles } from "../core/head.js";

/**
 * A page with a style sheet of its own: both are fetched at once.
 * @param {string} href
 * @param {() => Promise<import("../core/history.js").PageModule>} load
 */
function withStyles(href, load) {
  return async () => (await Promise.all([load(), needStyles(href)]))[0];
}

const browse = withStyles("/styles/browse.css", () => import("./browse.js"));
const performance = withStyles("/styles/detail.css", () => import("./performance.js"));
const venue = withStyles("/styles/detail.css", () => import("./venue.js"));

/** @type {readonly import("../core/history.js").Route[]} */
export const ROUTES = [
  { name: "home", path: /^\/$/, load: () => import("./home.js") },
  { name: "rankings", path: /^\/rankings$/, load: () => import("./rankings.js") },
  { name: "performance", path: /^\/performances\/(?<id>PF[0-9]{6,10})$/, load: performance },
  { name: "venue", path: /^\/venues\/(?<id>FC[0-9]{6,10})$/, load: venue },
  { name: "browse", path: /^\/performances$/, load: browse },
  { name: "browse", path: /^\/genres\/(?<genre>\w{1,40})$/, load: browse },
  { name: "browse", path: /^\/regions\/(?<region>\w{1,40})$/, load: browse },
  { name: "browse", path: /^\/people\/(?<person>\d{1,18})$/, load: browse },
  { name: "browse", path: /^\/companies\/(?<company>\d{1,18})$/, load: browse },
  { name: "browse", path: /^\/tags\/(?<tag>[\w-]{1,40})$/, load: browse },
  { name: "about", path: /^\/about$/, load: () => import("./about.js") },
  { name: "accessibility", path: /^\/accessibility$/, load: () => import("./accessibility.js") },
  { name: "privacy", path: /^\/privacy$/, load: () => import("./privacy.js") },
  { name: "terms", path: /^\/terms$/, load: () => import("./terms.js") },
  { name: "offline", path: /^\/offline$/, load: () => import("./offline.js") },
];
