/** The frame of the pages that lead to an account: one column, one thing to do. */

import { h } from "../core/h.js";
import { setHead } from "../core/head.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

/** With a keyboard at hand the first field may take the focus; on phones it would open one over the page. */
const HAS_KEYBOARD = "(min-width: 62rem) and (pointer: fine)";

/**
 * @param {HTMLElement} root
 * @param {{ title: string, heading?: string, lead?: import("../core/h.js").Children, body: import("../core/h.js").Children }} page
 */
export function showEntrance(root, { title, heading = title, lead, body }) {
  setHead({ title, description: t("account.description"), index: false });
  root.replaceChildren(
    h(
      "div",
      { class: "entrance" },
      h("h1", { tabindex: "-1" }, heading),
      lead && h("div", { class: "entrance-lead" }, lead),
      body,
    ),
  );
}

/**
 * Focus the first field that is empty, once the page stands.
 * @param {HTMLElement} root
 */
export function focusFirst(root) {
  if (!matchMedia(HAS_KEYBOARD).matches) return;
  queueMicrotask(() => {
    const fields = [...root.querySelectorAll("input")];
    (fields.find((field) => field.value === "") ?? fields[0])?.focus({ preventScroll: true });
  });
}

/**
 * @param {"ok" | "warn" | "info" | "danger"} tone
 * @param {import("../core/h.js").Children} content
 * @returns {HTMLElement}
 */
export function noteBox(tone, content) {
  const symbol = { ok: icon("check-circle-fill"), warn: icon("exclamation-circle-fill"), info: icon("envelope") };
  return h(
    "div",
    { class: `alert-box is-${tone}` },
    symbol[tone === "danger" ? "warn" : tone],
    h("div", null, content),
  );
}
