/** For visitors from abroad, on English pages only: what they ask before they book. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { formatDuration } from "../core/units.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/shapes.d.ts").Detail} Detail */

/**
 * @param {Detail} performance
 */
export function visitorCard({ booking_links: sellers, age_min: age, runtime_minutes: minutes, state }) {
  const known = [
    age === null ? null : age === 0 ? t("detail.age.all") : t("detail.age.from", { n: age }),
    minutes === null ? null : formatDuration(minutes),
  ];
  const facts = known.filter(Boolean).join(" · ");
  return h(
    "section",
    { class: "visitor-card", "aria-labelledby": "visitor-title" },
    h("h2", { class: "side-title", id: "visitor-title" }, icon("translate"), t("visitor.title")),
    h(
      "ul",
      { role: "list" },
      state !== "ended" &&
        fact(
          sellers.length > 0,
          sellers.length > 0 ? t("visitor.sellers", { n: sellers.length }) : t("visitor.nosellers"),
        ),
      fact(false, t("visitor.subtitles")),
      facts ? fact(true, facts) : fact(false, t("visitor.nofacts")),
    ),
  );
}

/**
 * @param {boolean} known
 * @param {string} words
 */
function fact(known, words) {
  return h(
    "li",
    { class: known ? "is-known" : "is-unknown" },
    known ? icon("check-circle-fill") : icon("slash-circle"),
    h("span", null, words),
  );
}
