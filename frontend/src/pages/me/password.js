/** A new password for somebody who knows the old one. */

import { changePassword } from "../../api/account.js";
import { h } from "../../core/h.js";
import { t, to } from "../../core/i18n.js";
import { navigate } from "../../core/router.js";
import { currentPasswordField, newPasswordField, ownerOf } from "../../ui/account-fields.js";
import { makeForm } from "../../ui/form.js";
import { showMemberPage } from "../../ui/member-page.js";
import { toast } from "../../ui/notify.js";
import { withSession } from "../../ui/sign-in-sheet.js";

/** @type {import("../../core/router.js").Page} */
export function mount(root, context) {
  return showMemberPage(root, context, { title: t("account.password.change"), className: "is-narrow", fill });
}

/** @param {import("../../ui/member-page.js").Member} member */
function fill({ account, signal }) {
  const current = currentPasswordField({
    name: "current_password",
    label: t("account.password.current"),
    aside: h("a", { href: to("/password/forgot") }, t("signin.forgot")),
  });
  const next = newPasswordField({ name: "new_password", label: t("account.password.new"), person: () => account });
  const form = makeForm({
    fields: [current, next],
    body: [ownerOf(account.email), current.root, next.root],
    submit: t("account.password.change"),
    busy: t("form.saving"),
    texts: { wrong_password: t("account.password.wrong"), not_signed_in: t("account.not-signed-in") },
    async onsubmit(values) {
      await withSession(() => changePassword(values, { signal }), { intent: t("edit.intent"), signal });
      await navigate(to("/me"), { replace: true });
      toast(t("password.changed"));
    },
    signal,
  });
  return [h("p", { class: "member-lead" }, t("password.lead")), form.root];
}
