/** One line of a ranking. */

import { formatRun } from "../core/format.js";
import { h } from "../core/h.js";
import { inKorean, t } from "../core/i18n.js";
import { deadlineBadge, genreBadge, rankChange } from "./badges.js";
import { titleLink, venueLine } from "./card.js";
import { poster } from "./poster.js";

/**
 * @param {import("../../types/shapes.d.ts").RankedCard | { rank: null, previous_rank: null, performance: import("../../types/shapes.d.ts").Card }} row
 *   without a rank for lists that are no ranking
 * @param {{ level?: "h2" | "h3" }} [options] of the title
 * @returns {HTMLElement}
 */
export function rankRow({ rank, previous_rank, performance }, { level = "h3" } = {}) {
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
    poster(performance, { sizes: "60px", className: "rank-row-poster" }),
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
  );
}
