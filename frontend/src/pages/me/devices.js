/** Where one is signed in, and the way out of each place. */

import { listDevices, signOutDevice } from "../../api/account.js";
import { formatMoment } from "../../core/format.js";
import { h, list } from "../../core/h.js";
import { isAbort } from "../../core/http.js";
import { t, to } from "../../core/i18n.js";
import { navigate } from "../../core/router.js";
import { endAllSessions } from "../../core/session.js";
import { leave } from "../../state/account.js";
import { failureText } from "../../ui/account-rows.js";
import { openDialog } from "../../ui/dialog.js";
import { icon } from "../../ui/icon.js";
import { showMemberPage } from "../../ui/member-page.js";
import { announce, toast } from "../../ui/notify.js";
import { withSession } from "../../ui/sign-in-sheet.js";

/** @typedef {import("../../../types/shapes.d.ts").Device} Device */
/** @typedef {import("../../ui/member-page.js").Member} Member */

/** @type {import("../../core/router.js").Page} */
export function mount(root, context) {
  return showMemberPage(root, context, { title: t("devices.title"), className: "is-narrow", fill });
}

/** @param {Member} member */
async function fill(member) {
  const { results } = await listDevices({ signal: member.signal });
  const rows = list(results, (device) => deviceRow(device, member), { class: "devices" });
  const everywhere = h(
    "button",
    { type: "button", class: "button is-danger is-wide", onclick: () => confirmEverywhere(member) },
    t("devices.everywhere"),
  );
  return [h("p", { class: "member-lead" }, t("devices.lead")), rows, everywhere];
}

/**
 * @param {Device} device
 * @param {Member} member
 */
function deviceRow(device, member) {
  const name = device.device || t("devices.unknown");
  return h(
    "div",
    { class: "device" },
    deviceIcon(name),
    h(
      "div",
      { class: "device-text" },
      h("p", { class: "device-name" }, name, device.current && h("span", { class: "badge-p" }, t("devices.current"))),
      h("p", { class: "section-note" }, t("devices.used", { when: formatMoment(device.last_used_at) })),
      h("p", { class: "section-note" }, t("devices.since", { when: formatMoment(device.created_at) })),
    ),
    device.current ? null : signOutButton(device, name, member),
  );
}

/** @param {string} name */
function deviceIcon(name) {
  if (/iphone|android|phone/i.test(name)) return icon("phone", "device-icon");
  return /ipad|tablet/i.test(name) ? icon("tablet", "device-icon") : icon("laptop", "device-icon");
}

/**
 * @param {Device} device
 * @param {string} name
 * @param {Member} member
 */
function signOutButton({ id }, name, { signal }) {
  const button = h(
    "button",
    { type: "button", class: "button", "aria-label": t("devices.signout.label", { name }), onclick },
    t("account.signout"),
  );
  async function onclick() {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    button.textContent = t("account.signout.busy");
    try {
      await withSession(() => signOutDevice(id, { signal }), { intent: t("edit.intent"), signal });
      remove(button, name);
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      toast(failureText(error));
      button.removeAttribute("aria-disabled");
      button.textContent = t("account.signout");
    }
  }
  return button;
}

/**
 * Take the row away; the focus goes to the next way out, or to the heading.
 * @param {HTMLElement} button
 * @param {string} name
 */
function remove(button, name) {
  const row = /** @type {HTMLElement} */ (button.closest("li"));
  const others = [...(row.parentElement?.querySelectorAll("button") ?? [])].filter((other) => other !== button);
  const next = others[0] ?? document.querySelector("h1");
  row.remove();
  next?.focus();
  announce(t("devices.signout.done", { name }));
}

/** @param {Member} member */
function confirmEverywhere({ signal, release }) {
  const said = h("p", { class: "verify-said", role: "alert" });
  const go = h("button", { type: "button", class: "button is-danger", onclick }, t("devices.everywhere"));
  const stay = h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("delete.cancel"));
  const dialog = openDialog({
    title: t("devices.everywhere"),
    body: [h("p", null, t("devices.everywhere.text")), said],
    footer: [stay, go],
    className: "account-sheet",
    signal,
  });
  async function onclick() {
    if (go.getAttribute("aria-disabled") === "true") return;
    go.setAttribute("aria-disabled", "true");
    try {
      await withSession(() => endAllSessions({ signal }), { intent: t("edit.intent"), signal });
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      said.textContent = failureText(error);
      go.removeAttribute("aria-disabled");
      return;
    }
    release();
    leave();
    dialog.close();
    await dialog.closed;
    await navigate(to("/signin"), { replace: true });
    toast(t("devices.everywhere.done"));
  }
}
