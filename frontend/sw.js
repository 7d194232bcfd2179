/**
 * Makes what was seen work without a connection. Online it changes nothing but speed: files and answers come from the
 * network, and from here only when the network fails or takes longer than three seconds. Only public GETs are kept.
 */

/// <reference lib="webworker" />

// precache: made by `npm run precache`
const VERSION = "609e89b9ebdc";
/** @type {string[]} */
const PRECACHE = [
  "/",
  "/config.js",
  "/manifest.webmanifest",
  "/assets/icon.svg",
  "/assets/icons.svg",
  "/src/api/account.js",
  "/src/api/catalogue.js",
  "/src/api/mine.js",
  "/src/api/performances.js",
  "/src/api/recommendations.js",
  "/src/api/reviews.js",
  "/src/api/searches.js",
  "/src/boot.js",
  "/src/core/dates.js",
  "/src/core/format.js",
  "/src/core/h.js",
  "/src/core/hash.js",
  "/src/core/head.js",
  "/src/core/history.js",
  "/src/core/http.js",
  "/src/core/i18n.js",
  "/src/core/next-path.js",
  "/src/core/presence.js",
  "/src/core/query.js",
  "/src/core/router.js",
  "/src/core/session.js",
  "/src/core/store.js",
  "/src/core/units.js",
  "/src/i18n/account.en.js",
  "/src/i18n/account.ko.js",
  "/src/i18n/articles.en.js",
  "/src/i18n/articles.ko.js",
  "/src/i18n/detail.en.js",
  "/src/i18n/detail.ko.js",
  "/src/i18n/en.js",
  "/src/i18n/find.en.js",
  "/src/i18n/find.ko.js",
  "/src/i18n/ko.js",
  "/src/i18n/mine.en.js",
  "/src/i18n/mine.ko.js",
  "/src/i18n/particles.js",
  "/src/i18n/recs.en.js",
  "/src/i18n/recs.ko.js",
  "/src/i18n/reviews.en.js",
  "/src/i18n/reviews.ko.js",
  "/src/main.js",
  "/src/pages/account/enter.js",
  "/src/pages/account/mailed.js",
  "/src/pages/article.js",
  "/src/pages/browse.js",
  "/src/pages/browse/bar.js",
  "/src/pages/browse/browser.js",
  "/src/pages/browse/empty.js",
  "/src/pages/browse/heading.js",
  "/src/pages/browse/known.js",
  "/src/pages/browse/rail.js",
  "/src/pages/browse/results.js",
  "/src/pages/browse/sheet.js",
  "/src/pages/browse/tools.js",
  "/src/pages/failed.js",
  "/src/pages/home.js",
  "/src/pages/index.js",
  "/src/pages/me/diary.js",
  "/src/pages/me/favorites.js",
  "/src/pages/me/notices.js",
  "/src/pages/me/profile.js",
  "/src/pages/me/reviews.js",
  "/src/pages/me/searches.js",
  "/src/pages/me/security.js",
  "/src/pages/me/stats.js",
  "/src/pages/me/taste.js",
  "/src/pages/not-found.js",
  "/src/pages/offline.js",
  "/src/pages/performance.js",
  "/src/pages/rankings.js",
  "/src/pages/recommendations.js",
  "/src/pages/review.js",
  "/src/pages/reviews.js",
  "/src/pages/taste.js",
  "/src/pages/venue.js",
  "/src/state/account-rules.js",
  "/src/state/account.js",
  "/src/state/browse-choices.js",
  "/src/state/browse-facets.js",
  "/src/state/browse-filters.js",
  "/src/state/calendar.js",
  "/src/state/drafts.js",
  "/src/state/filter-labels.js",
  "/src/state/labels.js",
  "/src/state/mine.js",
  "/src/state/outbox.js",
  "/src/state/own-review.js",
  "/src/state/ratings.js",
  "/src/state/searches.js",
  "/src/state/suggestions.js",
  "/src/state/taste.js",
  "/src/state/theme.js",
  "/src/ui/account-fields.js",
  "/src/ui/account-page.js",
  "/src/ui/badges.js",
  "/src/ui/bar-list.js",
  "/src/ui/calendars.js",
  "/src/ui/card.js",
  "/src/ui/chip.js",
  "/src/ui/constellation.js",
  "/src/ui/controls.js",
  "/src/ui/detail-about.js",
  "/src/ui/detail-actions.js",
  "/src/ui/detail-head.js",
  "/src/ui/detail-visitor.js",
  "/src/ui/detail-when.js",
  "/src/ui/dialog.js",
  "/src/ui/favoriting.js",
  "/src/ui/filling.js",
  "/src/ui/filter-days.js",
  "/src/ui/filter-option.js",
  "/src/ui/filter-panel.js",
  "/src/ui/fonts.js",
  "/src/ui/form-fields.js",
  "/src/ui/form.js",
  "/src/ui/frame.js",
  "/src/ui/heart.js",
  "/src/ui/home-best.js",
  "/src/ui/home-recs.js",
  "/src/ui/icon.js",
  "/src/ui/latest-reviews.js",
  "/src/ui/long-fields.js",
  "/src/ui/marked.js",
  "/src/ui/merging.js",
  "/src/ui/mine-overview.js",
  "/src/ui/mine-page.js",
  "/src/ui/more.js",
  "/src/ui/motifs.js",
  "/src/ui/navigation.js",
  "/src/ui/notify.js",
  "/src/ui/outbox.js",
  "/src/ui/poster.js",
  "/src/ui/ranking-block.js",
  "/src/ui/rec-views.js",
  "/src/ui/recommended.js",
  "/src/ui/report-sheet.js",
  "/src/ui/review-card.js",
  "/src/ui/review-fields.js",
  "/src/ui/review-notices.js",
  "/src/ui/review-section.js",
  "/src/ui/review-sheet.js",
  "/src/ui/review-summary.js",
  "/src/ui/search-bar.js",
  "/src/ui/search-box.js",
  "/src/ui/search-dialog.js",
  "/src/ui/search-panel.js",
  "/src/ui/search-past.js",
  "/src/ui/section.js",
  "/src/ui/sellers.js",
  "/src/ui/share.js",
  "/src/ui/show-picker.js",
  "/src/ui/sign-in.js",
  "/src/ui/similar.js",
  "/src/ui/spotlight.js",
  "/src/ui/stars.js",
  "/src/ui/strip.js",
  "/src/ui/switch.js",
  "/src/ui/tag-report-sheet.js",
  "/src/ui/taste-picker.js",
  "/src/ui/taste-rail.js",
  "/src/ui/taste-saving.js",
  "/src/ui/type-poster.js",
  "/src/ui/undoable.js",
  "/src/ui/venue-card.js",
  "/src/ui/visit-sheet.js",
  "/src/ui/visit-stub.js",
  "/src/ui/worker.js",
  "/styles/account.css",
  "/styles/article.css",
  "/styles/base.css",
  "/styles/browse.css",
  "/styles/components.css",
  "/styles/detail.css",
  "/styles/mine.css",
  "/styles/print.css",
  "/styles/recs.css",
  "/styles/reviews.css",
  "/styles/search.css",
  "/styles/tokens.css",
  "/vendor/bootstrap/5.3.9/bootstrap.min.css",
];
// /precache

