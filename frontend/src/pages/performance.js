/** One performance: what, when, where, how much, where to book; each part says only what is known. */

import { getPerformance } from "../api/performances.js";
import { formatRun } from "../core/format.js";
import { h, list } from "../core/h.js";
import { needStyles, setHead } from "../core/head.js";
import { currentLanguage, inKorean, needMessages, t } from "../core/i18n.js";
import { label, loadLabels } from "../state/labels.js";
import { card, venueLine } from "../ui/card.js";
import { aboutPart, peoplePart, pricePart } from "../ui/detail-about.js";
import { actionBar, actionRow } from "../ui/detail-actions.js";
import { detailHead } from "../ui/detail-head.js";
import { whenPart } from "../ui/detail-when.js";
import { bar, section, skeletons, whenNear } from "../ui/section.js";
import { sellerCard } from "../ui/sellers.js";

/** @typedef {import("../../types/shapes.d.ts").Detail} Detail */

/** @type {import("../core/router.js").Page} */
export async function mount(root, { params, signal }) {
  const id = /** @type {string} */ (params.id);
  setHead({
    title: t("detail.title"),
    description: t("site.description"),
    index: false,
  });
  const waiting = setTimeout(() => root.replaceChildren(skeleton()), 150);
  try {
    const [performance, abroad] = await Promise.all([
      getPerformance(id, { signal }),
      currentLanguage() === "en" ? import("../ui/detail-visitor.js") : null,
      loadLabels(),
    ]);
    describe(performance);
    clearTimeout(waiting);
    root.replaceChildren(page(performance, abroad?.visitorCard(performance), signal));
  } finally {
    clearTimeout(waiting);
  }
}

/** @param {Detail} performance */
function describe(performance) {
  const { title, genre } = performance;
  const venue = performance.venue?.name;
  const facts = [genre && label("genres", genre), venue];
  setHead({
    title: [title, ...facts].filter(Boolean).join(" · "),
    description: [formatRun(performance, { year: true }), venueLine(performance), ...facts].filter(Boolean).join(", "),
    index: !performance.source.withdrawn,
  });
}

/**
 * @param {Detail} performance
 * @param {HTMLElement | undefined} visitorCard
 * @param {AbortSignal} signal
 */
function page(performance, visitorCard, signal) {
  const venue = venuePart(performance.venue, signal);
  const parts = [
    whenPart(performance),
    pricePart(performance),
    aboutPart(performance, signal),
    peoplePart(performance),
    reviewsPart(performance, signal),
  ];
  return h(
    "article",
    { class: "detail" },
    detailHead(performance),
    notices(performance),
    h(
      "div",
      { class: "detail-columns" },
      h(
        "div",
        { class: "detail-main" },
        visitorCard,
        sectionLinks([...parts, venue]),
        parts,
        workPart(performance),
        similarPlace(performance, signal),
      ),
      h(
        "aside",
        { class: "detail-side", "aria-label": t("detail.side") },
        sellerCard(performance, actionRow(performance, signal)),
      ),
      venue,
    ),
    actionBar(performance, signal),
  );
}

/**
 * The reviews come when they are nearly seen.
 * @param {Detail} performance
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
function reviewsPart(performance, signal) {
  const { id } = performance;
  const part = section({
    title: t("detail.reviews"),
    className: "detail-part detail-reviews",
    signal,
    skeleton: () => skeletons(3, () => bar("80%"), "review-skeleton"),
    load: async (_, fresh) => {
      const [{ loadReviews, reviewsBody }] = await Promise.all([
        import("../ui/review-section.js"),
        needStyles("/styles/reviews.css"),
        needMessages("reviews"),
      ]);
      return { ...(await loadReviews(id, { signal, fresh })), reviewsBody };
    },
    render: ({ page, own, reviewsBody }) => reviewsBody({ performance, page, own, signal, renew }),
  });
  async function renew(/** @type {string} */ focus = "") {
    await part.load({ dim: true });
    if (!focus) return;
    const card = part.body.querySelector(`[data-review="${CSS.escape(focus)}"]`);
    if (card instanceof HTMLElement) card.focus();
  }
  part.root.id = "reviews";
  whenNear(part.root, part.load, signal);
  return part.root;
}

/**
 * The venue's name stands at once, the rest comes when it is nearly seen.
 * @param {Detail["venue"]} venue
 * @param {AbortSignal} signal
 * @returns {HTMLElement | null} null when not even the venue's name is known
 */
function venuePart(venue, signal) {
  if (!venue) return null;
  const place = h("div", { class: "venue-card" }, h("p", { class: "venue-name", ...inKorean() }, venue.name));
  whenNear(place, async () => (await import("../ui/venue-card.js")).showVenue(place, venue, signal), signal);
  return h(
    "section",
    { class: "detail-part", id: "venue", "aria-labelledby": "venue-title" },
    h("h2", { class: "section-title", id: "venue-title", tabindex: "-1" }, t("detail.venue")),
    place,
  );
}

/** What must be known before anything else: the run is over, or the source took the performance down. */
function notices(/** @type {Detail} */ { state, source }) {
  if (source.withdrawn) return h("p", { class: "detail-notice", role: "note" }, t("detail.withdrawn"));
  if (state === "ended") return h("p", { class: "detail-notice", role: "note" }, t("detail.ended"));
  return null;
}

/**
 * Links to the parts; following one moves the focus to the part's heading.
 * @param {readonly (HTMLElement | null)[]} parts
 */
function sectionLinks(parts) {
  const links = parts.flatMap((part) => {
    const heading = part?.querySelector("h2");
    if (!part || !heading) return [];
    const onclick = () => setTimeout(() => heading.focus({ preventScroll: true }));
    return [
      h(
        "li",
        null,
        h(
          "a",
          {
            href: `${location.pathname}${location.search}#${part.id}`,
            onclick,
          },
          heading.textContent,
        ),
      ),
    ];
  });
  return h("nav", { class: "detail-nav", "aria-label": t("detail.parts") }, h("ul", { role: "list" }, links));
}

/** Other productions of the same work. */
function workPart(/** @type {Detail} */ { work }) {
  if (!work || work.other_productions.length === 0) return null;
  const title = t("detail.work");
  return h(
    "section",
    { class: "detail-part", "aria-labelledby": "work-title" },
    h("h2", { class: "section-title", id: "work-title", tabindex: "-1" }, title),
    h("p", { class: "section-note", ...inKorean() }, work.title),
    list(work.other_productions, (item) => card(item, { sizes: "(min-width: 62rem) 140px, 31vw" }), {
      class: "strip",
      "aria-label": title,
      tabindex: "-1",
    }),
  );
}

/**
 * What is like it comes when it is nearly seen.
 * @param {Detail} performance
 * @param {AbortSignal} signal
 */
function similarPlace({ id }, signal) {
  const place = h("div", { class: "detail-similar" });
  whenNear(place, async () => (await import("../ui/similar.js")).showSimilar(place, id, signal), signal);
  return place;
}

function skeleton() {
  return h(
    "div",
    { class: "detail is-skeleton" },
    h("h1", { class: "visually-hidden", tabindex: "-1" }, t("loading")),
    h(
      "div",
      { class: "detail-head", "aria-hidden": "true" },
      h("span", { class: "skeleton poster detail-poster" }),
      h("div", { class: "detail-names" }, ["30%", "80%", "55%", "65%", "45%", "60%"].map(bar)),
    ),
  );
}
