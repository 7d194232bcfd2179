/** "More": how much is shown of how much, and the button for the next part. */

import { formatNumber } from "../core/format.js";
import { h } from "../core/h.js";
import { t } from "../core/i18n.js";

/**
 * @param {{ shown: number, total: number, text: string, onmore: () => Promise<void> }} options `text` says both numbers;
 *   `onmore` puts a new one of these in place of this one, or rejects, which leaves it usable
 * @returns {HTMLElement}
 */
export function more({ shown, total, text, onmore }) {
  const button = h("button", { type: "button", class: "button", onclick }, t("more"));
  let busy = false;
  async function onclick() {
    if (busy) return;
    busy = true;
    button.setAttribute("aria-disabled", "true");
    button.textContent = t("loading");
    try {
      await onmore();
    } finally {
      busy = false;
      button.removeAttribute("aria-disabled");
      button.textContent = t("more");
    }
  }
  return h(
    "div",
    { class: "more" },
    h("p", { class: "more-text" }, text),
    h("progress", { class: "more-bar", max: total, value: shown, "aria-label": text }, formatNumber(shown)),
    shown < total && button,
  );
}
