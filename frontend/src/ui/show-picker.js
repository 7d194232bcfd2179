/** Choosing the performance that one has seen, from those that one kept or saw before. */

import { h, list } from "../core/h.js";
import { inKorean, t, to } from "../core/i18n.js";
import { venueLine } from "./card.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icon.js";
import { poster } from "./poster.js";

/** @typedef {import("../../types/shapes.d.ts").Card} Card */

/**
 * @param {{ load: () => Promise<Card[]>, signal: AbortSignal }} options
 * @returns {Promise<Card | null>} null when none was chosen
 */
export async function chooseShow({ load, signal }) {
  const shows = await load();
  /** @type {Card | null} */
  let chosen = null;
  const row = (/** @type {Card} */ show) => {
    const onclick = () => {
      chosen = show;
      dialog.close();
    };
    return h(
      "button",
      { type: "button", class: "pick", onclick },
      poster(show, { sizes: "40px", className: "pick-poster" }),
      h("span", inKorean(), h("strong", null, show.title), h("span", { class: "stub-fact" }, venueLine(show))),
      icon("chevron-right"),
    );
  };
  const elsewhere = h("a", { class: "button is-wide", href: to("/performances"), onclick: leave }, t("pick.browse"));
  const dialog = openDialog({
    title: t("pick.title"),
    body: [
      h("p", { class: "section-note" }, t(shows.length > 0 ? "pick.text" : "pick.none")),
      shows.length > 0 && list(shows, row, { class: "picks" }),
      elsewhere,
    ],
    signal,
  });

  /** The dialog's own entry of the history goes first. @param {MouseEvent} event */
  async function leave(event) {
    event.preventDefault();
    dialog.close();
    await dialog.closed;
    const { navigate } = await import("../core/router.js");
    await navigate(to("/performances"));
  }

  await dialog.closed;
  return chosen;
}
