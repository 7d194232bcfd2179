/** What one can do with a performance: keep it, write down a visit, book; a bar on phones, a card on wide screens. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { heart } from "./heart.js";
import { icon } from "./icon.js";
import { sellerAction } from "./sellers.js";

/** @typedef {import("../../types/shapes.d.ts").Detail} Detail */

/**
 * @param {Detail} performance
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function actionBar(performance, signal) {
  const isOver = performance.state === "ended";
  return h(
    "div",
    { class: "action-bar" },
    heart(performance, "button is-boxed", isOver ? t("fav.again") : ""),
    recordButton(performance, signal),
    isOver ? null : sellerAction(performance, signal),
  );
}

/**
 * @param {Detail} performance
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function actionRow(performance, signal) {
  const label = t(performance.state === "ended" ? "fav.again" : "fav.label");
  return h(
    "div",
    { class: "action-row-pair" },
    heart(performance, "button is-boxed", label),
    recordButton(performance, signal),
  );
}

/**
 * @param {Detail} performance
 * @param {AbortSignal} signal
 */
function recordButton(performance, signal) {
  if (performance.state === "upcoming") return null; // nobody can have seen it
  const onclick = async () => {
    const { recordVisit } = await import("./visit-sheet.js");
    await recordVisit(performance, { signal });
  };
  return h(
    "button",
    { type: "button", class: "button", "aria-haspopup": "dialog", onclick },
    icon("pencil-square"),
    t("visit.record"),
  );
}
