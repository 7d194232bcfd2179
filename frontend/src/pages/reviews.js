/** `/performances/:id/reviews`: all reviews of a performance; order, stars and spoilers live in the address. */

import { getPerformance } from "../api/performances.js";
import { listReviews } from "../api/reviews.js";
import { h } from "../core/h.js";
import { setHead } from "../core/head.js";
import { inKorean, t, to } from "../core/i18n.js";
import { formatQuery, integer, oneOf, parseQuery, withQuery } from "../core/query.js";
import { navigate } from "../core/router.js";
import { loadLabels } from "../state/labels.js";
import { findOwnReview } from "../state/own-review.js";
import { rowsOf, valuesOf } from "../state/ratings.js";
import { performancePath } from "../ui/card.js";
import { chipToggle } from "../ui/chip.js";
import { pillSelect } from "../ui/controls.js";
import { icon } from "../ui/icon.js";
import { more } from "../ui/more.js";
import { announce } from "../ui/notify.js";
import { reviewCard } from "../ui/review-card.js";
import { ownCard, unsentFirst, writeLink } from "../ui/review-section.js";
import { reviewSummary } from "../ui/review-summary.js";
import { bar, emptyCard, section, skeletons } from "../ui/section.js";

const SORTS = /** @type {const} */ (["helpful", "newest", "high", "low"]);
const ORDERINGS = { helpful: "helpful", newest: "newest", high: "rating", low: "-rating" };
const SCHEMA = {
  sort: oneOf(SORTS, "helpful"),
  rating: integer(null, { min: 1, max: 5 }),
  spoiler: oneOf(/** @type {const} */ (["show", "hide"]), "show"),
  page: integer(1, { min: 1, max: 500 }),
};
const PAGE_SIZE = 20;

/** @typedef {import("../core/query.js").QueryState<typeof SCHEMA>} Choice */
/** @typedef {import("../../types/shapes.d.ts").ReviewPage} ReviewPage */

/** @type {import("../core/router.js").Page} */
export async function mount(root, { params, query, signal }) {
  const id = /** @type {string} */ (params.id);
  let choice = parseQuery(SCHEMA, query);
  setHead({ title: t("reviews.title"), description: t("reviews.description"), index: false });
  const [performance] = await Promise.all([getPerformance(id, { signal }), loadLabels()]);
  setHead({
    title: t("reviews.head", { title: performance.title }),
    description: t("reviews.description"),
    index: false,
  });
  const back = h(
    "a",
    { class: "quiet-link", href: performancePath(id), ...inKorean() },
    icon("chevron-left"),
    performance.title,
  );
  const tools = h("div", { class: "review-tools" });
  const part = section({
    title: t("reviews.title"),
    level: "h1",
    className: "reviews-page",
    signal,
    skeleton: () => skeletons(4, () => bar("90%"), "review-cards"),
    load: async (_, retried) => {
      const pages = await loadPages(id, choice, { signal, fresh: retried });
      return { pages, own: await own(id, signal) };
    },
    render: (found) => {
      tools.replaceChildren(...controls(id, choice));
      return content(found);
    },
  });
  part.root.insertBefore(tools, part.body);
  root.replaceChildren(back, part.root);
  const ready = part.load();

  /** @param {{ pages: ReviewPage[], own: import("../../types/shapes.d.ts").OwnReview | null }} found */
  function content({ pages, own: mine }) {
    const [first] = pages;
    if (!first) return null;
    const shown = { level: /** @type {const} */ ("h2"), performance, page: first, own: mine, signal, renew };
    const rows = pages.flatMap(({ results }) => results).filter((review) => review.id !== mine?.id);
    const cards = h(
      "div",
      { class: "review-cards" },
      rows.map((review) => reviewCard(review, { level: "h2", performance: id, signal })),
    );
    const isFiltered = choice.rating !== null || choice.spoiler === "hide";
    return [
      first.summary.count > 0 &&
        reviewSummary(first.summary, (stars) => address(id, { ...choice, rating: stars, page: 1 })),
      unsentFirst(
        shown,
        mine
          ? ownCard({ ...shown, own: mine })
          : performance.state !== "upcoming" && h("p", { class: "review-write" }, writeLink(shown)),
      ),
      rows.length > 0
        ? cards
        : (first.count === 0 || isFiltered) &&
          !(mine && !isFiltered) &&
          emptyCard({ title: t(isFiltered ? "reviews.empty" : "review.none") }),
      first.count > PAGE_SIZE && moreOf(pages),
    ];
  }

  /** @param {ReviewPage[]} pages */
  function moreOf(pages) {
    const total = pages[0]?.count ?? 0;
    const n = Math.min(pages.length * PAGE_SIZE, total);
    const text = t("reviews.more", { total, n });
    return more({
      shown: n,
      total,
      text,
      onmore: () => navigate(address(id, { ...choice, page: choice.page + 1 }), { replace: true }),
    });
  }

  async function renew(/** @type {string} */ focus = "") {
    await part.load();
    if (focus)
      /** @type {HTMLElement | null} */ (part.root.querySelector(`[data-review="${CSS.escape(focus)}"]`))?.focus();
  }

  return {
    ready,
    async update(context) {
      const before = choice;
      choice = parseQuery(SCHEMA, context.query);
      if (!(await part.load({ dim: true }))) return;
      const cards = part.body.querySelectorAll(".review-cards > article");
      if (choice.page > before.page) /** @type {HTMLElement | undefined} */ (cards[before.page * PAGE_SIZE])?.focus();
      announce(t("reviews.announce", { n: cards.length }));
    },
  };
}

