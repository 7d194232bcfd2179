/** What the list is, in the heading and in the document's head. */

import { formatRun } from "../../core/format.js";
import { h } from "../../core/h.js";
import { setHead } from "../../core/head.js";
import { currentLanguage, inKorean, t } from "../../core/i18n.js";
import { chosen } from "../../state/browse-choices.js";
import { spanOf, withoutPreset } from "../../state/browse-filters.js";
import { summaryOf } from "../../state/filter-labels.js";

/** @typedef {import("../../../types/browse.d.ts").Described} Described */

/** From so many choices on, the heading takes two lines on a phone; its place is kept while it is short. */
const LONG_CHOICES = 3;
/** Stands for the Korean name in a message, so that the name can be an element of its own. */
const NAME = "\u0001";

export function listHeading() {
  const title = h("h1", { class: "browse-title", tabindex: "-1" }, t("browse.title"));
  const note = h("p", { class: "browse-note", hidden: true });
  const taken = h("p", { class: "browse-note", hidden: true });
  return {
    root: h("div", { class: "browse-heading" }, title, note, taken),
    title,
    /** @param {Described} described */
    show(described) {
      const words = wordsFor(described);
      title.classList.toggle("is-long", chosen(described.filters).length >= LONG_CHOICES);
      const [before = "", after] = words.split(NAME);
      const name = after === undefined ? null : h("span", inKorean(), described.name ?? "");
      title.replaceChildren(...h("div", null, before, name, after).childNodes);
      const days = daysNote(described);
      note.textContent = days;
      note.hidden = !days;
      const other = described.count ? described.taken : null; // with nothing found it is offered below
      taken.textContent = other ? t("browse.taken", { q: described.filters.q, other }) : "";
      taken.hidden = !other;
      const text = words.replace(NAME, described.name ?? "");
      setHead({ title: text, description: description(described, text), index: described.plain });
    },
  };
}

/** @param {Described} described */
function wordsFor({ filters, preset, name, count, bare }) {
  if (bare) return t("browse.title");
  const isPerson = preset?.name === "person" || preset?.name === "company";
  const whose = preset?.name === "company" ? t("browse.company") : t("browse.person");
  const who = isPerson ? (name === null ? whose : NAME) : "";
  const text = filters.q && t("filter.quoted", { label: filters.q });
  const summary = [text, who, summaryOf(filters)].filter(Boolean).join(currentLanguage() === "ko" ? " " : ", ");
  if (count === null) return summary ? t("browse.heading.waiting", { summary }) : t("browse.title");
  return summary ? t("browse.heading", { summary, n: count }) : t("browse.count", { n: count });
}

/** @param {Described} described */
function daysNote({ filters, today }) {
  const { from, to: until } = spanOf(filters, today);
  return filters.when && from && until ? formatRun({ start_date: from, end_date: until }, { weekday: true }) : "";
}

/**
 * @param {Described} described
 * @param {string} text
 */
function description({ filters, preset, count }, text) {
  const isBase = preset === null && filters.q === "" && summaryOf(withoutPreset(filters, preset)) === "";
  return isBase || count === null ? t("browse.description") : t("browse.description.list", { list: text });
}
