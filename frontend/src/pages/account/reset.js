/** A new password, by the link that was mailed. */

import { resetPassword } from "../../api/account.js";
import { takeFragment } from "../../core/fragment.js";
import { h } from "../../core/h.js";
import { ApiError } from "../../core/http.js";
import { t, to } from "../../core/i18n.js";
import { presence } from "../../core/presence.js";
import { navigate, reload } from "../../core/router.js";
import { leave, notice, typedEmail } from "../../state/account.js";
import { newPasswordField } from "../../ui/account-fields.js";
import { focusFirst, noteBox, showEntrance } from "../../ui/entrance.js";
import { makeForm } from "../../ui/form.js";

/** Kept while the page is drawn again in the other language.
 * @type {{ uid: string, token: string } | null} */
let link = null;

/** @type {import("../../core/router.js").Page} */
export function mount(root, { signal }) {
  const carried = takeFragment();
  if (carried.has("token")) link = { uid: carried.get("uid") ?? "", token: carried.get("token") ?? "" };
  window.addEventListener("hashchange", reload, { signal }); // another link, opened in the same tab
  if (link) showForm(root, link, signal);
  else showUseless(root);
}

/**
 * @param {HTMLElement} root
 * @param {{ uid: string, token: string }} carried
 * @param {AbortSignal} signal
 */
function showForm(root, carried, signal) {
  const field = newPasswordField({
    name: "new_password",
    label: t("account.password.new"),
    person: () => ({ email: typedEmail.get(), username: "" }),
  });
  const form = makeForm({
    fields: [field],
    submit: t("reset.submit"),
    busy: t("form.saving"),
    async onsubmit(values) {
      try {
        await resetPassword({ ...carried, ...values }, { signal });
      } catch (error) {
        if (!(error instanceof ApiError && error.code === "invalid_token")) throw error;
        link = null;
        showUseless(root);
        root.querySelector("h1")?.focus();
        return;
      }
      link = null;
      if (presence.get() !== null) leave(); // every session has ended
      notice.set("reset");
      navigate(to("/signin"), { replace: true });
    },
    signal,
  }).root;
  showEntrance(root, { title: t("reset.title"), lead: t("reset.lead"), body: form });
  focusFirst(form);
}

/** @param {HTMLElement} root */
function showUseless(root) {
  showEntrance(root, {
    title: t("reset.title"),
    lead: noteBox("warn", t("reset.useless")),
    body: h("a", { class: "button is-primary is-wide", href: to("/password/forgot") }, t("reset.again")),
  });
}
