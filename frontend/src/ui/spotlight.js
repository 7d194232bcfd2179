/** The week's best-selling show in the light, the next nine beside it. */

import { formatPriceRange, formatRun } from "../core/format.js";
import { h } from "../core/h.js";
import { inKorean, t } from "../core/i18n.js";
import { genreBadge, rankChange, ratingText, stateBadge } from "./badges.js";
import { card, titleLink, venueLine } from "./card.js";
import { heart } from "./heart.js";
import { poster } from "./poster.js";
import { bar, cardSkeleton } from "./section.js";
import { strip } from "./strip.js";

/** @typedef {import("../../types/shapes.d.ts").RankedCard} RankedCard */

const FIRST_SIZES = "(min-width: 62rem) 204px, 32vw";
/** Of the posters below the first; the ranking asks for the same files, which are there already. */
export const STRIP_SIZES = "(min-width: 62rem) 170px, 31vw";

/**
 * @param {RankedCard} row
 * @returns {HTMLElement}
 */
export function spotlight(row) {
  const { performance, rank } = row;
  const price = formatPriceRange(performance.price);
  const venue = venueLine(performance);
  return h(
    "article",
    { class: "spotlight", "data-id": performance.id },
    h(
      "div",
      { class: "spotlight-poster" },
      poster(performance, { sizes: FIRST_SIZES, eager: true }),
      heart(performance, "is-on-poster"),
    ),
    h(
      "div",
      { class: "spotlight-text" },
      h(
        "p",
        { class: "spotlight-rank" },
        h("span", { "aria-hidden": "true" }, rank),
        h("span", { class: "visually-hidden" }, t("rank.position", { n: rank })),
      ),
      h("span", { class: "badges" }, genreBadge(performance.genre), stateBadge(performance.state)),
      titleLink(performance, "h2", "spotlight-title"),
      h(
        "div",
        { class: "spotlight-facts" },
        venue && h("p", inKorean(), venue),
        h("p", null, formatRun(performance)),
        price && h("p", null, price),
      ),
      h("p", { class: "spotlight-foot" }, ratingText(performance.rating) ?? h("span"), rankChange(row)),
    ),
  );
}

/**
 * @param {readonly RankedCard[]} rows at least one, best first
 * @param {string} label names the list
 * @returns {{ root: HTMLElement, controls: HTMLElement }}
 */
export function topTen([first, ...rest], label) {
  const { root: rail, controls } = strip(
    rest,
    ({ rank, performance }, index) => card(performance, { rank, sizes: STRIP_SIZES, eager: index === 0, level: "h2" }),
    { label, ordered: true, start: 2, className: "top-strip" },
  );
  const best = spotlight(/** @type {RankedCard} */ (first));
  return { root: h("div", { class: "top-ten" }, best, rest.length > 0 && rail), controls };
}

/** @returns {HTMLElement} */
export function spotlightSkeleton() {
  return h(
    "div",
    { class: "top-ten", "aria-hidden": "true" },
    h(
      "div",
      { class: "spotlight" },
      h("span", { class: "skeleton poster" }),
      h("div", { class: "spotlight-text" }, bar("2rem"), bar("90%"), bar("60%"), bar("70%")),
    ),
    h("div", { class: "strip top-strip is-skeleton" }, Array.from({ length: 4 }, cardSkeleton)),
  );
}
