/** Searching on phones: the whole screen, with the field at the top. */

import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { needMessages, t } from "../core/i18n.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icon.js";
import { searched, searchInput } from "./search-bar.js";
import { searchBox } from "./search-box.js";

/** Open it, with the text that was searched. */
export async function openSearch() {
  await Promise.all([needStyles("/styles/search.css"), needMessages("find")]);
  if (document.querySelector("dialog[open]")) return;
  const closing = new AbortController();
  const input = searchInput();
  input.value = searched.get();
  const clear = h(
    "button",
    { type: "button", class: "icon-button search-clear", "aria-label": t("search.clear"), onclick: empty },
    icon("x-circle-fill"),
  );
  const form = h("form", { class: "search-whole", role: "search", onsubmit }, icon("search"), input, clear);
  const dialog = openDialog({ title: t("search.label"), body: form, className: "search-sheet", first: input });
  dialog.closed.then(() => closing.abort());
  const leave = () => {
    dialog.close();
    return dialog.closed;
  };
  const box = searchBox({ form, input, signal: closing.signal, leave });

  function empty() {
    input.value = "";
    input.dispatchEvent(new Event("input"));
    input.focus();
  }

  /** @param {Event} event */
  function onsubmit(event) {
    event.preventDefault();
    box.submit();
  }
}
