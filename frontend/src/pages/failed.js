import { h } from "../core/h.js";
import { setHead } from "../core/head.js";
import { t, to } from "../core/i18n.js";
import { reload } from "../core/router.js";
import { icon } from "../ui/icon.js";
import { problemText, referenceText } from "../ui/section.js";

/**
 * The page in place of one that broke: what to do, and the number under which the failure is logged.
 * @param {unknown} error
 * @returns {import("../core/router.js").Page}
 */
export function failedPage(error) {
  return (root) => {
    setHead({ title: t("error.page.title"), description: t("error.page.text"), index: false });
    const reference = referenceText(error);
    // A module that did not arrive is only fetched again with a new document.
    const again = error instanceof TypeError ? () => location.reload() : reload;
    root.replaceChildren(
      h(
        "div",
        { class: "stage-page" },
        icon("cloud-slash", "notice-icon"),
        h("h1", { tabindex: "-1" }, t("error.page.title")),
        h("p", { class: "stage-page-text" }, reference ? t("error.page.text") : problemText(error)),
        reference && h("p", { class: "notice-reference" }, reference),
        h(
          "div",
          { class: "button-row" },
          h("button", { type: "button", class: "button is-primary", onclick: () => again() }, t("retry")),
          h("a", { class: "button", href: to("/") }, t("error.page.home")),
        ),
      ),
    );
  };
}
