/** `/signin`, `/signup` and `/password/forgot`. Who is signed in, here or in another tab, is sent on. */

import { forgetPassword } from "../../api/account.js";
import { h } from "../../core/h.js";
import { t, to } from "../../core/i18n.js";
import { nextPath } from "../../core/next-path.js";
import { entranceTo, presence } from "../../core/presence.js";
import { navigate } from "../../core/router.js";
import { notice, typedEmail } from "../../state/account.js";
import { emailField } from "../../ui/account-fields.js";
import { noteBox, showEntrance } from "../../ui/account-page.js";
import { makeForm } from "../../ui/form.js";
import { toast } from "../../ui/notify.js";
import { focusFirst, signInForm, signUpForm } from "../../ui/sign-in.js";

/** @type {import("../../core/router.js").Page} */
export function mount(root, { path, query, signal }) {
  if (path.startsWith("/password")) return showForgot(root, signal);
  const isNew = path.startsWith("/signup");
  const title = t(isNew ? "account.signup" : "account.signin");
  const next = nextPath(query.get("next"));
  const goOn = () => navigate(to(next), { replace: true });
  if (presence.get() !== null) {
    showEntrance(root, { title });
    goOn();
    return;
  }
  presence.subscribe((initial) => initial !== null && goOn(), signal);
  const form = isNew
    ? signUpForm({
        signal,
        onentered: ({ username }) => toast(t("signup.welcome", { name: username })),
        foot: otherDoor(t("signup.known"), "/signin", t("account.signin"), next),
      })
    : signInForm({ signal, foot: otherDoor(t("signin.new"), "/signup", t("account.signup"), next) });
  showEntrance(root, {
    title,
    heading: t(isNew ? "signup.heading" : "signin.heading"),
    lead: isNew ? null : lead(next),
    body: form,
  });
  focusFirst(form);
}

/** @param {string} next */
function lead(next) {
  const said = notice.get();
  notice.set(null);
  if (said === "reset") return noteBox("ok", t("signin.notice.reset"));
  if (said === "expired") return noteBox("warn", t("signin.notice.expired"));
  return next === "/me" ? null : t("signin.back");
}

/**
 * @param {string} question
 * @param {"/signin" | "/signup"} entrance
 * @param {string} label
 * @param {string} next
 */
function otherDoor(question, entrance, label, next) {
  return h("p", { class: "form-foot" }, question, " ", h("a", { href: to(entranceTo(entrance, next)) }, label));
}

/**
 * The answer is the same whether there is such an account or not.
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
function showForgot(root, signal) {
  const email = emailField({ value: typedEmail.get() });
  const form = makeForm({
    fields: [email],
    submit: t("forgot.submit"),
    busy: t("form.sending"),
    async onsubmit(/** @type {{ email: string }} */ values) {
      await forgetPassword(values, { signal });
      typedEmail.set(values.email);
      if (!signal.aborted) showSent(root, values.email, signal);
    },
    foot: h("p", { class: "form-foot" }, h("a", { href: to("/signin") }, t("forgot.back"))),
    signal,
  });
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
    { type: "button", class: "button", onclick: () => showForgot(root, signal) },
    t("forgot.again"),
  );
  showEntrance(root, {
    title: t("forgot.sent.title"),
    lead: [h("p", null, t("forgot.sent.text", { email })), h("p", null, t("forgot.sent.hint"))],
    body: again,
  });
  root.querySelector("h1")?.focus();
}
