/** `/me` and `/me/edit`: who one is, what has been gathered, the way to the account's settings, and what one said of oneself. */

import { changeMe } from "../../api/account.js";
import { formatMonth, formatNumber } from "../../core/format.js";
import { h } from "../../core/h.js";
import { t, to } from "../../core/i18n.js";
import { initialOf, know } from "../../state/account.js";
import { birthdayField, genderField, usernameField } from "../../ui/account-fields.js";
import { exportRow, linkRow, lossText, rowList, showMemberPage, signOutRow, verifyBox } from "../../ui/account-page.js";
import { makeForm } from "../../ui/form.js";
import { choiceField, textField } from "../../ui/form-fields.js";
import { icon } from "../../ui/icon.js";
import { overview, profileFacts } from "../../ui/mine-overview.js";
import { mineTabs } from "../../ui/mine-page.js";
import { toast } from "../../ui/notify.js";

/** @typedef {import("../../../types/shapes.d.ts").Account} Account */
/** @typedef {import("../../../types/account.d.ts").Member} Member */

/** @type {import("../../core/router.js").Page} */
export function mount(root, context) {
  return context.path.startsWith("/me/edit")
    ? showMemberPage(root, context, { title: t("edit.title"), fill: editing })
    : showMemberPage(root, context, { title: t("me.title"), className: "profile", fill: profile });
}

/** @param {Member} member */
function profile(member) {
  const { account } = member;
  return [
    h("div", { class: "profile-side" }, card(account), counts(account), profileFacts(account)),
    h(
      "div",
      { class: "profile-main" },
      verifyBox(member),
      mineTabs("me"),
      overview(member.signal),
      h("h2", { class: "section-title" }, t("me.account")),
      rowList([
        linkRow("/me/password", t("account.password.change")),
        linkRow("/me/devices", t("devices.title")),
        linkRow("/me/searches", t("account.searches")),
        linkRow("/me/taste", t("account.taste")),
        exportRow(member),
        signOutRow(member),
      ]),
    ),
  ];
}

/** @param {Account} account */
function card({ username, created_at: since }) {
  return h(
    "div",
    { class: "profile-card" },
    h("span", { class: "avatar is-large", "aria-hidden": "true" }, initialOf(username)),
    h(
      "div",
      { class: "profile-who" },
      h("p", { class: "profile-name" }, username),
      h("p", { class: "section-note" }, t("me.since", { month: formatMonth(since) })),
    ),
    h("a", { class: "button", href: to("/me/edit") }, icon("pencil"), t("edit.title")),
  );
}

/** @param {Account} account */
function counts({ counts: { visits, favorites, reviews } }) {
  const facts = /** @type {const} */ ([
    ["me.visits", visits],
    ["me.favorites", favorites],
    ["me.reviews", reviews],
  ]);
  return h(
    "dl",
    { class: "profile-counts" },
    facts.map(([key, n]) => h("div", null, h("dt", null, t(key)), h("dd", null, formatNumber(n)))),
  );
}

/** @param {Member} member */
function editing(member) {
  const { account } = member;
  return [
    verifyBox(member),
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
function editForm({ account, signal, run }) {
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
    async onsubmit(values) {
      const changes = changed(saved, values);
      saved = await run(() => changeMe(changes, { signal }));
      know(saved);
      toast(t("edit.saved"));
    },
    signal,
  });
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
    readonly: true,
  }).root;
}
