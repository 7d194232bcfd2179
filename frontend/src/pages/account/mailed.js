/**
 * What mailed links open: `/password/reset#uid=…&token=…` and `/verify#token=…`. The secret stands behind the `#`, where
 * neither servers nor other sites see it, and leaves the address bar at once: no bookmark or history keeps it.
 */

import { resetPassword, verifyEmail } from "../../api/account.js";
import { h } from "../../core/h.js";
import { ApiError } from "../../core/http.js";
import { t, to } from "../../core/i18n.js";
import { presence } from "../../core/presence.js";
import { navigate, reload } from "../../core/router.js";
import { leave, notice, typedEmail } from "../../state/account.js";
import { newPasswordField } from "../../ui/account-fields.js";
import { noteBox, showEntrance } from "../../ui/account-page.js";
import { makeForm } from "../../ui/form.js";
import { focusFirst } from "../../ui/sign-in.js";

/** By page, for when it is drawn again: in the other language, or after a failure.
 * @type {Map<string, { uid: string, token: string, confirmed?: Promise<boolean> }>} */
const links = new Map();

/** @type {import("../../core/router.js").Page} */
export async function mount(root, { path, signal }) {
  const carried = new URLSearchParams(location.hash.slice(1));
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  const token = carried.get("token");
  if (token) links.set(path, { uid: carried.get("uid") ?? "", token });
  window.addEventListener("hashchange", reload, { signal }); // another link, opened in the same tab
  if (path === "/verify") await confirm(root, signal);
  else if (links.has(path)) showReset(root, path, signal);
  else showUseless(root);
}

/**
 * @param {HTMLElement} root
 * @param {string} path
 * @param {AbortSignal} signal
 */
function showReset(root, path, signal) {
  const { uid, token } = /** @type {{ uid: string, token: string }} */ (links.get(path));
  const person = () => ({ email: typedEmail.get(), username: "" });
  const form = makeForm({
    fields: [newPasswordField({ name: "new_password", label: t("account.password.new"), person })],
    submit: t("reset.submit"),
    busy: t("form.saving"),
    async onsubmit(/** @type {{ new_password: string }} */ values) {
      try {
        await resetPassword({ uid, token, ...values }, { signal });
      } catch (error) {
        if (!isUseless(error)) throw error;
        links.delete(path);
        showUseless(root);
        return root.querySelector("h1")?.focus();
      }
      links.delete(path);
      if (presence.get() !== null) leave(); // every session has ended
      notice.set("reset");
      navigate(to("/signin"), { replace: true });
    },
    signal,
  });
  showEntrance(root, { title: t("reset.title"), lead: t("reset.lead"), body: form });
  focusFirst(form);
}

/** @param {HTMLElement} root */
function showUseless(root) {
  showEntrance(root, {
    title: t("reset.title"),
    lead: noteBox("warn", t("reset.useless")),
    body: h("a", { class: "button is-primary", href: to("/password/forgot") }, t("reset.again")),
  });
}

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
async function confirm(root, signal) {
  const link = links.get("/verify");
  showEntrance(root, { title: t("verify.title"), lead: h("p", { role: "status" }, t("verify.busy")) });
  if (link) link.confirmed ??= isConfirmed(link); // a link is asked about once
  const done = (await link?.confirmed) ?? false;
  if (signal.aborted) return;
  showEntrance(root, {
    title: t(done ? "verify.done.title" : "verify.title"),
    lead: noteBox(done ? "ok" : "warn", t(done ? "verify.done" : "verify.useless")),
    body: h("a", { class: "button is-primary", href: to("/me") }, t("verify.me")),
  });
  root.querySelector("h1")?.focus({ preventScroll: true });
}

/** @param {{ token: string, confirmed?: Promise<boolean> }} link */
async function isConfirmed(link) {
  try {
    await verifyEmail({ token: link.token }, {});
    return true;
  } catch (error) {
    if (isUseless(error)) return false;
    link.confirmed = undefined; // the error page offers another try
    throw error;
  }
}

/** @param {unknown} error */
function isUseless(error) {
  return error instanceof ApiError && error.errors.some(({ attr }) => attr === "token" || attr === "uid");
}
