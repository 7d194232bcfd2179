/** While the very first synchronisation fills the catalogue: say so, and show what has arrived. */

import { h } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";

/** @typedef {import("../../types/shapes.d.ts").Home} Home */

const POLL_MS = 4_000;

/**
 * Watch until the catalogue is complete. A failed answer ends the watch.
 * @param {object} options
 * @param {HTMLElement} options.place where the banner goes
 * @param {Home} options.first
 * @param {AbortSignal} options.signal
 * @param {() => Promise<Home>} options.ask
 * @param {(home: Home, done: boolean) => void} options.onprogress for each further answer, `done` for the last one
 */
export async function watchFilling({ place, first, signal, ask, onprogress }) {
  let home = first;
  try {
    while (home.last_synced_at === null && !signal.aborted) {
      place.replaceChildren(banner(home));
      await pause(POLL_MS, signal);
      home = await ask();
      onprogress(home, home.last_synced_at !== null);
    }
  } catch (error) {
    if (!isAbort(error)) console.warn("progress is not known", error); // what is shown stays
  }
  place.replaceChildren();
}

/** @param {Home} home */
function banner(home) {
  return h(
    "div",
    { class: "filling-banner" },
    h("p", { class: "filling-title" }, t("home.filling.title")),
    h("p", null, `${t("home.filling.text")} ${t("home.counts", { ...home.counts })}`),
    h("progress", { "aria-label": t("home.filling.title") }),
  );
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
