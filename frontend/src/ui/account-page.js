/** The frames of the account's pages, and what one can do there besides filling in forms. */

import { exportMe, resendVerification } from "../api/account.js";
import { seoulToday } from "../core/dates.js";
import { h, list } from "../core/h.js";
import { setHead } from "../core/head.js";
import { ApiError, isAbort } from "../core/http.js";
import { t, to } from "../core/i18n.js";
import { departures, entranceTo, presence } from "../core/presence.js";
import { navigate, reload } from "../core/router.js";
import { endSession, isSessionOver } from "../core/session.js";
import { leave, loadAccount, notice } from "../state/account.js";
import { failureText } from "./form.js";
import { icon } from "./icon.js";
import { toast } from "./notify.js";
import { bar, problemCard } from "./section.js";
import { withSession } from "./sign-in.js";

/** @typedef {import("../core/h.js").Children} Children */
/** @typedef {import("../../types/account.d.ts").Member} Member */

const SKELETON_AFTER_MS = 150;

/** @param {string} title */
function head(title) {
  setHead({ title, description: t("account.description"), index: false });
}

/**
 * A way in: one column, one thing to do.
 * @param {HTMLElement} root
 * @param {{ title: string, heading?: string, lead?: Children, body?: Children }} page
 */
export function showEntrance(root, { title, heading = title, lead, body }) {
  head(title);
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
 * @param {"ok" | "warn" | "info"} tone
 * @param {Children} content
 * @returns {HTMLElement}
 */
export function noteBox(tone, content) {
  const symbol = { ok: icon("check-circle-fill"), warn: icon("exclamation-circle-fill"), info: icon("envelope") };
  return h("div", { class: `alert-box is-${tone}` }, symbol[tone], h("div", null, content));
}

/**
 * A page of one's own. Guests go to the sign-in page and come back; when its owner leaves, it goes too.
 * @param {HTMLElement} root
 * @param {import("../core/router.js").PageContext} context
 * @param {{ title: string, className?: string, above?: Children, fill: (member: Member) => Children | Promise<Children> }} page
 *   `above` stands there at once and stays without a connection
 */
export async function showMemberPage(root, { path, signal }, { title, className = "is-narrow", above, fill }) {
  const askWho = () => navigate(to(entranceTo("/signin", path)), { replace: true });
  if (presence.get() === null) return askWho();
  head(title);
  const body = h("div", { class: "member-body" });
  root.replaceChildren(
    h("div", { class: `member ${className}` }, h("h1", { tabindex: "-1", class: "member-title" }, title), above, body),
  );
  const held = new AbortController();
  const watch = AbortSignal.any([signal, held.signal]);
  departures.subscribe(() => (presence.get() === null ? askWho() : reload()), watch);
  /** @param {() => Promise<any>} action */
  const run = (action) => withSession(action, { intent: t("account.resume"), signal });
  const part = () => {
    held.abort();
    leave();
  };
  const waiting = setTimeout(() => body.replaceChildren(skeleton()), SKELETON_AFTER_MS);
  try {
    const account = await loadAccount({ signal });
    const content = h("div", null, await fill({ account, signal, run, part }));
    body.replaceChildren(...content.childNodes);
  } catch (error) {
    if (error instanceof ApiError && error.status === 0) {
      body.replaceChildren(problemCard({ what: title, error, onretry: () => reload() }));
      return;
    }
    if (!isSessionOver(error)) throw error;
    notice.set("expired");
    askWho();
  } finally {
    clearTimeout(waiting);
  }
}

function skeleton() {
  return h("div", { class: "member-skeleton", "aria-hidden": "true" }, ["35%", "70%", "55%", "80%"].map(bar));
}

/**
 * A button for what takes a moment. What goes wrong is said, and it can be tried again.
 * @param {import("../../types/account.d.ts").ActionOptions} options
 * @returns {HTMLElement}
 */
export function actionButton({ label, busy, signal, act, symbol, props, say = toast }) {
  const words = h("span", null, label);
  const button = h("button", { type: "button", class: "button", ...props, onclick }, words, symbol);
  async function onclick() {
    if (button.hasAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    words.textContent = busy;
    try {
      await act(button);
    } catch (error) {
      if (!isAbort(error) && !signal.aborted) say(failureText(error));
    }
    button.removeAttribute("aria-disabled");
    words.textContent = label;
  }
  return button;
}

/**
 * @param {readonly Node[]} rows
 * @returns {HTMLElement}
 */
export function rowList(rows) {
  return list(rows, (row) => row, { class: "action-rows" });
}

/**
 * @param {string} path
 * @param {string} label
 * @returns {HTMLElement}
 */
export function linkRow(path, label) {
  return h("a", { class: "action-row", href: to(path) }, h("span", null, label), icon("chevron-right"));
}

/**
 * Everything that is kept about the person, as a file.
 * @param {Member} member
 */
export function exportRow({ signal, run }) {
  return actionButton({
    label: t("account.export"),
    busy: t("account.export.busy"),
    symbol: icon("download"),
    props: { class: "action-row" },
    signal,
    async act() {
      saveFile(await run(() => exportMe({ signal })));
      toast(t("account.export.done"));
    },
  });
}

/** @param {Blob} content */
function saveFile(content) {
  const link = h("a", { download: `culturepedia-${seoulToday()}.json` });
  // h() takes web addresses only; this one is made here and points to bytes in memory, so it is the one that may differ.
  link.href = URL.createObjectURL(content);
  link.click();
  URL.revokeObjectURL(link.href);
}

/** @param {Member} member */
export function signOutRow({ signal, part }) {
  return actionButton({
    label: t("account.signout"),
    busy: t("account.signout.busy"),
    symbol: icon("box-arrow-right"),
    props: { class: "action-row" },
    signal,
    async act() {
      await endSession();
      part();
      await navigate(to("/"));
      toast(t("account.signout.done"));
    },
  });
}

/**
 * Until the address is confirmed: why, and the button for another mail.
 * @param {Member} member
 */
export function verifyBox({ account, signal, run }) {
  if (account.email_verified) return null;
  const said = h("p", { role: "status" });
  const say = (/** @type {string} */ text) => said.replaceChildren(text);
  const button = actionButton({
    label: t("me.unverified.resend"),
    busy: t("form.sending"),
    props: { class: "link-button" },
    signal,
    say,
    async act() {
      await run(() => resendVerification({ signal }));
      say(t("me.unverified.sent"));
    },
  });
  return noteBox("info", [h("p", null, t("me.unverified")), button, said]);
}

/**
 * @param {Member["account"]} account
 * @returns {string} what goes with it
 */
export function lossText({ counts: { reviews, favorites, visits } }) {
  return t("delete.warn", { r: reviews, f: favorites, d: visits });
}
