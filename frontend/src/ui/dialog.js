/** Native dialogs: a sheet from below on phones, centred from 768 px. Escape, the close button and Back close them. */

import { h } from "../core/h.js";
import { writeEntry } from "../core/history.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

let count = 0;

/**
 * Open a dialog; the focus goes to its heading and, at the end, back to what had it.
 * @param {import("../../types/parts.d.ts").DialogOptions} options
 * @returns {import("../../types/parts.d.ts").DialogHandle}
 */
export function openDialog({ title, body, footer = [], className = "", href, first, mayClose = () => true, signal }) {
  count += 1;
  const id = `dialog-${count}`;
  const opener = /** @type {HTMLElement | null} */ (document.activeElement);
  const heading = h("h2", { class: "sheet-title", id, tabindex: "-1" }, title);
  const root = h(
    "dialog",
    { class: `sheet ${className}`.trim(), "aria-labelledby": id },
    h(
      "div",
      { class: "sheet-head" },
      heading,
      closeButton(() => mayClose() && root.close()),
    ),
    h("div", { class: "sheet-body" }, body),
    Array.isArray(footer) && footer.length === 0 ? null : h("div", { class: "sheet-foot" }, footer),
  );
  root.addEventListener("click", (event) => {
    if (event.target === root && mayClose()) root.close(); // the backdrop
  });
  root.addEventListener("cancel", (event) => {
    if (event.target === root && !mayClose()) event.preventDefault(); // Escape
  });
  document.body.append(root);
  const own = href ?? location.pathname + location.search + location.hash;
  let key = writeEntry(own);
  root.showModal();
  (first ?? heading).focus();
  document.documentElement.classList.add("has-dialog");

  const onBack = () => {
    if (history.state?.key === key) return; // a dialog above this one was closed
    if (mayClose()) root.close();
    else key = writeEntry(own);
  };
  const onLeft = () => root.close();
  window.addEventListener("popstate", onBack);
  signal?.addEventListener("abort", onLeft, { once: true });
  const closed = new Promise((/** @type {(value: void) => void} */ resolve) => {
    root.addEventListener("close", () => {
      window.removeEventListener("popstate", onBack);
      signal?.removeEventListener("abort", onLeft);
      root.remove();
      if (!document.querySelector("dialog[open]")) document.documentElement.classList.remove("has-dialog");
      opener?.focus({ preventScroll: true });
      if (history.state?.key !== key) return resolve();
      window.addEventListener("popstate", () => resolve(), { once: true });
      history.back();
    });
  });
  return { root, close: () => root.close(), closed };
}

/** @param {() => void} onclick */
function closeButton(onclick) {
  return h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick }, icon("x-lg"));
}
