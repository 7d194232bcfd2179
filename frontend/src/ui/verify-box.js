/** Until the address is confirmed: why, and the button for another mail. */

import { resendVerification } from "../api/account.js";
import { h } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { failureText } from "./account-rows.js";
import { noteBox } from "./entrance.js";
import { withSession } from "./sign-in-sheet.js";

/**
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function verifyBox(signal) {
  const said = h("p", { class: "verify-said", role: "status" });
  const button = h("button", { type: "button", class: "link-button", onclick }, t("me.unverified.resend"));
  async function onclick() {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    button.textContent = t("form.sending");
    try {
      await withSession(() => resendVerification({ signal }), { intent: t("me.unverified.intent"), signal });
      said.textContent = t("me.unverified.sent");
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      said.textContent = failureText(error);
    }
    button.removeAttribute("aria-disabled");
    button.textContent = t("me.unverified.resend");
  }
  return noteBox("info", [h("p", null, t("me.unverified")), button, said]);
}
