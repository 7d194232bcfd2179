import { h } from "../core/h.js";
import { setHead } from "../core/head.js";
import { t, to } from "../core/i18n.js";
import { icon } from "../ui/icon.js";

/** What stands in for a page that was never saved while there is no connection. */
/** @type {import("../core/router.js").Page} */
export function mount(root) {
  setHead({ title: t("offline.title"), description: t("offline.description"), index: false });
  root.replaceChildren(
    h(
      "div",
      { class: "stage-page" },
      icon("wifi-off", "notice-icon"),
      h("h1", { tabindex: "-1" }, t("offline.title")),
      h("p", { class: "stage-page-text" }, t("offline.text")),
      h(
        "div",
        { class: "button-row" },
        h("button", { type: "button", class: "button is-primary", onclick: () => location.reload() }, t("retry")),
        h("a", { class: "button", href: to("/") }, t("error.page.home")),
      ),
    ),
  );
}
