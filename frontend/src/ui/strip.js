/** A list that scrolls sideways and snaps; buttons for it appear on wide screens. Nothing moves by itself. */

import { h, list } from "../core/h.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T, index: number) => import("../core/h.js").Children} render
 * @param {{ label: string, ordered?: boolean, start?: number, className?: string }} options `label` names the list;
 *   `start` is the number of the first item of an ordered list
 * @returns {{ root: HTMLElement, controls: HTMLElement }} the controls are placed by the caller, beside the heading
 */
export function strip(items, render, { label, ordered = false, start, className = "" }) {
  const rail = list(items, render, {
    ordered,
    class: `strip ${className}`.trim(),
    "aria-label": label,
    tabindex: "-1",
  });
  if (start !== undefined) rail.setAttribute("start", String(start));
  /** @param {-1 | 1} way */
  const move = (way) => rail.scrollBy({ left: way * rail.clientWidth * 0.9, behavior: "smooth" });
  const back = control(icon("chevron-left"), `${label}: ${t("previous")}`, () => move(-1));
  const forward = control(icon("chevron-right"), `${label}: ${t("next")}`, () => move(1));
  const controls = h("div", { class: "strip-controls" }, back, forward);
  const refresh = () => {
    // An observer that still observes is never collected, and with it the page it belongs to.
    if (!rail.isConnected) observer.disconnect();
    const end = rail.scrollWidth - rail.clientWidth;
    controls.hidden = end < 4;
    back.setAttribute("aria-disabled", String(rail.scrollLeft < 4));
    forward.setAttribute("aria-disabled", String(rail.scrollLeft > end - 4));
  };
  rail.addEventListener("scroll", refresh, { passive: true });
  const observer = new ResizeObserver(refresh);
  observer.observe(rail);
  return { root: rail, controls };
}

/**
 * @param {Node} symbol
 * @param {string} label
 * @param {() => void} onclick
 */
function control(symbol, label, onclick) {
  return h("button", { type: "button", class: "round-button", "aria-label": label, onclick }, symbol);
}
