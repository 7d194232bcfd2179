/** The taste picker beside the list on wide screens. */

import { h } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { loadLabels } from "../state/labels.js";
import { actionButton } from "./account-page.js";
import { toast } from "./notify.js";
import { problemCard } from "./section.js";
import { tastePicker } from "./taste-picker.js";
import { loadPicks, savePicks } from "./taste-saving.js";

/**
 * @param {HTMLElement} place
 * @param {{ signal: AbortSignal, onsaved: () => void }} options
 */
export async function tasteRail(place, { signal, onsaved }) {
  try {
    await loadLabels();
    const { picks } = await loadPicks(signal);
    place.replaceChildren(rail(picks, { signal, onsaved }));
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    console.warn(error);
    const onretry = () => tasteRail(place, { signal, onsaved });
    place.replaceChildren(problemCard({ what: t("taste.mine"), error, onretry }));
  }
}

/**
 * @param {import("../state/taste.js").Picks} picks
 * @param {{ signal: AbortSignal, onsaved: () => void }} options
 */
function rail(picks, { signal, onsaved }) {
  const picker = tastePicker({ picks, signal });
  const reset = h("button", { type: "button", class: "button", onclick: picker.reset }, t("taste.reset"));
  const save = actionButton({
    label: t("taste.save"),
    busy: t("taste.saving"),
    props: { class: "button is-primary" },
    signal,
    async act() {
      toast(await savePicks(picker.picks(), signal));
      onsaved();
    },
  });
  return h(
    "section",
    { class: "taste-card", "aria-labelledby": "taste-rail" },
    h("h2", { class: "section-title", id: "taste-rail" }, t("taste.mine")),
    picker.meter,
    picker.root,
    picker.summary,
    h("div", { class: "taste-buttons" }, reset, save),
  );
}
