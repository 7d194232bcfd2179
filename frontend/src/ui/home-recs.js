/** On the home page: an invitation to pick tastes, or the best of what is recommended already. */

import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { isAbort } from "../core/http.js";
import { needMessages, t, to } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { readLocal } from "../core/store.js";
import { label, loadLabels } from "../state/labels.js";
import { icon } from "./icon.js";

/** What the invitation shows as examples. */
const EXAMPLES = /** @type {const} */ ([
  ["genres", "musical"],
  ["moods", "cheerful"],
  ["regions", "seoul"],
  ["characteristics", "solo"],
  ["moods", "moving"],
]);

/**
 * @param {HTMLElement} place
 * @param {AbortSignal} signal
 */
export async function showTaste(place, signal) {
  await Promise.all([needMessages("recs"), needStyles("/styles/recs.css"), loadLabels()]);
  if (signal.aborted) return;
  const isKnown = presence.get() !== null || readLocal("taste") !== null;
  try {
    const { bestOf } = isKnown ? await import("./home-best.js") : { bestOf: null };
    place.replaceChildren((await bestOf?.(signal)) ?? invitation());
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    console.warn("there are no recommendations", error); // the way to them is there all the same
    place.replaceChildren(invitation());
  }
}

function invitation() {
  const example = (/** @type {typeof EXAMPLES[number]} */ [kind, code], /** @type {number} */ index) =>
    h("span", { class: index < 2 ? "is-on" : "" }, index < 2 && icon("check-lg"), label(kind, code));
  return h(
    "section",
    { class: "taste-invite", "aria-labelledby": "taste-invite" },
    h("p", { class: "taste-invite-lead" }, t("invite.lead")),
    h("h2", { id: "taste-invite" }, t("invite.title")),
    h("div", { class: "taste-invite-chips", "aria-hidden": "true" }, EXAMPLES.map(example)),
    h("a", { class: "button is-wide", href: to("/recommendations/taste") }, t("invite.action")),
  );
}
