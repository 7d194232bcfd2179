/**
 * What the search field does beyond being one: a combobox after the ARIA pattern, with a list that is chosen from by
 * hand. While Hangul is composed the suggestions follow each key, and no key chooses or sends.
 */

import { suggest } from "../api/searches.js";
import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { isPlainClick } from "../core/history.js";
import { needMessages } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { navigate } from "../core/router.js";
import { loadSearches, noteSearch, searches } from "../state/searches.js";
import { moved, suggester } from "../state/suggestions.js";
import { MAX_LENGTH, searchPath } from "./search-bar.js";
import { searchPanel } from "./search-panel.js";

/** @typedef {import("../../types/search.d.ts").SearchBoxOptions} SearchBoxOptions */

/** Keys that an input method takes for itself have this code. */
const COMPOSING = 229;

/**
 * @param {SearchBoxOptions} options
 * @returns {{ submit: () => void }}
 */
export function searchBox({ form, input, signal, leave }) {
  const status = h("p", { class: "visually-hidden", role: "status" });
  const panel = searchPanel({ input, onchoose, onsearch: go, say: (words) => status.replaceChildren(words) });
  const ready = Promise.all([needStyles("/styles/search.css"), needMessages("find")]);
  const suggestions = suggester({
    ask: (text, mine) => suggest(text, { signal: AbortSignal.any([signal, mine]) }),
    show: (text, answer) => panel.show(text, answer),
    fail(text, error) {
      console.warn("no suggestions", error);
      panel.show(text, null);
    },
  });
  let isOpen = false;
  const typed = () => input.value.slice(0, MAX_LENGTH).trim();

  async function open() {
    isOpen = true;
    await ready;
    if (!isOpen) return;
    const text = typed();
    if (!text && searches.get() === null) loadSearches({ signal }).catch((error) => console.warn("no history", error));
    suggestions.want(text);
  }

  function close() {
    isOpen = false;
    suggestions.stop();
    panel.close();
  }

  /** @param {string} text */
  async function go(text) {
    close();
    input.value = text;
    await leave?.();
    if (text) noteSearch(text);
    const address = searchPath(text);
    const isSame = address === location.pathname + location.search;
    window.scrollTo({ top: 0, behavior: "instant" });
    await navigate(address, { replace: isSame });
  }

  /**
   * @param {MouseEvent} event
   * @param {string | null} text what is remembered of the choice
   */
  async function onchoose(event, text) {
    const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
    if (text !== null) noteSearch(text);
    if (!isPlainClick(event, { origin: link.origin, target: "", download: false }, location.origin)) return;
    event.preventDefault();
    close();
    input.value = "";
    await leave?.();
    await navigate(link.pathname + link.search);
  }

  /** @param {KeyboardEvent} event */
  function onkeydown(event) {
    if (event.isComposing || event.keyCode === COMPOSING) return;
    if (event.key === "Enter" && panel.choose()) return event.preventDefault();
    if (event.key === "Escape" && !leave) return onEscape(event);
    if (event.key === "Delete" && panel.remove()) return event.preventDefault();
    const next = moved(event.key, panel.active(), panel.count());
    if (next !== null) {
      event.preventDefault();
      panel.activate(next);
    } else if (event.key.startsWith("Arrow") && !isOpen) open();
  }

  /** @param {KeyboardEvent} event */
  function onEscape(event) {
    event.preventDefault(); // the browser would empty the field at once
    if (isOpen) close();
    else input.value = "";
  }

  form.append(panel.root, status);
  input.addEventListener("input", open);
  input.addEventListener("focus", open);
  input.addEventListener("click", () => isOpen || open());
  input.addEventListener("keydown", onkeydown);
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!leave && !form.contains(/** @type {Node | null} */ (relatedTarget))) close();
  });
  searches.subscribe(() => isOpen && panel.redraw(), signal);
  presence.subscribe(() => isOpen && open(), signal);
  signal.addEventListener("abort", close, { once: true });
  if (document.activeElement === input) open();
  return { submit: () => go(typed()) };
}
