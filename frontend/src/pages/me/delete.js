/** The end of an account: what goes with it, the password, one button, and a page that says it is done. */

import { deleteMe } from "../../api/account.js";
import { h } from "../../core/h.js";
import { setHead } from "../../core/head.js";
import { t, to } from "../../core/i18n.js";
import { leave } from "../../state/account.js";
import { currentPasswordField, ownerOf } from "../../ui/account-fields.js";
import { lossText } from "../../ui/account-rows.js";
import { makeForm } from "../../ui/form.js";
import { icon } from "../../ui/icon.js";
import { showMemberPage } from "../../ui/member-page.js";
import { withSession } from "../../ui/sign-in-sheet.js";

/** @type {import("../../core/router.js").Page} */
export function mount(root, context) {
  return showMemberPage(root, context, {
    title: t("delete.title"),
    className: "is-narrow",
    fill: (member) => deletion(root, member),
  });
}

/**
 * @param {HTMLElement} root
 * @param {import("../../ui/member-page.js").Member} member
 */
function deletion(root, { account, signal, release }) {
  const password = currentPasswordField();
  const form = makeForm({
    fields: [password],
    body: [ownerOf(account.email), password.root],
    submit: t("delete.submit"),
    busy: t("delete.busy"),
    look: "is-danger",
    texts: { wrong_password: t("account.password.wrong"), not_signed_in: t("delete.not-signed-in") },
    async onsubmit(values) {
      await withSession(() => deleteMe(values, { signal }), { intent: t("delete.intent"), signal });
      release();
      leave();
      showGone(root);
    },
    foot: h("p", { class: "form-foot" }, h("a", { href: to("/me/edit") }, t("delete.cancel"))),
    signal,
  });
  return [
    h("p", { class: "delete-warn" }, lossText(account)),
    h("p", { class: "member-lead" }, t("delete.more", { email: account.email })),
    form.root,
  ];
}

/** @param {HTMLElement} root */
function showGone(root) {
  setHead({ title: t("delete.done.title"), description: t("account.description"), index: false });
  root.replaceChildren(
    h(
      "div",
      { class: "stage-page" },
      icon("check-circle", "notice-icon"),
      h("h1", { tabindex: "-1" }, t("delete.done.title")),
      h("p", { class: "stage-page-text" }, t("delete.done.text")),
      h("a", { class: "button is-primary", href: to("/") }, t("error.page.home")),
    ),
  );
  root.querySelector("h1")?.focus();
}
