/** Signing up. */

import { h } from "../../core/h.js";
import { t, to } from "../../core/i18n.js";
import { entranceTo, nextPath } from "../../core/next-path.js";
import { presence } from "../../core/presence.js";
import { navigate } from "../../core/router.js";
import { signUpForm } from "../../ui/account-forms.js";
import { focusFirst, showEntrance } from "../../ui/entrance.js";
import { toast } from "../../ui/notify.js";

/** @type {import("../../core/router.js").Page} */
export function mount(root, { query, signal }) {
  const next = nextPath(query.get("next"));
  const goOn = () => navigate(to(next), { replace: true });
  if (presence.get() !== null) {
    showEntrance(root, { title: t("account.signup"), body: null });
    goOn();
    return;
  }
  presence.subscribe((initial) => initial !== null && goOn(), signal);
  const form = signUpForm({
    signal,
    onentered: ({ username, email }) => toast(t("signup.welcome", { name: username, email })),
    foot: h(
      "p",
      { class: "form-foot" },
      t("signup.known"),
      " ",
      h("a", { href: to(entranceTo("/signin", next)) }, t("account.signin")),
    ),
  });
  showEntrance(root, { title: t("account.signup"), heading: t("signup.heading"), body: form });
  focusFirst(form);
}
