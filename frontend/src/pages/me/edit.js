/** What others see of a person, and what they told about themselves. */

import { changeMe } from "../../api/account.js";
import { h } from "../../core/h.js";
import { t, to } from "../../core/i18n.js";
import { know } from "../../state/account.js";
import { birthdayField, genderField, usernameField } from "../../ui/account-fields.js";
import { exportRow, linkRow, lossText, rowList } from "../../ui/account-rows.js";
import { makeForm } from "../../ui/form.js";
import { choiceField, textField } from "../../ui/form-fields.js";
import { icon } from "../../ui/icon.js";
import { showMemberPage } from "../../ui/member-page.js";
import { toast } from "../../ui/notify.js";
import { withSession } from "../../ui/sign-in-sheet.js";
import { verifyBox } from "../../ui/verify-box.js";

/** @typedef {import("../../../types/shapes.d.ts").Account} Account */
/** @typedef {import("../../ui/member-page.js").Member} Member */

/** @type {import("../../core/router.js").Page} */
export function mount(root, context) {
  return showMemberPage(root, context, { title: t("edit.title"), className: "is-narrow", fill });
}

/** @param {Member} member */
function fill(member) {
  const { account, signal } = member;
  return [
    account.email_verified ? null : verifyBox(signal),
    editForm(member),
    rowList([
      linkRow("/me/password", t("account.password.change")),
      linkRow("/me/devices", t("devices.title")),
      exportRow(member),
    ]),
    h(
      "section",
      { class: "danger-card" },
      h("h2", null, t("delete.title")),
      h("p", null, lossText(account)),
      h("a", { class: "button is-danger", href: to("/me/delete") }, t("edit.delete")),
    ),
  ];
}

/** @param {Member} member */
function editForm({ account, signal }) {
  let saved = account;
  const fields = [
    usernameField({ value: account.username }),
    genderField({ value: account.gender }),
    birthdayField({ value: account.birthday }),
    choiceField({
      name: "language",
      label: t("edit.language"),
      items: [
        { value: "ko", label: t("edit.language.ko"), lang: "ko" },
        { value: "en", label: t("edit.language.en"), lang: "en" },
      ],
      value: account.language,
      hint: t("edit.language.hint"),
    }),
  ];
  return makeForm({
    fields,
    body: [lockedEmail(account), fields.map((field) => field.root)],
    submit: t("edit.save"),
    busy: t("form.saving"),
    texts: { not_signed_in: t("account.not-signed-in") },
    async onsubmit(values) {
      const changes = changed(saved, values);
      saved = await withSession(() => changeMe(changes, { signal }), { intent: t("edit.intent"), signal });
      know(saved);
      toast(t("edit.saved"));
    },
    signal,
  }).root;
}

/**
 * Only what was changed here: another device may have changed the rest.
 * @param {Account} saved
 * @param {Record<string, unknown>} values
 */
function changed(saved, values) {
  const known = /** @type {Record<string, unknown>} */ ({ ...saved, gender: saved.gender ?? "undisclosed" });
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== known[name]));
}

/** @param {Account} account */
function lockedEmail({ email, email_verified: verified }) {
  return textField({
    name: "",
    label: t("account.email"),
    type: "email",
    autocomplete: "email",
    value: email,
    hint: verified ? t("edit.email.verified") : t("edit.email.locked"),
    inside: icon("lock", "field-symbol"),
    props: { readonly: true },
  }).root;
}
