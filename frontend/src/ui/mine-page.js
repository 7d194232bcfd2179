/** The frame of one's own pages: tabs that are links, a part that loads by itself, private reads that ask again who it is. */

import { h, list } from "../core/h.js";
import { t, to } from "../core/i18n.js";
import { showMemberPage } from "./account-page.js";
import { waitingNote } from "./outbox.js";
import { withSession } from "./sign-in.js";

/** @typedef {"me" | "diary" | "favorites" | "reviews" | "stats" | "notices"} Tab */

const TABS = /** @type {const} */ (["me", "diary", "favorites", "reviews", "stats", "notices"]);

/**
 * @param {Tab} current
 * @returns {HTMLElement}
 */
export function mineTabs(current) {
  const link = (/** @type {Tab} */ tab) =>
    h(
      "a",
      {
        class: "mine-tab",
        href: to(tab === "me" ? "/me" : `/me/${tab}`),
        "aria-current": tab === current ? "page" : null,
      },
      t(`mine.tab.${tab}`),
    );
  const nav = h("nav", { class: "mine-tabs", "aria-label": t("mine.tabs") }, list(TABS, link));
  // Where the tabs are wider than the screen, the current one is among those that show.
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    const tab = /** @type {HTMLElement} */ (nav.querySelector("[aria-current]"));
    nav.scrollLeft = tab.offsetLeft - (nav.clientWidth - tab.offsetWidth) / 2;
  });
  observer.observe(nav);
  return nav;
}

/**
 * @param {HTMLElement} root
 * @param {import("../core/router.js").PageContext} context
 * @param {{ tab: Tab, title: string, fill: (member: import("./account-page.js").Member) => import("../core/h.js").Children }} page
 */
export function showMinePage(root, context, { tab, title, fill }) {
  const filled = (/** @type {import("./account-page.js").Member} */ member) => [mineTabs(tab), fill(member)];
  return showMemberPage(root, context, {
    title,
    className: "mine",
    above: waitingNote(context.signal),
    fill: filled,
  });
}

/**
 * Read or write something private; a session that has ended is begun anew first.
 * @template T
 * @param {() => Promise<T>} action
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export function privately(action, signal) {
  return withSession(action, { intent: t("account.resume"), signal });
}
