/** `/me/reviews`: what one has written, hidden reviews too, to edit or delete where it stands. */

import { listOwnReviews } from "../../api/reviews.js";
import { h } from "../../core/h.js";
import { t, to } from "../../core/i18n.js";
import { integer, parseQuery } from "../../core/query.js";
import { navigate } from "../../core/router.js";
import { loadLabels } from "../../state/labels.js";
import { titleLink, venueLine } from "../../ui/card.js";
import { heart } from "../../ui/heart.js";
import { privately, showMinePage } from "../../ui/mine-page.js";
import { more } from "../../ui/more.js";
import { poster } from "../../ui/poster.js";
import { reviewCard } from "../../ui/review-card.js";
import { bar, emptyCard, section, skeletons } from "../../ui/section.js";
import { removeReview } from "../../ui/undoable.js";

/** @typedef {import("../../../types/shapes.d.ts").OwnReview} OwnReview */

const SCHEMA = { page: integer(1, { min: 1, max: 500 }) };
const PAGE_SIZE = 20;

/** @type {import("../../core/router.js").Page} */
export async function mount(root, context) {
  let { page } = parseQuery(SCHEMA, context.query);
  /** @type {import("../../ui/section.js").Section | null} */
  let part = null;
  await showMinePage(root, context, {
    tab: "reviews",
    title: t("mine.tab.reviews"),
    fill: ({ signal }) => {
      part = reviewsPart(() => page, signal);
      return part.root;
    },
  });
  return {
    ready: part ? /** @type {import("../../ui/section.js").Section} */ (part).load() : undefined,
    async update(next) {
      const before = page;
      page = parseQuery(SCHEMA, next.query).page;
      await part?.load({ dim: true });
      const cards = part?.body.querySelectorAll("article");
      if (page > before) cards?.[before * PAGE_SIZE]?.focus();
    },
  };
}

/**
 * @param {() => number} page
 * @param {AbortSignal} signal
 */
function reviewsPart(page, signal) {
  const part = section({
    title: t("own.reviews.list"),
    what: t("mine.tab.reviews"),
    signal,
    skeleton: () => skeletons(3, () => bar("90%"), "review-cards"),
    load: async () => {
      await loadLabels();
      const ask = (/** @type {number} */ number) =>
        privately(() => listOwnReviews({ page: number, page_size: PAGE_SIZE, signal }), signal);
      const first = await ask(1);
      const last = Math.min(page(), Math.max(Math.ceil(first.count / PAGE_SIZE), 1));
      return [first, ...(await Promise.all(Array.from({ length: last - 1 }, (_, index) => ask(index + 2))))];
    },
    render: (pages) => {
      const total = pages[0]?.count ?? 0;
      if (total === 0)
        return emptyCard({
          title: t("own.reviews.empty"),
          action: h("a", { class: "button", href: to("/me") }, t("own.reviews.seen")),
        });
      const rows = pages.flatMap(({ results }) => results);
      const n = Math.min(rows.length, total);
      const onmore = () => navigate(to(`/me/reviews?page=${pages.length + 1}`), { replace: true });
      const cards = h(
        "div",
        { class: "review-cards own-reviews" },
        rows.map((review) => ownRow(review, signal, () => part.load({ dim: true }))),
      );
      return [cards, total > PAGE_SIZE && more({ shown: n, total, text: t("reviews.more", { total, n }), onmore })];
    },
  });
  return part;
}

/**
 * @param {OwnReview} review
 * @param {AbortSignal} signal
 * @param {() => void} onchanged
 */
function ownRow(review, signal, onchanged) {
  const { performance } = review;
  const about = [
    poster(performance, { sizes: "48px", className: "review-poster" }),
    h(
      "div",
      { class: "review-about" },
      titleLink(performance, "h3", "rank-row-title"),
      h("p", { class: "stub-fact" }, venueLine(performance)),
    ),
  ];
  const edit = h(
    "button",
    {
      type: "button",
      class: "link-button",
      "aria-label": t("review.edit.label", { title: performance.title }),
      onclick: onEdit,
    },
    t("edit"),
  );
  const remove = h(
    "button",
    {
      type: "button",
      class: "link-button",
      "aria-label": t("review.delete.label", { title: performance.title }),
      onclick: () => removeReview(review.id, performance.id, card, onchanged),
    },
    t("delete"),
  );
  const card = reviewCard(
    { ...review, author_name: "" },
    { isMine: true, about, actions: [edit, remove, heart(performance)], signal },
  );

  async function onEdit() {
    const { writeReview } = await import("../../ui/review-sheet.js");
    if (await writeReview(performance, { signal })) onchanged();
  }

  return card;
}
