import { h } from "../core/h.js";

/** @type {HTMLElement | null} */
let region = null;

/**
 * Say something to screen readers when they are free. The same text twice is said twice.
 * @param {string} message
 */
export function announce(message) {
  region ??= document.body.appendChild(h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" }));
  region.replaceChildren(h("p", null, message));
}
