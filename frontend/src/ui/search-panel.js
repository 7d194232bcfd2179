/** What opens below the search field: earlier and popular searches for an empty one, else suggestions in groups. */

import { h } from "../core/h.js";
import { inKorean, t, to } from "../core/i18n.js";
import { searches } from "../state/searches.js";
import { grouped, pathOf } from "../state/suggestions.js";
import { icon } from "./icon.js";
import { marked } from "./marked.js";
import { searchPath } from "./search-bar.js";
import { clearPast, dropPast } from "./search-past.js";

/** @typedef {import("../../types/search.d.ts").PastSearch} PastSearch */
/** @typedef {import("../../types/search.d.ts").Suggestion} Suggestion */
/** @typedef {import("../../types/search.d.ts").Suggestions} Suggestions */
/** @typedef {(event: MouseEvent, text: string | null) => void} Choose */

const MOST_PAST = 6;
const SYMBOLS = {
  performance: () => icon("ticket-perforated"),
  person: () => icon("person"),
  venue: () => icon("geo-alt"),
  company: () => icon("people"),
  hashtag: () => icon("tag"),
};

let panels = 0;

/**
 * @param {{ input: HTMLInputElement, onchoose: Choose, onsearch: (text: string) => void, say: (words: string) => void }} options
 *   `onchoose` is told which link was followed and the text to remember of it, `onsearch` what to search for
 */
export function searchPanel({ input, onchoose, onsearch, say }) {
  panels += 1;
  const prefix = `search-${panels}`;
  const listbox = h("div", { class: "search-list", role: "listbox", id: prefix, "aria-label": t("search.label") });
  const before = h("div", { class: "search-past" });
  const hint = h("p", { class: "search-hint" });
  const note = h("p", { class: "search-note" });
  const body = h("div", { class: "search-scroll" }, note, h("div", { class: "search-lists" }, listbox, before), hint);
  const root = h("div", { class: "search-panel", hidden: true, onmousedown: keepFocus }, body);
  /** @type {HTMLAnchorElement[]} */
  let options = [];
  /** @type {readonly PastSearch[]} those among the options, which come first */
  let past = [];
  let active = -1;
  /** @type {[string, Suggestions | null]} */
  let drawn = ["", null];

  /** @param {number} index */
  function activate(index) {
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    activate(-1);
    options = [];
    root.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  /**
   * @param {string} text what was typed
   * @param {Suggestions | null} answer null when there is none to be had
   */
  function show(text, answer) {
    // The same list once more, as when earlier searches or a session become known: what was chosen stays so.
    const chosen = drawn[0] === text ? options[active]?.href : undefined;
    drawn = [text, answer];
    past = text ? [] : (searches.get() ?? []).slice(0, MOST_PAST);
    const groups = [
      group(
        t("search.past"),
        past.map((search) => pastOption(search, onsearch)),
      ),
      ...suggested(text, answer, onchoose),
      group("", text ? [allOption(text, onsearch)] : []),
    ].filter((one) => one !== null);
    listbox.replaceChildren(...groups);
    options = [...listbox.querySelectorAll("a")];
    for (const [index, option] of options.entries()) option.id = `${prefix}-${index}`;
    activate(options.findIndex(({ href }) => href === chosen));
    const hadFocus = before.contains(document.activeElement);
    before.replaceChildren(...(past.length > 0 ? pastTools(past, onchoose) : []));
    if (hadFocus) input.focus(); // what had it is gone
    note.replaceChildren(...(text ? words(text, answer) : []));
    hint.textContent = t("search.hint");
    root.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(!root.hidden));
    input.setAttribute("aria-controls", prefix);
    if (text) say(t("search.announce", { n: answer?.results.length ?? 0 }));
  }

  return {
    root,
    show,
    close,
    activate,
    active: () => active,
    count: () => options.length,
    redraw: () => show(...drawn),
    /** @returns {boolean} whether an option was active, and is chosen now */
    choose() {
      options[active]?.click();
      return active >= 0;
    },
    /** @returns {boolean} whether an earlier search was active, and is removed now */
    remove() {
      const search = past[active];
      if (search) dropPast(search);
      return search !== undefined;
    },
  };
}

