/** Light, dark or the system's choice; `boot.js` applies the kept choice before the first paint. */

import { createLocalStore } from "../core/store.js";

/** @typedef {"system" | "light" | "dark"} Theme */

const THEMES = ["system", "light", "dark"];
const dark = matchMedia("(prefers-color-scheme: dark)");

export const theme = createLocalStore(
  "theme",
  /** @type {Theme} */ ("system"),
  /** @type {(value: unknown) => value is Theme} */ ((value) => THEMES.includes(/** @type {string} */ (value))),
);

/** @returns {"light" | "dark"} what is on show */
export function shownTheme() {
  const chosen = theme.get();
  if (chosen !== "system") return chosen;
  return dark.matches ? "dark" : "light";
}

function apply() {
  document.documentElement.dataset.bsTheme = shownTheme();
}

/** Keep the document in step with the choice and with the system. */
export function startTheme() {
  apply();
  theme.subscribe(apply);
  dark.addEventListener("change", apply);
}
