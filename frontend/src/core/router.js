/**
 * Navigation on the History API. One page is alive at a time: leaving it aborts its signal. Forward goes to the top and
 * focuses the `h1`; Back and Forward restore place and focus; a change of the query alone leaves the focus where it is.
 */

import {
  entryDepth,
  entryKey,
  isPlainClick,
  matchRoute,
  noteFollowed,
  readPlace,
  restorePlace,
  savePlace,
  writeEntry,
} from "./history.js";
import { isAbort, setGoingBack } from "./http.js";
import { currentLanguage, setLanguage, splitLanguage, to } from "./i18n.js";
import { createStore } from "./store.js";

/** @typedef {import("../../types/pages.d.ts").Page} Page */
/** @typedef {import("../../types/pages.d.ts").PageContext} PageContext */
/** @typedef {import("../../types/pages.d.ts").PageHandle} PageHandle */
/** @typedef {import("../../types/pages.d.ts").Route} Route */
/** @typedef {import("../../types/pages.d.ts").RouterOptions} RouterOptions */
/** @typedef {"first" | "forward" | "back"} Way */

/** @typedef {{ route: Route | null, params: string, path: string, controller: AbortController, handle: PageHandle }} Alive */

/** The name of the page on show, for the navigation bars. */
export const currentPage = createStore(/** @type {{ name: string, path: string }} */ ({ name: "", path: "/" }));

/** @type {RouterOptions} */
let options;
/** @type {Alive | null} */
let alive = null;
let shownAddress = "";
let shownKey = "";
/** Whether the visitor has done anything since the page was put in place; then it is left alone. */
let touched = false;

/**
 * Start with the page of the current address.
 * @param {RouterOptions} given
 */
export async function startRouter(given) {
  options = given;
  history.scrollRestoration = "manual";
  document.addEventListener("click", onClick);
  window.addEventListener("popstate", onPopState);
  window.addEventListener("hashchange", onHashChange);
  window.addEventListener("pagehide", () => savePlace(shownKey));
  for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(name, noteTouch, { passive: true });
  }
  const reloaded = readPlace(entryKey());
  await show(reloaded ? "back" : "first");
}

/**
 * Go to an address of the app, or change the query of the page on show.
 * @param {string} href path with language prefix (see `to`), query and hash allowed
 * @param {{ replace?: boolean }} [how]
 */
export async function navigate(href, { replace = false } = {}) {
  savePlace(shownKey);
  writeEntry(href, { replace });
  await show("forward");
}

/**
 * Go where the visitor came from; to `otherwise` when that was not in this app.
 * @param {string} otherwise
 */
export async function goBack(otherwise) {
  if (entryDepth() > 0) history.back();
  else await navigate(otherwise);
}

/** Mount the page on show again, as its retry does. */
export async function reload() {
  alive?.controller.abort();
  alive = null;
  await show("forward");
}

/** @param {MouseEvent} event */
function onClick(event) {
  const link = /** @type {Element} */ (event.target).closest?.("a[href]");
  if (!(link instanceof HTMLAnchorElement)) return;
  const facts = { origin: link.origin, target: link.target, download: link.hasAttribute("download") };
  if (!isPlainClick(event, facts, location.origin) || options.leaves?.(link.pathname)) return;
  const samePage = link.pathname === location.pathname && link.search === location.search;
  if (samePage && link.hash) return; // the browser moves to the fragment
  event.preventDefault();
  noteFollowed(link);
  navigate(link.pathname + link.search + link.hash, { replace: samePage });
}

function noteTouch() {
  touched = true;
}

function onHashChange() {
  shownKey = entryKey(); // a link into the page made an entry without the router
}

function onPopState() {
  const onlyHash = location.pathname + location.search === shownAddress;
  if (onlyHash) {
    shownKey = entryKey();
    return;
  }
  savePlace(shownKey);
  show("back");
}

/** @param {Way} way */
async function show(way) {
  const { language, path } = splitLanguage(location.pathname);
  const languageChanged = document.documentElement.lang !== language || !alive;
  shownAddress = location.pathname + location.search;
  shownKey = entryKey();
  const address = shownAddress;
  setGoingBack(way === "back");
  try {
    if (languageChanged) {
      await setLanguage(language);
      document.documentElement.lang = language;
    }
    if (address !== shownAddress) return; // a later navigation overtook this one
    await place(path, way, languageChanged);
  } finally {
    if (address === shownAddress) setGoingBack(false);
  }
}

