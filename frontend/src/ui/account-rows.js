/** Rows that lead to what one can do with an account, and the two of them that act at once. */

import { exportMe } from "../api/account.js";
import { seoulToday } from "../core/dates.js";
import { h, list } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { t, to } from "../core/i18n.js";
import { navigate } from "../core/router.js";
import { endSession } from "../core/session.js";
import { leave } from "../state/account.js";
import { saveFile } from "./download.js";
import { icon } from "./icon.js";
import { toast } from "./notify.js";
import { problemText } from "./section.js";
import { withSession } from "./sign-in-sheet.js";

/** @typedef {import("./member-page.js").Member} Member */

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
export function exportRow({ signal }) {
  return actionRow({
    label: t("account.export"),
    busy: t("account.export.busy"),
    symbol: icon("download"),
    signal,
    async act() {
      const file = await withSession(() => exportMe({ signal }), { intent: t("account.export.intent"), signal });
      saveFile(`culturepedia-${seoulToday()}.json`, file);
      toast(t("account.export.done"));
    },
  });
}

/** @param {Member} member */
export function signOutRow({ signal, release }) {
  return actionRow({
    label: t("account.signout"),
    busy: t("account.signout.busy"),
    symbol: icon("box-arrow-right"),
    signal,
    async act() {
      await endSession();
      release();
      leave();
      await navigate(to("/"));
      toast(t("account.signout.done"));
    },
  });
}

/** @param {{ label: string, busy: string, symbol: Node, signal: AbortSignal, act: () => Promise<void> }} options */
function actionRow({ label, busy, symbol, signal, act }) {
  const words = h("span", null, label);
  const row = h("button", { type: "button", class: "action-row", onclick }, words, symbol);
  async function onclick() {
    if (row.getAttribute("aria-disabled") === "true") return;
    row.setAttribute("aria-disabled", "true");
    words.textContent = busy;
    try {
      await act();
    } catch (error) {
      if (!isAbort(error) && !signal.aborted) toast(failureText(error));
    }
    row.removeAttribute("aria-disabled");
    words.textContent = label;
  }
  return row;
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function failureText(error) {
  const { status = null, code = "" } = /** @type {{ status?: number, code?: string }} */ (error);
  if (code === "not_signed_in") return t("account.not-signed-in");
  if (status === null) console.error(error);
  return status === 0 || status === 429 || status === 503 ? problemText(error) : t("form.failed");
}

/**
 * @param {import("../../types/shapes.d.ts").Account} account
 * @returns {string} what goes with it
 */
export function lossText({ counts: { reviews, favorites, visits } }) {
  return t("delete.warn", { r: reviews, f: favorites, d: visits });
}
