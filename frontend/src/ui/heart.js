/** The heart of a performance: a button that shows whether one keeps it, at once and on every card of it. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { changed, hold, isFavorite, keptHere, setKeptHere, want, wishFor } from "../state/mine.js";
import { icon } from "./icon.js";

/** @typedef {{ id: string, title: string }} Named */

changed.subscribe(({ id }) => {
  for (const heart of document.querySelectorAll(id === null ? "[data-heart]" : `[data-heart="${CSS.escape(id)}"]`)) {
    const button = /** @type {HTMLButtonElement} */ (heart);
    paint(button);
    if (id === null) want(/** @type {string} */ (button.dataset.heart));
  }
});

// Another tab of a guest kept something.
globalThis.addEventListener?.("storage", ({ key }) => key === "favorites" && changed.set({ id: null }));

/**
 * @param {Named} performance
 * @param {string} [className]
 * @param {string} [label] to be seen beside it
 * @returns {HTMLButtonElement}
 */
export function heart({ id, title }, className = "", label = "") {
  const name = t("fav.add", { title });
  const props = {
    class: `heart ${className}`.trim(),
    "data-heart": id,
    "aria-label": label ? `${label} ${name}` : name,
  };
  const button = h("button", { type: "button", ...props, onclick: () => press({ id, title }) }, h("i"), label);
  paint(button);
  want(id);
  return button;
}

/** @param {HTMLButtonElement} button */
function paint(button) {
  const on = isFavorite(/** @type {string} */ (button.dataset.heart));
  if (button.getAttribute("aria-pressed") === String(on)) return;
  button.setAttribute("aria-pressed", String(on));
  button.firstElementChild?.replaceWith(on ? icon("heart-fill") : icon("heart"));
}

/** @param {Named} performance */
async function press(performance) {
  const { id } = performance;
  const wish = !isFavorite(id);
  const isMember = presence.get() !== null;
  // From now on, not only once it is sent: an answer that was asked for before would turn the heart back.
  const release = hold(id);
  if (isMember) wishFor(id, wish);
  // Who has begun to keep things on the device is not asked again.
  else if (!wish || keptHere().length > 0) setKeptHere(id, wish);
  try {
    const { afterPress } = await import("./favoriting.js");
    await afterPress(performance, wish, isMember);
  } finally {
    release();
  }
}