/**
 * @param {string} path
 * @param {Way} way
 * @param {boolean} languageChanged
 */
async function place(path, way, languageChanged) {
  const found = matchRoute(options.routes, path);
  const params = JSON.stringify(found?.params ?? {});
  const query = new URLSearchParams(location.search);
  const stays = alive && !languageChanged && alive.route && alive.route === found?.route && alive.params === params;
  if (alive && stays && alive.handle.update) {
    const context = { params: found?.params ?? {}, query, path, signal: alive.controller.signal, back: way === "back" };
    await alive.handle.update(context);
    if (way === "back") settle(alive, way, null);
    return;
  }
  alive?.controller.abort();
  const controller = new AbortController();
  const current = { route: found?.route ?? null, params, path, controller, handle: {} };
  alive = current;
  const context = { params: found?.params ?? {}, query, path, signal: controller.signal, back: way === "back" };
  await mount(current, context, way, found?.route ?? null);
}

/**
 * @param {Alive} current
 * @param {PageContext} context
 * @param {Way} way
 * @param {Route | null} route
 */
async function mount(current, context, way, route) {
  const { main } = options;
  main.setAttribute("aria-busy", "true");
  try {
    const page = route ? (await route.load()).mount : options.notFound;
    if (context.signal.aborted) return;
    await draw(current, page, context, way, route?.name ?? "not-found");
  } catch (error) {
    if (context.signal.aborted || isAbort(error)) return;
    const gone = /** @type {{ status?: number }} */ (error).status === 404;
    if (!gone) console.warn(error);
    await draw(current, gone ? options.notFound : options.failed(error), context, way, gone ? "not-found" : "failed");
  } finally {
    if (!context.signal.aborted) main.removeAttribute("aria-busy");
  }
}

/**
 * @param {Alive} current
 * @param {Page} page
 * @param {PageContext} context
 * @param {Way} way
 * @param {string} name
 */
async function draw(current, page, context, way, name) {
  const root = document.createElement("div");
  root.className = "page";
  root.dataset.page = name;
  /** @type {ReturnType<Page> | undefined} */
  let mounted;
  await swap(way, () => {
    if (context.signal.aborted) return;
    mounted = page(root, context);
    options.main.replaceChildren(root);
    currentPage.set({ name, path: context.path });
    settle(current, way, root);
    touched = false;
  });
  const headed = root.querySelector("h1") !== null;
  current.handle = (await mounted) ?? {};
  if (!headed) settle(current, way, root);
  await current.handle.ready;
  if (!touched && (way === "back" || location.hash)) settle(current, way, root);
}

/**
 * Change the document, as a view transition where the browser has them and motion is welcome.
 * @param {Way} way
 * @param {() => void} change
 */
async function swap(way, change) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (way !== "forward" || calm || !document.startViewTransition || document.visibilityState === "hidden") {
    change();
    return;
  }
  const transition = document.startViewTransition(change);
  transition.ready.catch(() => {}); // skipped by a newer navigation: the change itself still happens
  await transition.updateCallbackDone;
}

/**
 * Put scroll and focus where the way of arriving asks for them.
 * @param {Alive} current
 * @param {Way} way
 * @param {HTMLElement | null} root null when the page stayed
 */
function settle(current, way, root) {
  if (current.controller.signal.aborted) return;
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  const known = way === "back" ? readPlace(shownKey) : null;
  if (known) {
    if (restorePlace(known) || !root) return;
  } else if (target) {
    target.scrollIntoView();
    target.focus({ preventScroll: true });
    return;
  } else if (way !== "first") {
    window.scrollTo({ top: 0, behavior: "instant" });
  }
  const heading = root?.querySelector("h1");
  if (heading && way !== "first" && !root?.contains(document.activeElement)) heading.focus({ preventScroll: true });
}

/**
 * The address of the page on show in the other language.
 * @param {import("./i18n.js").Language} language
 * @returns {string}
 */
export function addressIn(language) {
  const { path } = splitLanguage(location.pathname);
  return to(path, language) + location.search;
}

/** @returns {string} the page on show without query, for the canonical link */
export function canonicalPath() {
  return to(splitLanguage(location.pathname).path, currentLanguage());
}
