/** `/me/password`, `/me/devices` and `/me/delete`: who gets in, from where, and the end. */

import { changePassword, deleteMe, listDevices, signOutDevice } from "../../api/account.js";
import { formatMoment } from "../../core/format.js";
import { h, list } from "../../core/h.js";
import { setHead } from "../../core/head.js";
import { t, to } from "../../core/i18n.js";
import { navigate } from "../../core/router.js";
import { endAllSessions } from "../../core/session.js";
import { currentPasswordField, newPasswordField, ownerOf } from "../../ui/account-fields.js";
import { actionButton, lossText, showMemberPage } from "../../ui/account-page.js";
import { makeForm } from "../../ui/form.js";
import { icon } from "../../ui/icon.js";
import { announce, toast } from "../../ui/notify.js";

/** @typedef {import("../../../types/shapes.d.ts").Device} Device */
/** @typedef {import("../../../types/account.d.ts").Member} Member */

/** @type {import("../../core/router.js").Page} */
export function mount(root, context) {
  const name = context.path.split("/")[2];
  if (name === "devices") return showMemberPage(root, context, { title: t("devices.title"), fill: devices });
  if (name === "password")
    return showMemberPage(root, context, { title: t("account.password.change"), fill: password });
  return showMemberPage(root, context, { title: t("delete.title"), fill: (member) => deletion(root, member) });
}

/** @param {Member} member */
function password({ account, signal, run }) {
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
    texts: { wrong_password: t("account.password.wrong") },
    async onsubmit(values) {
      await run(() => changePassword(values, { signal }));
      await navigate(to("/me"), { replace: true });
      toast(t("password.changed"));
    },
    signal,
  });
  return [h("p", { class: "member-lead" }, t("password.lead")), form];
}

/** @param {Member} member */
async function devices(member) {
  const { results } = await listDevices({ signal: member.signal });
  return [
    h("p", { class: "member-lead" }, t("devices.lead")),
    list(results, (device) => deviceRow(device, member), { class: "devices" }),
    everywhereButton(member),
  ];
}

/**
 * @param {Device} device
 * @param {Member} member
 */
function deviceRow(device, member) {
  const name = /\w/.test(device.device) ? device.device : t("devices.unknown");
  return h(
    "div",
    { class: "device" },
    /iphone|ipad|android/i.test(name) ? icon("phone", "device-icon") : icon("laptop", "device-icon"),
    h(
      "div",
      { class: "device-text" },
      h("p", { class: "device-name" }, name, device.current && h("span", { class: "badge-p" }, t("devices.current"))),
      h("p", { class: "section-note" }, t("devices.used", { when: formatMoment(device.last_used_at) })),
      h("p", { class: "section-note" }, t("devices.since", { when: formatMoment(device.created_at) })),
    ),
    device.current ? null : signOutButton(device.id, name, member),
  );
}

/**
 * @param {string} id
 * @param {string} name
 * @param {Member} member
 */
function signOutButton(id, name, { signal, run }) {
  return actionButton({
    label: t("account.signout"),
    busy: t("account.signout.busy"),
    props: { "aria-label": t("devices.signout.label", { name }) },
    signal,
    async act(button) {
      await run(() => signOutDevice(id, { signal }));
      const row = /** @type {HTMLElement} */ (button.closest("li"));
      const others = [...(row.parentElement?.querySelectorAll("button") ?? [])].filter((other) => other !== button);
      (others[0] ?? document.querySelector("h1"))?.focus();
      row.remove();
      announce(t("devices.signout.done", { name }));
    },
  });
}

/** @param {Member} member */
function everywhereButton({ signal, run, part }) {
  return actionButton({
    label: t("devices.everywhere"),
    busy: t("account.signout.busy"),
    props: { class: "button is-danger" },
    signal,
    async act() {
      await run(() => endAllSessions({ signal }));
      part();
      await navigate(to("/signin"), { replace: true });
      toast(t("devices.everywhere.done"));
    },
  });
}

/**
 * @param {HTMLElement} root
 * @param {Member} member
 */
function deletion(root, { account, signal, run, part }) {
  const password = currentPasswordField();
  const form = makeForm({
    fields: [password],
    body: [ownerOf(account.email), password.root],
    submit: t("delete.submit"),
    busy: t("delete.busy"),
    look: "is-danger",
    texts: { wrong_password: t("account.password.wrong") },
    async onsubmit(values) {
      await run(() => deleteMe(values, { signal }));
      part();
      showGone(root);
    },
    foot: h("p", { class: "form-foot" }, h("a", { href: to("/me/edit") }, t("delete.cancel"))),
    signal,
  });
  return [
    h("p", { class: "delete-warn" }, lossText(account)),
    h("p", { class: "member-lead" }, t("delete.more", { email: account.email })),
    form,
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
