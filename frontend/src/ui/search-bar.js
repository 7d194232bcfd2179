/** The way to search in every page's frame: a field, on phones a button. What they can do comes when they are touched. */

import { h } from "../core/h.js";
import { t, to } from "../core/i18n.js";
import { navigate } from "../core/router.js";
import { createStore } from "../core/store.js";
import { icon } from "./icon.js";

export const MAX_LENGTH = 100;

/** The text of the list on show; empty on every other page. */
export const searched = createStore("");

/** @param {string} text */
export function searchPath(text) {
  return to(text ? `/performances?q=${encodeURIComponent(text)}` : "/performances");
}

export function searchInput() {
  return h("input", {
    type: "search",
    class: "search-input",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-label": t("search.label"),
    placeholder: t("search.placeholder"),
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    maxlength: MAX_LENGTH,
  });
}

/**
 * @param {AbortSignal} signal aborts when the frame is drawn anew
 * @returns {HTMLFormElement}
 */
export function searchForm(signal) {
  /** @type {Promise<ReturnType<typeof import("./search-box.js").searchBox>> | null} */
  let box = null;
  const input = searchInput();
  const keys = h("kbd", { "aria-hidden": "true" }, /Mac/.test(navigator.platform) ? "⌘ K" : "Ctrl K");
  const form = h(
    "form",
    { class: "search-bar", role: "search", onsubmit, onfocusin: begin },
    icon("search"),
    input,
    keys,
  );
  function begin() {
    box ??= import("./search-box.js").then(({ searchBox }) => searchBox({ form, input, signal }));
    return box;
  }
  /** @param {Event} event */
  async function onsubmit(event) {
    event.preventDefault();
    try {
      (await begin()).submit();
    } catch (error) {
      console.warn(error); // without its module the field still searches
      box = null;
      await navigate(searchPath(input.value.trim()));
    }
  }
  searched.subscribe((text) => {
    if (text || document.activeElement !== input) input.value = text;
  }, signal);
  input.value = searched.get();
  addEventListener("keydown", onkeydown, { signal });
  /** @param {KeyboardEvent} event */
  function onkeydown(event) {
    if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (input.checkVisibility()) input.select();
    else open();
  }
  return form;
}

async function open() {
  (await import("./search-dialog.js")).openSearch();
}

/**
 * On phones: a button that opens the whole screen; where one looks for shows it is drawn like a field.
 * @param {AbortSignal} signal
 */
export function searchButton(signal) {
  const words = h("span");
  const show = (/** @type {string} */ text) => {
    words.textContent = text || t("search.placeholder");
  };
  searched.subscribe(show, signal);
  show(searched.get());
  return h(
    "button",
    { type: "button", class: "search-open", "aria-haspopup": "dialog", onclick: open },
    icon("search"),
    words,
  );
}
