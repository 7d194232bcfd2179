/** Messages that come and go: said to screen readers, or shown above the bars. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

const SHOWN_MS = 6_000;

/** @type {HTMLElement | null} */
let spoken = null;
/** @type {HTMLElement | null} */
let shown = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** Takes away the message on show.
 * @type {(() => void) | null} */
let leave = null;

/**
 * Say something to screen readers when they are free. The same text twice is said twice.
 * @param {string} message
 */
export function announce(message) {
  spoken ??= document.body.appendChild(h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" }));
  spoken.replaceChildren(h("p", null, message));
}

/**
 * Show one short message; it stays at least six seconds, longer while hovered or focused.
 * @param {string} message
 * @param {{ action?: { label: string, onclick: () => void }, stays?: boolean, onclose?: () => void }} [options] `stays` until
 *   it is closed; `onclose` is told when it goes without its action
 */
export function toast(message, { action, stays = false, onclose } = {}) {
  shown ??= h("div", { class: "toast-region", role: "status" });
  leave?.();
  const place = document.querySelector("dialog[open]") ?? document.body; // what lies under a dialog cannot be reached
  if (shown.parentNode !== place) place.append(shown);
  let isActed = false;
  const hide = () => {
    clearTimeout(timer);
    shown?.replaceChildren();
    leave = null;
    if (!isActed) onclose?.();
  };
  leave = hide;
  const start = () => {
    clearTimeout(timer);
    if (!stays) timer = setTimeout(hide, SHOWN_MS);
  };
  const act = () => {
    isActed = true;
    hide();
    action?.onclick();
  };
  const box = h(
    "div",
    {
      class: "toast-box",
      onmouseenter: () => clearTimeout(timer),
      onmouseleave: start,
      onfocusin: () => clearTimeout(timer),
      onfocusout: start,
    },
    h("span", null, message),
    action && h("button", { type: "button", class: "toast-action", onclick: act }, action.label),
    h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: hide }, icon("x-lg")),
  );
  shown.replaceChildren(box);
  start();
}
