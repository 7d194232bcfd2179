/** A switch that is saved at once, and goes back when it could not be. */

import { h } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { toast } from "./notify.js";
import { problemText } from "./section.js";

/** @param {{ words: string, note?: string, isOn: boolean, save: (wish: boolean) => Promise<unknown> }} options */
export function switchRow({ words, note = "", isOn, save }) {
  const input = h("input", { type: "checkbox", role: "switch", class: "switch-input", onchange });
  input.checked = isOn;
  async function onchange() {
    const wish = input.checked;
    try {
      await save(wish);
      if (input.checked !== wish) await onchange(); // changed again meanwhile
    } catch (error) {
      input.checked = !wish;
      if (isAbort(error)) return;
      console.warn(error);
      toast(`${t("switches.failed")} ${problemText(error)}`);
    }
  }
  const hint = note && h("small", { class: "section-note used-note" }, note);
  return h("label", { class: "switch-row" }, h("span", null, words, hint), input);
}
