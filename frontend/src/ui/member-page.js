/** The frame of pages that only their owner sees: guests go to the sign-in page and come back, whoever leaves is gone at once. */

import { h } from "../core/h.js";
import { setHead } from "../core/head.js";
import { t, to } from "../core/i18n.js";
import { entranceTo } from "../core/next-path.js";
import { departures, presence } from "../core/presence.js";
import { navigate, reload } from "../core/router.js";
import { isSessionOver } from "../core/session.js";
import { loadAccount, notice } from "../state/account.js";
import { bar } from "./section.js";

/** @typedef {import("../../types/shapes.d.ts").Account} Account */
/** @typedef {import("../core/router.js").PageContext} PageContext */

const SKELETON_AFTER_MS = 150;

/**
 * @typedef {object} Member
 * @property {Account} account as it is now
 * @property {AbortSignal} signal of the page
 * @property {() => void} release stay on the page when the person leaves, to say what happened
 */

/**
 * @param {HTMLElement} root
 * @param {PageContext} context
 * @param {{ title: string, className?: string, fill: (member: Member) => import("../core/h.js").Children | Promise<import("../core/h.js").Children> }} page
 */
export async function showMemberPage(root, { path, signal }, { title, className = "", fill }) {
  if (presence.get() === null) return askWho(path);
  setHead({ title, description: t("account.description"), index: false });
  const body = h("div", { class: "member-body" });
  root.replaceChildren(
    h("div", { class: `member ${className}`.trim() }, h("h1", { tabindex: "-1", class: "member-title" }, title), body),
  );
  const held = new AbortController();
  departures.subscribe(
    () => (presence.get() === null ? askWho(path) : reload()),
    AbortSignal.any([signal, held.signal]),
  );
  const waiting = setTimeout(() => body.replaceChildren(skeleton()), SKELETON_AFTER_MS);
  try {
    const account = await loadAccount({ signal });
    const content = await fill({ account, signal, release: () => held.abort() });
    clearTimeout(waiting);
    body.replaceChildren(...h("div", null, content).childNodes);
  } catch (error) {
    if (!isSessionOver(error)) throw error;
    notice.set("expired");
    askWho(path);
  } finally {
    clearTimeout(waiting);
  }
}

/** @param {string} path */
function askWho(path) {
  navigate(to(entranceTo("/signin", path)), { replace: true });
}

function skeleton() {
  return h(
    "div",
    { class: "member-skeleton is-skeleton", "aria-hidden": "true" },
    ["35%", "70%", "55%", "80%"].map(bar),
  );
}
