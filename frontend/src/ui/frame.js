/** What stands around every page; drawn anew when the language changes. */

import { formatMoment } from "../core/format.js";
import { h, list } from "../core/h.js";
import { savedAt } from "../core/http.js";
import { languageStore, t, to } from "../core/i18n.js";
import { reload } from "../core/router.js";
import { createStore } from "../core/store.js";
import { icon } from "./icon.js";
import { brandLink, header, tabBar } from "./navigation.js";

/** An ISO moment; null until it is known or while the first filling goes on. */
export const syncedAt = createStore(/** @type {string | null} */ (null));

/**
 * @param {HTMLElement} app the element of index.html that holds the app
 * @returns {HTMLElement} `main`, where pages go
 */
export function mountFrame(app) {
  const main = h("main", { id: "main", tabindex: "-1" });
  const skip = h("a", { class: "skip-link", href: "#main" });
  const top = h("header", { class: "header" });
  const status = h("div");
  const bottom = h("footer", { class: "footer" });
  const bar = h("div");
  /** @type {AbortController | null} */
  let drawn = null;
  const draw = () => {
    drawn?.abort();
    drawn = new AbortController();
    skip.textContent = t("nav.skip");
    top.replaceChildren(header(drawn.signal));
    status.replaceChildren(offlineBar(drawn.signal));
    bottom.replaceChildren(footer(drawn.signal));
    bar.replaceChildren(tabBar(drawn.signal));
  };
  languageStore.subscribe(draw);
  draw();
  app.replaceChildren(skip, top, status, main, bottom, bar);
  return main;
}

/**
 * The amber bar: the connection is gone, or what is shown was saved earlier; it says when.
 * @param {AbortSignal} signal aborts when the frame is drawn anew
 * @returns {HTMLElement}
 */
function offlineBar(signal) {
  const message = h("p", { class: "offline-text" });
  const again = h("button", { type: "button", class: "link-button", onclick: () => reload() }, t("offline.retry"));
  const bar = h("div", { class: "offline-bar", hidden: true }, icon("wifi-off"), message, again);
  const box = h("div", { role: "status" }, bar);
  const show = () => {
    const saved = savedAt.get();
    const offline = !navigator.onLine;
    bar.hidden = !offline && !saved;
    const parts = [offline && t("offline.bar"), saved && t("offline.saved", { when: formatMoment(saved) })];
    message.textContent = parts.filter(Boolean).join(" ");
  };
  savedAt.subscribe(show, signal);
  window.addEventListener("online", show, { signal });
  window.addEventListener("offline", show, { signal });
  show();
  return box;
}

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