/** @param {MouseEvent} event */
function keepFocus(event) {
  if (!(/** @type {Element} */ (event.target).closest("a[href]:not([role]), button"))) event.preventDefault();
}

/**
 * @param {string} title
 * @param {readonly Node[]} items
 */
function group(title, items) {
  if (items.length === 0) return null;
  const heading = title && h("span", { class: "search-heading", "aria-hidden": "true" }, title);
  return h("div", { role: "group", "aria-label": title || t("search.all.group") }, heading, items);
}

/**
 * @param {string} href
 * @param {(event: MouseEvent) => void} onclick
 * @param {Node} symbol
 * @param {import("../core/h.js").Children} content
 * @param {string} [className]
 */
function option(href, onclick, symbol, content, className = "search-option") {
  return h(
    "a",
    { class: className, role: "option", "aria-selected": "false", tabindex: -1, href, onclick },
    h("span", { class: "search-symbol" }, symbol),
    h("span", { class: "search-words" }, content),
  );
}

/**
 * @param {string} text
 * @param {Suggestions | null} answer
 * @param {Choose} onchoose
 */
function suggested(text, answer, onchoose) {
  const results = answer?.results ?? [];
  const made = (/** @type {Suggestion} */ one) =>
    option(to(pathOf(one)), (event) => onchoose(event, one.label), SYMBOLS[one.kind](), [
      h(
        "span",
        { class: "search-label", ...inKorean() },
        one.kind === "hashtag" && "#",
        marked(one.label, one.highlight),
      ),
      one.sublabel && h("span", { class: "search-sub", ...inKorean() }, one.sublabel),
    ]);
  if (!text) return [group(t("search.popular"), results.map(made))];
  return grouped(results).map(({ kind, items }) => group(t(`search.kind.${kind}`), items.map(made)));
}

/**
 * @param {PastSearch} search
 * @param {(text: string) => void} onsearch
 */
function pastOption({ q }, onsearch) {
  return option(
    searchPath(q),
    (event) => again(event, q, onsearch),
    icon("search"),
    h("span", null, q),
    "search-option is-past",
  );
}

/**
 * @param {string} text
 * @param {(text: string) => void} onsearch
 */
function allOption(text, onsearch) {
  return option(
    searchPath(text),
    (event) => again(event, text, onsearch),
    icon("search"),
    h("strong", null, t("search.all", { text })),
  );
}

/**
 * @param {MouseEvent} event
 * @param {string} text
 * @param {(text: string) => void} onsearch
 */
function again(event, text, onsearch) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a window of its own
  event.preventDefault();
  onsearch(text);
}

/**
 * Beside the earlier searches, outside the list of options: what takes them away.
 * @param {readonly PastSearch[]} past
 * @param {Choose} onchoose
 */
function pastTools(past, onchoose) {
  const remove = (/** @type {PastSearch} */ search) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("search.past.remove", { text: search.q }),
        onclick: () => dropPast(search),
      },
      icon("x-lg"),
    );
  return [
    h(
      "p",
      { class: "search-tools" },
      h(
        "a",
        { href: to("/me/searches"), onclick: (/** @type {MouseEvent} */ event) => onchoose(event, null) },
        t("search.past.manage"),
      ),
      h("button", { type: "button", onclick: clearPast }, t("search.past.clear")),
    ),
    ...past.map(remove),
  ];
}

/**
 * What the text was taken for, or that there is nothing to offer.
 * @param {string} text
 * @param {Suggestions | null} answer
 */
function words(text, answer) {
  if (answer === null) return [t("search.failed")];
  if (answer.did_you_mean) return [t("search.taken", { text, other: answer.did_you_mean })];
  return answer.results.length > 0 ? [] : [t("search.none")];
}
