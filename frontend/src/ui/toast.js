/** One short message at a time above the bars; it stays at least six seconds, longer while hovered or focused. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

const SHOWN_MS = 6_000;

/** @type {HTMLElement | null} */
let region = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * @param {string} message
 * @param {{ action?: { label: string, onclick: () => void }, stays?: boolean }} [options] `stays` until it is closed
 */
export function toast(message, { action, stays = false } = {}) {
  region ??= document.body.appendChild(h("div", { class: "toast-region", role: "status" }));
  const hide = () => {
    clearTimeout(timer);
    region?.replaceChildren();
  };
  const start = () => {
    clearTimeout(timer);
    if (!stays) timer = setTimeout(hide, SHOWN_MS);
  };
  const act = () => {
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
  region.replaceChildren(box);
  start();
}
