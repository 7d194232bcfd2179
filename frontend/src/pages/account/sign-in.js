/** Signing in. Who is signed in already is sent on. */

import { h } from "../../core/h.js";
import { t, to } from "../../core/i18n.js";
import { entranceTo, nextPath } from "../../core/next-path.js";
import { presence } from "../../core/presence.js";
import { navigate } from "../../core/router.js";
import { notice } from "../../state/account.js";
import { signInForm } from "../../ui/account-forms.js";
import { focusFirst, noteBox, showEntrance } from "../../ui/entrance.js";

/** @type {import("../../core/router.js").Page} */
export function mount(root, { query, signal }) {
  const next = nextPath(query.get("next"));
  const goOn = () => navigate(to(next), { replace: true });
  if (presence.get() !== null) {
    showEntrance(root, { title: t("account.signin"), body: null });
    goOn();
    return;
  }
  presence.subscribe((initial) => initial !== null && goOn(), signal); // here, or in another tab
  const form = signInForm({ signal, onentered: () => {}, foot: newcomers(next) });
  showEntrance(root, { title: t("account.signin"), heading: t("signin.heading"), lead: lead(next), body: form });
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

/** @param {string} next */
function newcomers(next) {
  return h(
    "p",
    { class: "form-foot" },
    t("signin.new"),
    " ",
    h("a", { href: to(entranceTo("/signup", next)) }, t("account.signup")),
  );
}
