/** Asking for a mail with a link to a new password. The answer is the same whether there is such an account or not. */

import { forgetPassword } from "../../api/account.js";
import { h } from "../../core/h.js";
import { t, to } from "../../core/i18n.js";
import { typedEmail } from "../../state/account.js";
import { emailField } from "../../ui/account-fields.js";
import { focusFirst, showEntrance } from "../../ui/entrance.js";
import { makeForm } from "../../ui/form.js";

/** @type {import("../../core/router.js").Page} */
export function mount(root, { signal }) {
  showForm(root, signal);
}

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
function showForm(root, signal) {
  const email = emailField({ value: typedEmail.get() });
  const form = makeForm({
    fields: [email],
    submit: t("forgot.submit"),
    busy: t("form.sending"),
    async onsubmit(values) {
      await forgetPassword(values, { signal });
      typedEmail.set(values.email);
      if (!signal.aborted) showSent(root, values.email, signal);
    },
    foot: h("p", { class: "form-foot" }, h("a", { href: to("/signin") }, t("forgot.back"))),
    signal,
  }).root;
  showEntrance(root, { title: t("forgot.title"), lead: t("forgot.lead"), body: form });
  focusFirst(form);
}

/**
 * @param {HTMLElement} root
 * @param {string} email
 * @param {AbortSignal} signal
 */
function showSent(root, email, signal) {
  const again = h(
    "button",
    { type: "button", class: "button is-wide", onclick: () => showForm(root, signal) },
    t("forgot.again"),
  );
  showEntrance(root, {
    title: t("forgot.sent.title"),
    lead: [h("p", null, t("forgot.sent.text", { email })), h("p", null, t("forgot.sent.hint"))],
    body: again,
  });
  root.querySelector("h1")?.focus();
}
