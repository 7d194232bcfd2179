/** "Just in": what people wrote last, each with the show that it is about. */

import { seoulToday } from "../core/dates.js";
import { formatDay } from "../core/format.js";
import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { needMessages, t } from "../core/i18n.js";
import { titleLink } from "./card.js";
import { poster } from "./poster.js";
import { section, skeletons } from "./section.js";
import { stars } from "./stars.js";
import { strip } from "./strip.js";

/** @typedef {import("../../types/shapes.d.ts").LatestReview} LatestReview */

/**
 * @param {HTMLElement} place
 * @param {() => Promise<import("../../types/shapes.d.ts").Home>} whole
 * @param {AbortSignal} signal
 */
export async function showLatest(place, whole, signal) {
  const home = await whole().catch(() => null); // the other sections tell of its failure
  if (!home || home.latest_reviews.length === 0 || signal.aborted) return;
  await Promise.all([needMessages("reviews"), needStyles("/styles/reviews.css")]);
  const title = t("home.reviews.title");
  const part = section({
    title,
    signal,
    skeleton: () => skeletons(0, () => h("span"), "strip"),
    load: async () => home.latest_reviews,
    render: (reviews) => {
      const { root, controls } = strip(reviews, latest, { label: title, className: "review-strip" });
      part.aside.replaceChildren(controls);
      return root;
    },
  });
  place.replaceChildren(part.root);
  await part.load();
}

/** @param {LatestReview} review */
function latest({ performance, rating, title, body, author_name: author, created_at: written }) {
  return h(
    "article",
    { class: "latest-review" },
    poster(performance, { sizes: "48px", className: "review-poster" }),
    h("div", { class: "review-about" }, titleLink(performance, "h3", "rank-row-title"), stars(rating)),
    h("p", { class: "latest-text" }, title && h("strong", null, title, " "), body),
    h("p", { class: "stub-fact" }, author, " · ", formatDay(seoulToday(new Date(written)))),
  );
}
