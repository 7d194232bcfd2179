import { h, svg } from "../core/h.js";
import { setHead } from "../core/head.js";
import { t, to } from "../core/i18n.js";

/** @type {import("../core/router.js").Page} */
export function mount(root) {
  setHead({ title: t("not-found.title"), description: t("not-found.text"), index: false });
  root.replaceChildren(
    h(
      "div",
      { class: "stage-page" },
      curtain(),
      h("h1", { tabindex: "-1" }, t("not-found.title")),
      h("p", { class: "stage-page-text" }, t("not-found.text")),
      h(
        "div",
        { class: "button-row" },
        h("a", { class: "button", href: to("/") }, t("not-found.top")),
        h("a", { class: "button", href: to("/performances") }, t("nav.browse")),
      ),
    ),
  );
}

/** A drawn curtain with the light on an empty floor. */
function curtain() {
  return svg(
    "svg",
    { class: "curtain", viewBox: "0 0 204 160", "aria-hidden": "true", focusable: "false" },
    svg("polygon", { points: "102,14 136,146 68,146", class: "curtain-beam" }),
    svg("ellipse", { cx: 102, cy: 147, rx: 46, ry: 9, class: "curtain-floor" }),
    svg("path", { d: "M10 14 H98 C 96 70, 74 120, 34 146 H10 z", class: "curtain-left" }),
    svg("path", { d: "M194 14 H106 C 108 70, 130 120, 170 146 H194 z", class: "curtain-right" }),
    svg("rect", { x: 0, y: 4, width: 204, height: 14, rx: 7, class: "curtain-rail" }),
  );
}