/**
 * @param {string} id
 * @param {Choice} choice
 */
function address(id, choice) {
  return withQuery(to(`/performances/${id}/reviews`), formatQuery(SCHEMA, choice));
}

/**
 * Every page up to the asked one.
 * @param {string} id
 * @param {Choice} choice
 * @param {{ signal: AbortSignal, fresh: boolean }} options
 */
async function loadPages(id, { sort, rating, spoiler, page: wanted }, options) {
  const query = {
    ordering: ORDERINGS[sort],
    rating: rating && valuesOf(rating),
    spoilers: spoiler,
    page_size: PAGE_SIZE,
  };
  const first = await listReviews(id, query, options);
  const last = Math.min(wanted, Math.max(Math.ceil(first.count / PAGE_SIZE), 1));
  const others = Array.from({ length: last - 1 }, (_, index) =>
    listReviews(id, { ...query, page: index + 2 }, options),
  );
  return [first, ...(await Promise.all(others))];
}

/**
 * Reviews are there for everyone: without one's own the page still stands.
 * @param {string} id
 * @param {AbortSignal} signal
 */
async function own(id, signal) {
  try {
    return await findOwnReview(id, { signal });
  } catch (error) {
    signal.throwIfAborted();
    console.warn("one's own review is not known", error);
    return null;
  }
}

/**
 * @param {string} id
 * @param {Choice} choice
 */
function controls(id, choice) {
  const go = (/** @type {Partial<Choice>} */ change) => navigate(address(id, { ...choice, page: 1, ...change }));
  const sort = pillSelect({
    label: t("reviews.sort"),
    options: SORTS.map((value) => ({ value, label: t(`reviews.sort.${value}`) })),
    value: choice.sort,
    onchange: (value) => go({ sort: /** @type {Choice["sort"]} */ (value) }),
  });
  const rating = pillSelect({
    label: t("reviews.rating"),
    options: [
      { value: "", label: t("reviews.rating.all") },
      ...rowsOf({}).map(({ stars }) => ({ value: String(stars), label: t("review.row", { n: stars }) })),
    ],
    value: choice.rating === null ? "" : String(choice.rating),
    onchange: (value) => go({ rating: value ? Number(value) : null }),
  });
  const spoilers = chipToggle({
    label: t("reviews.spoiler.hide"),
    pressed: choice.spoiler === "hide",
    onclick: () => go({ spoiler: choice.spoiler === "hide" ? "show" : "hide" }),
  });
  return [sort.root, rating.root, spoilers];
}
