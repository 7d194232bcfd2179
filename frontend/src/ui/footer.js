import { formatMoment } from "../core/format.js";
import { h, list } from "../core/h.js";
import { t, to } from "../core/i18n.js";
import { syncedAt } from "../state/synced.js";
import { brandLink } from "./navigation.js";

/** @typedef {import("../core/i18n.js").Key} Key */

const LINKS = /** @type {readonly { path: string, label: Key }[]} */ ([
  { path: "/about", label: "footer.about" },
  { path: "/accessibility", label: "footer.accessibility" },
  { path: "/privacy", label: "footer.privacy" },
  { path: "/terms", label: "footer.terms" },
]);

/**
 * Where the facts come from and how old they are, on every page.
 * @param {AbortSignal} signal aborts when the frame is drawn anew
 * @returns {HTMLElement}
 */
export function footer(signal) {
  const when = h("span", { class: "footer-synced" });
  const show = () => {
    const moment = syncedAt.get();
    when.textContent = moment ? ` · ${t("footer.synced", { when: formatMoment(moment) })}` : "";
  };
  syncedAt.subscribe(show, signal);
  show();
  return h(
    "div",
    { class: "footer-inner" },
    h(
      "nav",
      { class: "footer-nav", "aria-label": t("footer.label") },
      brandLink(),
      list(LINKS, ({ path, label }) => h("a", { href: to(path) }, t(label)), { class: "footer-links" }),
    ),
    h("p", { class: "footer-source" }, t("footer.source"), when),
  );
}