const SHELL = "/";
const FILES = `files-${VERSION}`;
const ANSWERS = "answers-1";
const POSTERS = "posters-1";
const PATIENCE_MS = 3_000;
const ANSWER_LIMIT = 60;
const POSTER_LIMIT = 150;
const ANSWER_AGE_MS = 7 * 86_400_000;
const SAVED_AT = "X-Saved-At";
const PRIVATE = /^\/api\/v1\/(me|auth|recommendations)(\/|$)/;
/** What people type is not kept: a cleared search history would live on here, and each key would push out a page. */
const TYPED = /\/performances(\/suggest|\?(.*&)?q=)/;
const APP_FILE = /^\/(src|styles|assets|vendor)\/|^\/(config\.js|manifest\.webmanifest)$/;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(PRECACHE)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldFiles().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("Authorization") || request.headers.has("Range")) return;
  const url = new URL(request.url);
  const own = url.origin === worker.location.origin;
  if (request.mode === "navigate") {
    if (own) event.respondWith(page(request));
  } else if (own && url.pathname.startsWith("/media/")) event.respondWith(poster(request));
  else if (own && APP_FILE.test(url.pathname)) event.respondWith(file(request));
  else if (isPublicAnswer(request, url)) event.respondWith(answer(request));
});

/**
 * @param {Request} request
 * @param {URL} url
 */
function isPublicAnswer(request, url) {
  const wantsJson = request.headers.get("Accept")?.startsWith("application/json") ?? false;
  return wantsJson && url.pathname.startsWith("/api/v1/") && !PRIVATE.test(url.pathname) && !TYPED.test(url.href);
}

async function forgetOldFiles() {
  const kept = [FILES, ANSWERS, POSTERS];
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !kept.includes(name)).map((name) => caches.delete(name)));
}

/**
 * The network's answer, or what is kept when the network fails or is too slow. Errors of the server count as answers.
 * @param {Request} request
 * @param {() => Promise<Response | undefined>} findKept
 * @param {(response: Response) => void} [keep]
 * @returns {Promise<Response>}
 */
async function networkFirst(request, findKept, keep) {
  const network = fetch(request).then((response) => {
    if (response.ok) keep?.(response.clone());
    return response;
  });
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const first = await Promise.race([network, patience]);
    if (first instanceof Response) return first;
    const kept = await findKept();
    network.catch(() => {}); // too late to matter: the kept one is shown
    return kept ?? (await network);
  } catch (error) {
    const kept = await findKept();
    if (kept) return kept;
    throw error;
  }
}

/** @param {Request} request */
function page(request) {
  return networkFirst(request, () => caches.match(SHELL, { cacheName: FILES }));
}

/** @param {Request} request */
function file(request) {
  return networkFirst(request, () => caches.match(request, { cacheName: FILES, ignoreSearch: true }));
}

/** @param {Request} request */
function answer(request) {
  const findKept = async () => {
    const kept = await caches.match(request, { cacheName: ANSWERS });
    const age = Date.now() - Date.parse(kept?.headers.get(SAVED_AT) ?? "");
    return age < ANSWER_AGE_MS ? kept : undefined;
  };
  return networkFirst(request, findKept, async (response) => {
    const headers = new Headers(response.headers);
    headers.set(SAVED_AT, new Date().toISOString());
    const copy = new Response(await response.blob(), { status: response.status, headers });
    await store(ANSWERS, ANSWER_LIMIT, request, copy);
  });
}

/** @param {Request} request */
async function poster(request) {
  const kept = await caches.match(request, { cacheName: POSTERS });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await store(POSTERS, POSTER_LIMIT, request, response.clone());
  return response;
}

/**
 * Keep a response and forget the oldest beyond the limit.
 * @param {string} name
 * @param {number} limit
 * @param {Request} request
 * @param {Response} response
 */
async function store(name, limit, request, response) {
  const cache = await caches.open(name);
  try {
    await cache.delete(request);
    await cache.put(request, response);
  } catch {
    return; // the device has no room: the page works from the network
  }
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - limit)).map((old) => cache.delete(old)));
}
