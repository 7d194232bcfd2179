/** One's own page: who one is, what has been gathered, and the way to the account's settings. */

import { formatMonth, formatNumber } from "../../core/format.js";
import { h } from "../../core/h.js";
import { t, to } from "../../core/i18n.js";
import { initialOf } from "../../state/account.js";
import { exportRow, linkRow, rowList, signOutRow } from "../../ui/account-rows.js";
import { icon } from "../../ui/icon.js";
import { showMemberPage } from "../../ui/member-page.js";
import { verifyBox } from "../../ui/verify-box.js";

/** @typedef {import("../../../types/shapes.d.ts").Account} Account */

/** @type {import("../../core/router.js").Page} */
export function mount(root, context) {
  return showMemberPage(root, context, { title: t("me.title"), className: "profile", fill });
}

/** @param {import("../../ui/member-page.js").Member} member */
function fill(member) {
  const { account, signal } = member;
  return [
    h("div", { class: "profile-side" }, card(account), counts(account)),
    h(
      "div",
      { class: "profile-main" },
      account.email_verified ? null : verifyBox(signal),
      h("h2", { class: "section-title" }, t("me.account")),
      rowList([
        linkRow("/me/password", t("account.password.change")),
        linkRow("/me/devices", t("devices.title")),
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
