/** Every address of the app and the page that answers it. Pages load when they are first visited. */

/** @type {readonly import("../core/routes.js").Route[]} */
export const ROUTES = [
  { name: "home", path: /^\/$/, load: () => import("./home.js") },
  { name: "rankings", path: /^\/rankings$/, load: () => import("./rankings.js") },
  { name: "performance", path: /^\/performances\/(?<id>PF[0-9]{6,10})$/, load: () => import("./performance.js") },
  { name: "venue", path: /^\/venues\/(?<id>FC[0-9]{6,10})$/, load: () => import("./venue.js") },
  { name: "browse", path: /^\/performances$/, load: () => import("./browse.js") },
  { name: "browse", path: /^\/genres\/(?<genre>\w{1,40})$/, load: () => import("./browse.js") },
  { name: "browse", path: /^\/regions\/(?<region>\w{1,40})$/, load: () => import("./browse.js") },
  { name: "browse", path: /^\/people\/(?<person>\d{1,18})$/, load: () => import("./browse.js") },
  { name: "browse", path: /^\/companies\/(?<company>\d{1,18})$/, load: () => import("./browse.js") },
  { name: "browse", path: /^\/tags\/(?<tag>[\w-]{1,40})$/, load: () => import("./browse.js") },
  { name: "about", path: /^\/about$/, load: () => import("./about.js") },
  { name: "accessibility", path: /^\/accessibility$/, load: () => import("./accessibility.js") },
  { name: "privacy", path: /^\/privacy$/, load: () => import("./privacy.js") },
  { name: "terms", path: /^\/terms$/, load: () => import("./terms.js") },
  { name: "offline", path: /^\/offline$/, load: () => import("./offline.js") },
];
