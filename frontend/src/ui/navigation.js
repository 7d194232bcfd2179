/** The main places of the app, the link home, and the bar at the foot of phones. */

import { h, list, svg } from "../core/h.js";
import { t, to } from "../core/i18n.js";
import { currentPage } from "../core/router.js";
import { icon } from "./icon.js";

/**
 * @typedef {object} Destination
 * @property {string} path
 * @property {import("../core/i18n.js").Key} label
 * @property {readonly string[]} pages names of the pages that belong to it
 * @property {() => Node} symbol
 * @property {() => Node} symbolCurrent
 */

/** In the order of both navigation bars.
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
    pages: ["browse", "performance", "venue"],
    symbol: () => icon("compass"),
    symbolCurrent: () => icon("compass-fill"),
  },
  {
    path: "/about",
    label: "nav.about",
    pages: ["about"],
    symbol: () => icon("info-circle"),
    symbolCurrent: () => icon("info-circle-fill"),
  },
];

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
  const links = DESTINATIONS.map((place) => {
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
  mark();
  return h(
    "nav",
    { class: "tab-bar", "aria-label": t("nav.label") },
    list(links, ({ link }) => link, { class: "tab-bar-list" }),
  );
}
