/** Every address of the app and the page that answers it. Pages load when they are first visited. */

import { needStyles } from "../core/head.js";
import { needAccountMessages, needMessages } from "../core/i18n.js";
import { loadLabels } from "../state/labels.js";

/**
 * A page with a style sheet of its own: both are fetched at once.
 * @param {string} href
 * @param {() => Promise<import("../../types/pages.d.ts").PageModule>} load
 */
function withStyles(href, load) {
  return async () => (await Promise.all([load(), needStyles(href)]))[0];
}

const browse = withStyles("/styles/browse.css", async () => {
  const [page] = await Promise.all([import("./browse.js"), needMessages("find")]);
  return page;
});
const performance = withStyles(
  "/styles/detail.css",
  detailed(() => import("./performance.js")),
);
const article = withStyles("/styles/article.css", () => import("./article.js"));
const venue = withStyles(
  "/styles/detail.css",
  detailed(() => import("./venue.js")),
);

/** The page of a performance or a venue, with its words.
 * @param {() => Promise<import("../../types/pages.d.ts").PageModule>} load */
function detailed(load) {
  return async () => (await Promise.all([load(), needMessages("detail")]))[0];
}

/** A performance's page with what its reviews need.
 * @param {() => Promise<import("../../types/pages.d.ts").PageModule>} load */
function reviewed(load) {
  const styles = ["/styles/detail.css", "/styles/account.css", "/styles/reviews.css"];
  return async () => (await Promise.all([load(), needMessages("detail", "reviews"), ...styles.map(needStyles)]))[0];
}

const review = reviewed(() => import("./review.js"));
const reviews = reviewed(() => import("./reviews.js"));

/** One's own pages: the account's words and styles, and their own.
 * @param {() => Promise<import("../../types/pages.d.ts").PageModule>} load */
function mine(load) {
  const styles = ["/styles/account.css", "/styles/reviews.css", "/styles/mine.css"];
  return async () =>
    (await Promise.all([load(), needMessages("account", "reviews", "mine"), ...styles.map(needStyles)]))[0];
}

/**
 * A page of the account, with the words and styles of all of them.
 * @param {() => Promise<import("../../types/pages.d.ts").PageModule>} load
 */
function account(load) {
  return async () =>
    (await Promise.all([load(), needStyles("/styles/account.css"), needAccountMessages(), loadLabels()]))[0];
}

const searchesPage = mine(
  async () =>
    (await Promise.all([import("./me/searches.js"), needMessages("find"), needStyles("/styles/search.css")]))[0],
);

/** Recommendations, with their words and styles.
 * @param {() => Promise<import("../../types/pages.d.ts").PageModule>} load */
function recommending(load) {
  return withStyles("/styles/recs.css", async () => (await Promise.all([load(), needMessages("recs")]))[0]);
}

const used = recommending(mine(() => import("./me/taste.js")));

/** @type {readonly import("../../types/pages.d.ts").Route[]} */
export const ROUTES = [
  { name: "home", path: /^\/$/, load: () => import("./home.js") },
  { name: "rankings", path: /^\/rankings$/, load: () => import("./rankings.js") },
  { name: "performance", path: /^\/performances\/(?<id>PF[0-9]{6,10})$/, load: performance },
  { name: "review", path: /^\/performances\/(?<id>PF[0-9]{6,10})\/review$/, load: review },
  { name: "reviews", path: /^\/performances\/(?<id>PF[0-9]{6,10})\/reviews$/, load: reviews },
  { name: "venue", path: /^\/venues\/(?<id>FC[0-9]{6,10})$/, load: venue },
  { name: "browse", path: /^\/performances$/, load: browse },
  { name: "browse", path: /^\/genres\/(?<genre>\w{1,40})$/, load: browse },
  { name: "browse", path: /^\/regions\/(?<region>\w{1,40})$/, load: browse },
  { name: "browse", path: /^\/people\/(?<person>\d{1,18})$/, load: browse },
  { name: "browse", path: /^\/companies\/(?<company>\d{1,18})$/, load: browse },
  { name: "browse", path: /^\/tags\/(?<tag>[\w-]{1,40})$/, load: browse },
  { name: "recommendations", path: /^\/recommendations$/, load: recommending(() => import("./recommendations.js")) },
  { name: "taste", path: /^\/recommendations\/taste$/, load: recommending(() => import("./taste.js")) },
  { name: "signin", path: /^\/signin$/, load: account(() => import("./account/enter.js")) },
  { name: "signup", path: /^\/signup$/, load: account(() => import("./account/enter.js")) },
  { name: "forgot", path: /^\/password\/forgot$/, load: account(() => import("./account/enter.js")) },
  { name: "reset", path: /^\/password\/reset$/, load: account(() => import("./account/mailed.js")) },
  { name: "verify", path: /^\/verify$/, load: account(() => import("./account/mailed.js")) },
  { name: "me", path: /^\/me$/, load: mine(() => import("./me/profile.js")) },
  { name: "diary", path: /^\/me\/diary$/, load: mine(() => import("./me/diary.js")) },
  { name: "favorites", path: /^\/me\/favorites$/, load: mine(() => import("./me/favorites.js")) },
  { name: "own-reviews", path: /^\/me\/reviews$/, load: mine(() => import("./me/reviews.js")) },
  { name: "stats", path: /^\/me\/stats$/, load: mine(() => import("./me/stats.js")) },
  { name: "notices", path: /^\/me\/notices$/, load: mine(() => import("./me/notices.js")) },
  { name: "searches", path: /^\/me\/searches$/, load: searchesPage },
  { name: "used", path: /^\/me\/taste$/, load: used },
  { name: "edit", path: /^\/me\/edit$/, load: account(() => import("./me/profile.js")) },
  { name: "password", path: /^\/me\/password$/, load: account(() => import("./me/security.js")) },
  { name: "devices", path: /^\/me\/devices$/, load: account(() => import("./me/security.js")) },
  { name: "delete", path: /^\/me\/delete$/, load: account(() => import("./me/security.js")) },
  { name: "about", path: /^\/about$/, load: article },
  { name: "accessibility", path: /^\/accessibility$/, load: article },
  { name: "privacy", path: /^\/privacy$/, load: article },
  { name: "terms", path: /^\/terms$/, load: article },
  { name: "offline", path: /^\/offline$/, load: () => import("./offline.js") },
];
