/** The top of a performance's page: poster, badges, title, stars, run, and the facts that decide. */

import { daysBetween, seoulToday } from "../core/dates.js";
import { formatRun } from "../core/format.js";
import { h } from "../core/h.js";
import { currentLanguage, inKorean, t, to } from "../core/i18n.js";
import { formatDuration } from "../core/units.js";
import { label } from "../state/labels.js";
import { deadlineBadge, genreBadge, ratingText, stateBadge } from "./badges.js";
import { venueLine } from "./card.js";
import { poster } from "./poster.js";
import { shareButton } from "./share.js";

/** @typedef {import("../../types/shapes.d.ts").Detail} Detail */
/** @typedef {import("../../types/shapes.d.ts").Card} Card */

/**
 * @param {Detail} performance
 * @returns {HTMLElement}
 */
export function detailHead(performance) {
  const { title, poster: picture, title_en: english } = performance;
  const head = h(
    "header",
    { class: "detail-head" },
    poster(performance, {
      sizes: "(min-width: 62rem) 248px, 132px",
      eager: true,
      alone: true,
      className: "detail-poster",
    }),
    h(
      "div",
      { class: "detail-names" },
      trail(performance),
      h("p", { class: "badges" }, genreBadge(performance.genre), stateBadge(performance.state), rankBadge(performance)),
      h("h1", { class: "detail-title", tabindex: "-1", ...inKorean() }, title),
      currentLanguage() === "en" && english && englishTitle(english.text),
      ratingText(performance.rating),
      h("p", { class: "detail-run" }, formatRun(performance), " ", countdown(performance)),
      shareButton(title),
    ),
    facts(performance),
  );
  if (picture?.color && /^#[0-9a-f]{6}$/i.test(picture.color)) head.style.setProperty("--detail-glow", picture.color);
  return head;
}

/** @param {string} text a machine's words, told as such */
function englishTitle(text) {
  return h("p", { class: "title-en" }, text, " ", h("span", { class: "title-en-source" }, t("detail.title.machine")));
}

/** Genre › region, as ways up to the lists they stand in. */
function trail(/** @type {Detail} */ { genre, region }) {
  const steps = [
    genre && h("a", { href: to(`/genres/${genre}`) }, label("genres", genre)),
    region && h("a", { href: to(`/regions/${region}`) }, label("regions", region)),
  ].filter(Boolean);
  if (steps.length === 0) return null;
  return h(
    "nav",
    { class: "detail-trail", "aria-label": t("detail.trail") },
    h(
      "ol",
      { role: "list" },
      steps.map((step) => h("li", null, step)),
    ),
  );
}

/** @param {Detail} performance */
function rankBadge({ sales_rank: rank }) {
  return rank ? h("span", { class: "badge-p is-rank" }, t("detail.rank", { n: rank })) : null;
}

/** How many days are left, or until it opens. */
function countdown(/** @type {Detail} */ performance) {
  const deadline = deadlineBadge(performance);
  if (deadline) return deadline;
  const today = seoulToday();
  if (performance.state === "upcoming") {
    return h(
      "span",
      { class: "badge-p is-info" },
      t("detail.opens", { n: daysBetween(today, performance.start_date) }),
    );
  }
  if (performance.state !== "running" || performance.open_run) return null;
  return h("span", { class: "badge-p is-info" }, t("detail.left", { n: daysBetween(today, performance.end_date) }));
}

/** @param {Detail} performance */
function facts(performance) {
  const { production, agency } = performance.companies;
  const makers = production.length > 0 ? production : agency;
  const rows = /** @type {[string, import("../core/h.js").Children][]} */ ([
    [t("detail.run"), formatRun(performance, { weekday: true, year: true })],
    [t("detail.place"), place(performance)],
    [t("detail.age"), age(performance)],
    [t("detail.duration"), duration(performance)],
    [t("detail.makers"), makers.length > 0 ? companyLinks(makers) : unknown()],
  ]);
  return h(
    "dl",
    { class: "detail-facts" },
    rows.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))),
  );
}

/** @returns {HTMLElement} what stands where nothing is known */
export function unknown() {
  return h("span", { class: "is-unknown" }, t("unknown"));
}

/** @param {Detail} performance */
function place(performance) {
  const { venue, region } = performance;
  if (!venue) return unknown();
  const name = venueLine(/** @type {Card} */ (performance));
  const line = venue.id
    ? h("a", { href: to(`/venues/${venue.id}`), ...inKorean() }, name)
    : h("span", inKorean(), name);
  const district = "district" in venue ? venue.district?.name : null;
  const area = [region && label("regions", region), district].filter(Boolean).join(" ");
  return area ? [line, " ", h("span", { class: "detail-area" }, area)] : line;
}

/** @param {Detail} performance */
function age({ age_min: years, age_text: raw }) {
  if (years === 0) return t("detail.age.all");
  if (years !== null) return t("detail.age.from", { n: years });
  return raw ? h("span", inKorean(), raw) : unknown();
}

/** @param {Detail} performance */
function duration({ runtime_minutes: minutes, runtime_text: raw }) {
  if (minutes !== null) return formatDuration(minutes);
  return raw ? h("span", inKorean(), raw) : unknown();
}

/** @param {readonly import("../../types/shapes.d.ts").Named[]} companies */
function companyLinks(companies) {
  return companies.flatMap(({ id, name }, index) => [
    index > 0 && " · ",
    h("a", { href: to(`/companies/${id}`), ...inKorean() }, name),
  ]);
}
