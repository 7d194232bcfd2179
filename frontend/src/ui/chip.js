/** Pills that take a filter away. */

import { h } from "../core/h.js";
import { icon } from "./icon.js";

/**
 * @param {{ label: string, name: string, onclick: () => void }} options `name` says what the button does
 * @returns {HTMLButtonElement}
 */
export function chipRemove({ label, name, onclick }) {
  return h("button", { type: "button", class: "chip is-on", "aria-label": name, onclick }, label, icon("x-lg"));
}
