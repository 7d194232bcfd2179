/** The link that says: this mailbox is mine. */

import { verifyEmail } from "../../api/account.js";
import { takeFragment } from "../../core/fragment.js";
import { h } from "../../core/h.js";
import { ApiError } from "../../core/http.js";
import { t, to } from "../../core/i18n.js";
import { reload } from "../../core/router.js";
import { noteBox, showEntrance } from "../../ui/entrance.js";

/** Kept while the page is drawn again, in the other language or after a failure.
 * @type {string | null} */
let token = null;
/** A link is asked about once.
 * @type {Promise<boolean> | null} */
let outcome = null;

/** @type {import("../../core/router.js").Page} */
export async function mount(root, { signal }) {
  const carried = takeFragment().get("token");
  if (carried) [token, outcome] = [carried, null];
  window.addEventListener("hashchange", reload, { signal }); // another link, opened in the same tab
  showEntrance(root, { title: t("verify.title"), lead: h("p", { role: "status" }, t("verify.busy")), body: null });
  if (token) outcome ??= isConfirmed(token);
  const confirmed = (await outcome) ?? false;
  if (signal.aborted) return;
  showEntrance(root, {
    title: confirmed ? t("verify.done.title") : t("verify.title"),
    lead: noteBox(confirmed ? "ok" : "warn", t(confirmed ? "verify.done" : "verify.useless")),
    body: h("a", { class: "button is-primary is-wide", href: to("/me") }, t("verify.me")),
  });
  root.querySelector("h1")?.focus({ preventScroll: true });
}

/**
 * @param {string} carried
 * @returns {Promise<boolean>}
 */
async function isConfirmed(carried) {
  try {
    await verifyEmail({ token: carried }, {});
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 400) return false;
    outcome = null;
    throw error; // the error page offers another try
  }
}
