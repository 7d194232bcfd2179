/** The bar at the top: name, main destinations (wide screens), language, theme. */

import { h } from "../core/h.js";
import { currentLanguage, t, to } from "../core/i18n.js";
import { addressIn, currentPage, goBack, navigate } from "../core/router.js";
import { shownTheme, theme } from "../state/theme.js";
import { announce } from "./announce.js";
import { icon } from "./icon.js";
import { brandLink, DESTINATIONS, isCurrent } from "./navigation.js";

/** @typedef {import("../state/theme.js").Theme} Theme */

const NEXT_THEME = /** @type {Record<Theme, Theme>} */ ({ system: "light", light: "dark", dark: "system" });

/**
 * @param {AbortSignal} signal aborts when the frame is drawn anew in another language
 * @returns {HTMLElement}
 */
export function header(signal) {
  const links = DESTINATIONS.map((place) => ({
    place,
    link: h("a", { class: "header-link", href: to(place.path) }, t(place.label)),
  }));
  const language = languageLink();
  const back = h(
    "button",
    {
      type: "button",
      class: "icon-button header-back",
      "aria-label": t("nav.back"),
      onclick: () => goBack(to("/performances")),
    },
    icon("arrow-left"),
  );
  const mark = () => {
    const { path } = currentPage.get();
    back.hidden = DESTINATIONS.some((place) => place.path === path);
    for (const { place, link } of links) {
      if (isCurrent(place)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    language.href = addressIn(currentLanguage() === "ko" ? "en" : "ko");
  };
  currentPage.subscribe(mark, signal);
  mark();
  return h(
    "div",
    { class: "header-bar" },
    back,
    brandLink(),
    h(
      "nav",
      { class: "header-nav", "aria-label": t("nav.label") },
      links.map(({ link }) => link),
    ),
    h("div", { class: "header-tools" }, language, themeButton(signal)),
  );
}

function languageLink() {
  const other = currentLanguage() === "ko" ? "en" : "ko";
  return h(
    "a",
    {
      class: "text-button",
      href: addressIn(other),
      lang: other,
      hreflang: other,
      "aria-label": t("language.other.label"),
      onclick: (/** @type {MouseEvent} */ event) => {
        // The query may have changed since the link was drawn; a modified click still takes the drawn address.
        const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
        link.href = addressIn(other);
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(addressIn(other), { replace: true });
      },
    },
    t("language.other"),
  );
}

/** @param {AbortSignal} signal */
function themeButton(signal) {
  const button = h("button", { type: "button", class: "icon-button", onclick });
  function draw() {
    const chosen = theme.get();
    const symbol =
      chosen === "system" ? icon("circle-half") : shownTheme() === "dark" ? icon("moon-stars") : icon("sun");
    button.replaceChildren(symbol);
    button.setAttribute("aria-label", t("theme.label", { theme: themeName(chosen) }));
    button.title = t("theme.label", { theme: themeName(chosen) });
  }
  function onclick() {
    const next = NEXT_THEME[theme.get()];
    theme.set(next);
    announce(t("theme.changed", { theme: themeName(next) }));
  }
  theme.subscribe(draw, signal);
  draw();
  return button;
}

/** @param {Theme} name */
function themeName(name) {
  return t(/** @type {import("../core/i18n.js").Key} */ (`theme.${name}`));
}
