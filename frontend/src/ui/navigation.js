/** Ways through the app: the bar at the top, the bar at the foot of phones, the link home. */

import { h, list, svg } from "../core/h.js";
import { currentLanguage, t, to } from "../core/i18n.js";
import { entranceTo, presence } from "../core/presence.js";
import { addressIn, currentPage, goBack } from "../core/router.js";
import { shownTheme, theme } from "../state/theme.js";
import { icon } from "./icon.js";
import { announce } from "./notify.js";
import { searchButton, searchForm } from "./search-bar.js";

/** @typedef {import("../../types/parts.d.ts").Destination} Destination */

/** In the order of both navigation bars; the bar of phones leaves the rankings to the home page.
 * @type {readonly Destination[]} */
export const DESTINATIONS = [
  {
    path: "/",
    label: "nav.home",
    pages: ["home"],
    symbol: () => icon("house-door"),
    symbolCurrent: () => icon("house-door-fill"),
  },
  {
    path: "/rankings",
    label: "nav.rankings",
    pages: ["rankings"],
    symbol: () => icon("bar-chart"),
    symbolCurrent: () => icon("bar-chart-fill"),
  },
  {
    path: "/performances",
    label: "nav.browse",
    pages: ["browse", "performance", "review", "reviews", "venue"],
    symbol: () => icon("compass"),
    symbolCurrent: () => icon("compass-fill"),
  },
  {
    path: "/recommendations",
    label: "nav.recs",
    pages: ["recommendations", "taste", "used"],
    symbol: () => icon("stars"),
    symbolCurrent: () => icon("stars"),
  },
];

/** What one keeps; on wide screens one's own pages lead there.
 * @type {Destination} */
const FAVORITES = {
  path: "/me/favorites",
  label: "nav.favorites",
  pages: ["favorites"],
  symbol: () => icon("heart"),
  symbolCurrent: () => icon("heart-fill"),
};

/** One's own pages: the last of the bar on phones, the account at the end of the header on wide screens.
 * @type {Destination} */
const ME = {
  path: "/me",
  label: "nav.me",
  pages: [
    "me",
    "diary",
    "own-reviews",
    "stats",
    "notices",
    "searches",
    "edit",
    "password",
    "devices",
    "delete",
    "signin",
    "signup",
    "forgot",
    "reset",
    "verify",
  ],
  symbol: () => avatar() ?? icon("person"),
  symbolCurrent: () => avatar() ?? icon("person-fill"),
};

/** The first letter of who is signed in, in a circle. */
function avatar() {
  const initial = presence.get();
  return initial === null ? null : h("span", { class: "avatar", "aria-hidden": "true" }, initial);
}

/**
 * @param {Destination} place
 * @returns {boolean} whether the page on show belongs to it
 */
export function isCurrent(place) {
  return place.pages.includes(currentPage.get().name);
}

/**
 * The mark (a spotlight on a curtain's dot) and the name, as the link home.
 * @returns {HTMLAnchorElement}
 */
export function brandLink() {
  const mark = svg(
    "svg",
    { class: "brand-mark", viewBox: "0 0 26 26", "aria-hidden": "true", focusable: "false" },
    svg("rect", { width: 26, height: 26, rx: 7, fill: "#1a171d" }),
    svg("path", { d: "M13 4 20.5 21.5h-15z", fill: "#f7b828" }),
    svg("circle", { cx: 13, cy: 18.6, r: 4, fill: "#b31555" }),
  );
  return h("a", { class: "brand", href: to("/") }, mark, h("span", null, t("site.name")));
}

/**
 * The bar at the foot of phones.
 * @param {AbortSignal} signal aborts when the frame is drawn anew
 * @returns {HTMLElement}
 */
