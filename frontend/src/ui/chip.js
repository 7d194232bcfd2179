/** Pills: toggles that choose, and buttons that take a filter away. */

import { h } from "../core/h.js";
import { icon } from "./icon.js";

/**
 * @param {{ label: string, pressed: boolean, count?: string, symbol?: Node | null, onclick: (event: MouseEvent) => void }} options
 * @returns {HTMLButtonElement}
 */
export function chipToggle({ label, pressed, count, symbol = null, onclick }) {
  return h(
    "button",
    { type: "button", class: "chip", "aria-pressed": String(pressed), onclick },
    icon("check-lg", "chip-check"),
    symbol,
    label,
    count !== undefined && h("span", { class: "chip-count" }, count),
  );
}

/**
 * @param {{ label: string, name: string, onclick: () => void }} options `name` says what the button does
 * @returns {HTMLButtonElement}
 */
export function chipRemove({ label, name, onclick }) {
  return h("button", { type: "button", class: "chip is-on", "aria-label": name, onclick }, label, icon("x-lg"));
}
