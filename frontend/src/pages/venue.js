/** One venue: where it is, what makes it easy or hard to visit, and what plays there. */

import { getVenue, listPerformances } from "../api/performances.js";
import { h, list } from "../core/h.js";
import { setHead } from "../core/head.js";
import { inKorean, t } from "../core/i18n.js";
import { choices, label, loadLabels } from "../state/labels.js";
import { rankRow } from "../ui/card.js";
import { constellation } from "../ui/constellation.js";
import { icon } from "../ui/icon.js";
import { bar, emptyCard, rowSkeleton, section, skeletons } from "../ui/section.js";
import { accessList, addressRow, mapLinks } from "../ui/venue-card.js";

/** @typedef {import("../../types/shapes.d.ts").Venue} Venue */

const ROWS = 100; // more than any venue announces at a time; of the past, the latest

/** @type {import("../core/router.js").Page} */
export async function mount(root, { params, signal }) {
  setHead({
    title: t("venue.title"),
    description: t("site.description"),
    index: false,
  });
  const waiting = setTimeout(() => root.replaceChildren(skeleton()), 150);
  try {
    const [venue] = await Promise.all([getVenue(/** @type {string} */ (params.id), { signal }), loadLabels()]);
    clearTimeout(waiting);
    setHead({
      title: t("venue.head", { name: venue.name }),
      description: [venue.name, venue.address].filter(Boolean).join(", "),
    });
    const now = programme(venue, t("venue.now"), { state: ["running", "upcoming"], ordering: "opening" }, signal);
    const past = programme(venue, t("venue.past"), { state: "ended", ordering: "-closing" }, signal);
    root.replaceChildren(page(venue, now, past, signal));
    await now.load();
  } finally {
    clearTimeout(waiting);
  }
}

/**
 * @param {Venue} venue
 * @param {import("../ui/section.js").Section} now
 * @param {import("../ui/section.js").Section} past
 * @param {AbortSignal} signal
 */
function page(venue, now, past, signal) {
  let asked = false;
  const askPast = (/** @type {Event} */ event) => {
    if (asked || !(/** @type {HTMLDetailsElement} */ (event.target).open)) return;
    asked = true;
    past.load();
  };
  return h(
    "article",
    { class: "venue-page" },
    head(venue),
    h(
      "div",
      { class: "venue-columns" },
      h(
        "div",
        { class: "venue-facts" },
        constellation(venue),
        addressRow(venue),
        mapLinks(venue, signal),
        contact(venue),
        h("h2", { class: "section-title" }, t("venue.access")),
        accessList(venue),
        amenities(venue),
        h("p", { class: "section-note" }, t("access.note")),
        halls(venue),
      ),
      h(
        "div",
        { class: "venue-programme" },
        now.root,
        h("details", { class: "past", ontoggle: askPast }, h("summary", null, t("venue.past.show")), past.root),
      ),
    ),
  );
}

/** @param {Venue} venue */
function head({ name, kind, region, district, halls: stages, seats, opened_year: year, closed }) {
  const where = [region && label("regions", region), district?.name].filter(Boolean).join(" ");
  const size = [
    stages.length > 0 && t("venue.halls", { n: stages.length }),
    seats !== null && t("venue.seats", { n: seats }),
    year !== null && t("venue.opened", { year: String(year) }),
  ];
  return h(
    "header",
    { class: "venue-head" },
    h("p", { class: "venue-kind" }, [t("venue.title"), where, kind].filter(Boolean).join(" · ")),
    h("h1", { tabindex: "-1", ...inKorean() }, name),
    h("p", { class: "section-note" }, size.filter(Boolean).join(" · ")),
    closed && h("p", { class: "detail-notice", role: "note" }, t("venue.closed")),
  );
}

/** @param {Venue} venue */
function contact({ phone, url }) {
  if (!phone && !url) return null;
  return h(
    "p",
    { class: "venue-contact" },
    phone && h("a", { class: "button", href: `tel:${phone.replace(/[^+\d-]/g, "")}` }, icon("telephone"), phone),
    url &&
      h(
        "a",
        {
          class: "button",
          href: url,
          target: "_blank",
          rel: "noopener noreferrer",
        },
        icon("globe"),
        t("venue.site"),
        h("span", { class: "new-window" }, t("new-window")),
      ),
  );
}

/** @param {Venue} venue */
function amenities(venue) {
  const known = /** @type {Record<string, boolean | null>} */ (venue.amenities);
  const there = choices("amenities").filter(({ code }) => known[code]);
  if (there.length === 0) return null;
  return [
    h("h2", { class: "section-title" }, t("venue.amenities")),
    list(there, ({ code }) => h("span", { class: "chip is-fact" }, label("amenities", code)), { class: "tag-row" }),
  ];
}

/** @param {Venue} venue */
function halls({ halls: stages }) {
  if (stages.length < 2) return null;
  const words = (/** @type {Venue["halls"][number]} */ stage) =>
    [
      stage.seats !== null && t("venue.seats", { n: stage.seats }),
      stage.wheelchair_seats && t("venue.wheelchair", { n: stage.wheelchair_seats }),
    ]
      .filter(Boolean)
      .join(" · ") || t("unknown");
  return [
    h("h2", { class: "section-title" }, t("venue.stages")),
    h(
      "dl",
      { class: "hall-list" },
      stages.map((stage) => h("div", null, h("dt", inKorean(), stage.name), h("dd", null, words(stage)))),
    ),
  ];
}

/**
 * @param {Venue} venue
 * @param {string} title
 * @param {import("../core/http.js").Query} query
 * @param {AbortSignal} signal
 */
function programme(venue, title, query, signal) {
  return section({
    title,
    className: "programme",
    signal,
    skeleton: () => skeletons(4, rowSkeleton, "rank-rows"),
    load: (_, retried) => listPerformances({ ...query, venue: venue.id, page_size: ROWS }, { signal, fresh: retried }),
    render: ({ results }) => {
      if (results.length === 0) return emptyCard({ title: t("venue.empty") });
      return list(results, (performance) => rankRow({ rank: null, previous_rank: null, performance }), {
        class: "rank-rows",
      });
    },
  });
}

function skeleton() {
  return h(
    "div",
    { class: "venue-page is-skeleton" },
    h("h1", { class: "visually-hidden", tabindex: "-1" }, t("loading")),
    h("div", { "aria-hidden": "true" }, ["25%", "50%", "40%"].map(bar), h("span", { class: "skeleton map-skeleton" })),
  );
}
