/** Passing an address on: the device's own share sheet where there is one, else the clipboard. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";
import { toast } from "./notify.js";

/**
 * @param {string} title
 * @returns {HTMLElement}
 */
export function shareButton(title) {
  const onclick = async () => {
    const url = location.href;
    if (typeof navigator.share === "function") {
      try {
        await navigator.share({ title, url });
      } catch (error) {
        if (/** @type {Error} */ (error).name !== "AbortError") await copyText(url);
      }
    } else await copyText(url);
  };
  return h("button", { type: "button", class: "button share-button", onclick }, icon("share"), t("share"));
}

/**
 * Put a text on the clipboard and say whether that worked.
 * @param {string} value
 */
export async function copyText(value) {
  try {
    await navigator.clipboard.writeText(value);
    toast(t("copied"));
  } catch {
    toast(t("copy.failed", { value }), { stays: true }); // no permission, or no secure context: show it instead
  }
}