export function tabBar(signal) {
  const links = [...DESTINATIONS.filter(({ path }) => path !== "/rankings"), FAVORITES, ME].map((place) => {
    const symbol = h("span", { class: "tab-bar-icon" });
    const link = h("a", { class: "tab-bar-link", href: to(place.path) }, symbol, t(place.label));
    return { place, link, symbol };
  });
  const mark = () => {
    for (const { place, link, symbol } of links) {
      const current = isCurrent(place);
      symbol.replaceChildren(current ? place.symbolCurrent() : place.symbol());
      if (current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };
  currentPage.subscribe(mark, signal);
  presence.subscribe(mark, signal);
  mark();
  return h(
    "nav",
    { class: "tab-bar", "aria-label": t("nav.label") },
    list(links, ({ link }) => link, { class: "tab-bar-list" }),
  );
}

/** @typedef {import("../state/theme.js").Theme} Theme */

const NEXT_THEME = /** @type {Record<Theme, Theme>} */ ({ system: "light", light: "dark", dark: "system" });

/**
 * @param {AbortSignal} signal aborts when the frame is drawn anew in another language
 * @returns {HTMLElement}
 */
export function header(signal) {
  const links = DESTINATIONS.map((place) => ({
    place,
    link: h("a", { class: "header-link", href: to(place.path) }, t(place.label)),
  }));
  const language = languageLink();
  const back = h(
    "button",
    {
      type: "button",
      class: "icon-button header-back",
      "aria-label": t("nav.back"),
      onclick: () => goBack(to("/performances")),
    },
    icon("arrow-left"),
  );
  const mark = () => {
    const { path } = currentPage.get();
    back.hidden = [...DESTINATIONS, FAVORITES, ME].some((place) => place.path === path);
    for (const { place, link } of links) {
      if (isCurrent(place)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    language.href = addressIn(currentLanguage() === "ko" ? "en" : "ko");
  };
  currentPage.subscribe(mark, signal);
  mark();
  return h(
    "div",
    { class: "header-bar" },
    back,
    brandLink(),
    h(
      "nav",
      { class: "header-nav", "aria-label": t("nav.label") },
      links.map(({ link }) => link),
    ),
    searchForm(signal),
    h("div", { class: "header-tools" }, language, themeButton(signal), accountLink(signal)),
    searchButton(signal),
  );
}

/**
 * On wide screens: one's own page, or the way to sign in and back.
 * @param {AbortSignal} signal
 */
function accountLink(signal) {
  const link = h("a", { onclick: draw });
  function draw() {
    const sign = avatar();
    const { path } = currentPage.get();
    link.className = sign ? "header-account" : "header-account button is-primary";
    link.href = to(sign ? ME.path : entranceTo("/signin", path + location.search));
    link.replaceChildren(sign ?? t("nav.signin"));
    if (sign) link.setAttribute("aria-label", t("nav.me.label"));
    else link.removeAttribute("aria-label");
    if (sign && (isCurrent(ME) || isCurrent(FAVORITES))) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  currentPage.subscribe(draw, signal);
  presence.subscribe(draw, signal);
  draw();
  return link;
}

function languageLink() {
  const other = currentLanguage() === "ko" ? "en" : "ko";
  return h(
    "a",
    {
      class: "text-button",
      href: addressIn(other),
      lang: other,
      hreflang: other,
      "aria-label": t("language.other.label"),
      onclick: (/** @type {MouseEvent} */ event) => {
        // The query may have changed since the link was drawn; the router follows it as it is now.
        const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
        link.href = addressIn(other);
      },
    },
    t("language.other"),
  );
}

/** @param {AbortSignal} signal */
function themeButton(signal) {
  const button = h("button", { type: "button", class: "icon-button", onclick });
  function draw() {
    const chosen = theme.get();
    const symbol =
      chosen === "system" ? icon("circle-half") : shownTheme() === "dark" ? icon("moon-stars") : icon("sun");
    button.replaceChildren(symbol);
    button.setAttribute("aria-label", t("theme.label", { theme: themeName(chosen) }));
    button.title = t("theme.label", { theme: themeName(chosen) });
  }
  function onclick() {
    const next = NEXT_THEME[theme.get()];
    theme.set(next);
    announce(t("theme.changed", { theme: themeName(next) }));
  }
  theme.subscribe(draw, signal);
  draw();
  return button;
}

/** @param {Theme} name */
function themeName(name) {
  return t(/** @type {import("../core/i18n.js").Key} */ (`theme.${name}`));
}
