/** What all reviews of a performance say together: the average, and how many gave how many stars. */

import { formatNumber } from "../core/format.js";
import { h, list } from "../core/h.js";
import { t } from "../core/i18n.js";
import { rowsOf } from "../state/ratings.js";
import { starNumber, stars } from "./stars.js";

/**
 * @param {import("../../types/shapes.d.ts").RatingSummary} summary with at least one review
 * @param {(stars: number) => string} [hrefOf] the address of the reviews with so many stars
 * @returns {HTMLElement}
 */
export function reviewSummary({ average, count, distribution }, hrefOf) {
  const value = average ?? 0;
  return h(
    "div",
    { class: "review-summary" },
    h(
      "div",
      { class: "review-average" },
      h("strong", { "aria-hidden": "true" }, starNumber(value)),
      stars(value),
      h("span", { class: "section-note" }, t("review.count", { n: count })),
    ),
    bars(rowsOf(distribution), hrefOf),
  );
}

/**
 * @param {readonly import("../state/ratings.js").Row[]} rows
 * @param {(stars: number) => string} [hrefOf]
 */
function bars(rows, hrefOf) {
  const row = (/** @type {import("../state/ratings.js").Row} */ { stars: number, count, percent }) => {
    const name = t("review.row", { n: number });
    const bar = h("span", { class: "bar", "aria-hidden": "true" }, h("span", { style: { width: `${percent}%` } }));
    const text = h(
      "span",
      { class: "bar-value" },
      t("review.row.value", { n: count, count: formatNumber(count), percent }),
    );
    return [
      hrefOf ? h("a", { class: "bar-name", href: hrefOf(number) }, name) : h("span", { class: "bar-name" }, name),
      bar,
      text,
    ];
  };
  return list(rows, row, { class: "bars", "aria-label": t("review.rows") });
}
