/** A performance in a list: as a card with its poster on top, or as one line of a ranking. The whole of it is one link. */

import { formatPriceRange, formatRun } from "../core/format.js";
import { h } from "../core/h.js";
import { inKorean, t, to } from "../core/i18n.js";
import { badges, deadlineBadge, genreBadge, rankChange, ratingText } from "./badges.js";
import { heart } from "./heart.js";
import { poster } from "./poster.js";

/** @typedef {import("../../types/shapes.d.ts").Card} Card */

/**
 * @param {string} id
 * @returns {string} the address of a performance's page in the current language
 */
export function performancePath(id) {
  return to(`/performances/${encodeURIComponent(id)}`);
}

/**
 * @param {Card} performance
 * @returns {string} venue and hall in one line; empty when neither is known
 */
export function venueLine({ venue }) {
  if (!venue) return "";
  const hall = venue.hall && venue.hall !== venue.name ? venue.hall : "";
  return hall.startsWith(venue.name) ? hall : [venue.name, hall].filter(Boolean).join(" ");
}

/**
 * The title as the link that covers its card.
 * @param {Card} performance
 * @param {"h2" | "h3" | "h4"} level
 * @param {string} className
 * @param {import("../core/h.js").Children} [title]
 * @returns {HTMLElement}
 */
export function titleLink(performance, level, className, title = performance.title) {
  const link = h("a", { class: "stretched-link", href: performancePath(performance.id), ...inKorean() }, title);
  return h(level, { class: className }, link);
}

/**
 * @param {Card} performance
 * @param {import("../../types/parts.d.ts").CardOptions} [options]
 * @returns {HTMLElement}
 */
export function card(
  performance,
  { sizes = "(min-width: 62rem) 176px, 44vw", eager, rank, level = "h3", compact = false, title } = {},
) {
  const venue = venueLine(performance);
  const place =
    rank === undefined
      ? null
      : h(
          "span",
          { class: "show-card-rank" },
          h("span", { "aria-hidden": "true" }, rank),
          h("span", { class: "visually-hidden" }, t("rank.position", { n: rank })),
        );
  const names = h(
    "div",
    { class: "show-card-names" },
    titleLink(performance, level, "show-card-title", title),
    !compact && venue && h("p", { class: "show-card-venue", ...inKorean() }, venue),
  );
  return h(
    "article",
    { class: rank === undefined ? "show-card" : "show-card has-rank", "data-id": performance.id },
    poster(performance, { sizes, eager }),
    rank === undefined && badges(performance),
    place ? h("div", { class: "show-card-head" }, place, names) : names,
    rank !== undefined && badges(performance),
    !compact && facts(performance),
    heart(performance, "is-on-poster"),
  );
}

/** @param {Card} performance */
function facts(performance) {
  return h(
    "p",
    { class: "show-card-facts" },
    h("span", null, formatRun(performance)),
    ratingText(performance.rating) ?? priceNote(performance),
  );
}

/** @param {Card} performance */
function priceNote(performance) {
  const price = formatPriceRange(performance.price);
  return price ? h("span", { class: "show-card-price" }, price) : null;
}

/**
 * @param {import("../../types/shapes.d.ts").RankedCard | { rank: null, previous_rank: null, performance: import("../../types/shapes.d.ts").Card }} row
 *   without a rank for lists that are no ranking
 * @param {{ level?: "h2" | "h3", sizes?: string }} [options] level of the title; sizes of the poster, as in HTML
 * @returns {HTMLElement}
 */
export function rankRow({ rank, previous_rank, performance }, { level = "h3", sizes = "60px" } = {}) {
  const venue = venueLine(performance);
  return h(
    "article",
    { class: rank === null ? "rank-row is-unranked" : "rank-row", "data-id": performance.id },
    rank !== null &&
      h(
        "span",
        { class: "rank-row-place" },
        h("span", { class: "rank-row-rank", "aria-hidden": "true" }, rank),
        h("span", { class: "visually-hidden" }, t("rank.position", { n: rank })),
        rankChange({ rank, previous_rank }),
      ),
    poster(performance, { sizes, className: "rank-row-poster" }),
    h("span", { class: "badges" }, genreBadge(performance.genre), deadlineBadge(performance)),
    h(
      "div",
      { class: "rank-row-text" },
      titleLink(performance, level, "rank-row-title"),
      h(
        "p",
        { class: "rank-row-facts" },
        venue && h("span", inKorean(), venue),
        venue && " · ",
        h("span", { class: "nowrap" }, formatRun(performance)),
      ),
    ),
    heart(performance),
  );
}
