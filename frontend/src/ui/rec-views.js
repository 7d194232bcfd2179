/** What an answer looks like: what it rests on, its list, and what stands there when there is little to go by. */

import { h } from "../core/h.js";
import { t, to } from "../core/i18n.js";
import { label } from "../state/labels.js";
import { icon } from "./icon.js";
import { recommendedList } from "./recommended.js";
import { emptyCard } from "./section.js";

/** @typedef {import("../../types/shapes.d.ts").Recommendations} Recommendations */
/** @typedef {Recommendations["tab"]} Tab */
/**
 * @typedef {object} Shown
 * @property {Recommendations} answer
 * @property {boolean} enabled false when a member lets nothing of theirs be used
 * @property {boolean} isGuest
 * @property {number} picked how many picks are kept
 * @property {string | null} name of the member
 * @property {number} limit how many were asked for
 * @property {string | null} savedAt when it came, if it is an earlier answer
 */

const EVIDENCE = /** @type {const} */ (["reviews", "favorites", "visits", "searches", "picks"]);

/**
 * The line that says honestly what the list rests on.
 * @param {Shown} shown
 * @returns {Node[]}
 */
export function basisNotes({ answer, enabled, savedAt }) {
  const { basis, evidence, reach, regions } = answer;
  const known = basis === "popular" ? [] : EVIDENCE.filter((name) => evidence[name] > 0);
  const facts = known.map((name) => t(`recs.evidence.${name}`, { n: evidence[name] })).join(" · ");
  const where = regions.map((code) => label("regions", code)).join(", ");
  const about = h(
    "div",
    { class: "rec-basis", "data-basis": basis },
    h("span", { class: "rec-basis-mark" }, icon("stars")),
    h("div", null, facts && h("p", { class: "rec-evidence" }, facts), h("p", { class: "section-note" }, based())),
    h(
      "div",
      { class: "rec-basis-links" },
      h("a", { class: "quiet-link rec-change", href: to("/recommendations/taste") }, t("recs.change")),
      h("a", { class: "quiet-link", href: to("/me/taste") }, t("recs.how")),
    ),
  );

  function based() {
    const text = t(`recs.based.${basis}`);
    return where ? `${text} · ${where}` : text;
  }

  const nowhere = answer.tab === "near" && regions.length === 0; // the list is that of the whole country
  const hints = [
    nowhere &&
      h(
        "p",
        { class: "rec-hint" },
        t("recs.nowhere"),
        " ",
        h("a", { href: to("/recommendations/taste") }, t("taste.title")),
      ),
    savedAt && h("p", { class: "rec-hint", role: "status" }, t("recs.saved", { time: savedAt })),
    reach !== "asked" && h("p", { class: "rec-hint" }, t(`recs.reach.${reach}`)),
    !enabled &&
      h("p", { class: "rec-hint" }, t("recs.off"), " ", h("a", { href: to("/me/taste") }, t("recs.off.change"))),
  ];
  return [about, ...hints.filter((hint) => hint instanceof Node)];
}

/**
 * @param {Shown} shown
 * @param {{ tab: Tab, onmore: (() => Promise<void>) | null }} options
 * @returns {import("../core/h.js").Children}
 */
export function answerView({ answer, enabled, limit }, { tab, onmore }) {
  const { basis, results, again } = answer;
  if (results.length === 0 && again.length === 0) return [basis === "popular" && enabled && coldStart(), nothing(tab)];
  const isCold = basis === "popular";
  const level = isCold ? "h3" : "h2";
  return [
    isCold && enabled && coldStart(),
    isCold && h("h2", { class: "section-title rec-common" }, t("recs.common")),
    recommendedList(results, { level }),
    onmore && results.length >= limit && moreButton(onmore),
    again.length > 0 && h("h2", { class: "section-title rec-common" }, t("recs.again")),
    again.length > 0 && recommendedList(again, { level: "h3" }),
  ];
}

/** @param {() => Promise<void>} onmore */
function moreButton(onmore) {
  const onclick = async () => {
    if (button.hasAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    await onmore();
    button.removeAttribute("aria-disabled");
  };
  const button = h("button", { type: "button", class: "button", onclick }, t("more"));
  return h("div", { class: "more" }, button);
}

/** @param {Tab} tab */
function nothing(tab) {
  const back = h("a", { class: "button", href: to("/recommendations") }, t("recs.empty.back"));
  return emptyCard({
    title: t(`recs.empty.${tab}`),
    text: t("recs.empty.text"),
    action: tab === "fit" ? null : back,
  });
}

/** Two ways to begin, for whoever nothing is known of. */
function coldStart() {
  return h(
    "section",
    { class: "rec-start", "aria-labelledby": "rec-start" },
    h("h2", { class: "section-title", id: "rec-start" }, t("recs.start")),
    h("p", { class: "section-note" }, t("recs.start.text")),
    h("a", { class: "button is-primary", href: to("/recommendations/taste") }, icon("stars"), t("recs.start.pick")),
    h("a", { class: "button", href: to("/me/diary") }, t("recs.start.rate")),
  );
}
