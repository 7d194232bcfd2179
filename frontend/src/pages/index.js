/** Every address of the app and the page that answers it. Pages load when they are first visited. */

/** @type {readonly import("../core/routes.js").Route[]} */
export const ROUTES = [
  { name: "home", path: /^\/$/, load: () => import("./home.js") },
  { name: "rankings", path: /^\/rankings$/, load: () => import("./rankings.js") },
  { name: "about", path: /^\/about$/, load: () => import("./about.js") },
  { name: "accessibility", path: /^\/accessibility$/, load: () => import("./accessibility.js") },
  { name: "privacy", path: /^\/privacy$/, load: () => import("./privacy.js") },
  { name: "terms", path: /^\/terms$/, load: () => import("./terms.js") },
  { name: "offline", path: /^\/offline$/, load: () => import("./offline.js") },
];
