/** A visit as a ticket stub: what, where one sat, the stars, and the day on the part that is torn off. */

import { formatMonthName, formatTime, formatWeekday } from "../core/format.js";
import { h } from "../core/h.js";
import { inKorean, t } from "../core/i18n.js";
import { learn, stateOf } from "../state/mine.js";
import { titleLink, venueLine } from "./card.js";
import { heart } from "./heart.js";
import { icon } from "./icon.js";
import { poster } from "./poster.js";
import { stars } from "./stars.js";
import { removeWithUndo } from "./undoable.js";

/** @typedef {import("../../types/shapes.d.ts").Visit} Visit */

/**
 * @param {Visit} visit
 * @param {{ onedit: (visit: Visit) => void, onremoved: () => void }} options
 * @returns {HTMLElement}
 */
export function visitStub(visit, { onedit, onremoved }) {
  const { performance, seat, companion, cast_seen: cast, memo, rating, viewing } = visit;
  const own = [seat, companion && t("visit.with", { name: companion }), cast].filter(Boolean).join(" · ");
  const edit = h(
    "button",
    {
      type: "button",
      class: "link-button",
      "aria-label": t("visit.edit.label", { title: performance.title }),
      onclick: () => onedit(visit),
    },
    t("edit"),
  );
  const remove = h(
    "button",
    {
      type: "button",
      class: "link-button",
      "aria-label": t("visit.delete.label", { title: performance.title }),
      onclick: () => removeVisit(visit, stub, onremoved),
    },
    t("delete"),
  );
  const stub = h(
    "article",
    { class: "stub", "data-visit": visit.id, tabindex: "-1" },
    poster(performance, { sizes: "64px", className: "stub-poster" }),
    h(
      "div",
      { class: "stub-text" },
      h(
        "div",
        { class: "stub-title" },
        titleLink(performance, "h3", "rank-row-title"),
        viewing > 1 && h("span", { class: "badge-p" }, t("visit.viewing", { n: viewing })),
      ),
      h("p", { class: "stub-fact", ...inKorean() }, venueLine(performance)),
      own && h("p", { class: "stub-fact" }, own),
      rating !== null && stars(rating),
      memo && h("p", { class: "stub-memo" }, memo),
      h("p", { class: "stub-actions" }, edit, remove, heart(performance)),
    ),
    day(visit),
  );
  return stub;
}

/** @param {Visit} visit */
function day({ watched_on: on, starts_at: at }) {
  const [, month, number] = on.split("-").map(Number);
  return h(
    "time",
    { class: "stub-day", datetime: on },
    h("span", null, [formatWeekday(on), at && formatTime(at)].filter(Boolean).join(" ")),
    h("strong", null, Number(number)),
    h("span", null, formatMonthName(Number(month))),
  );
}

/**
 * @param {Visit} visit
 * @param {HTMLElement} stub
 * @param {() => void} onremoved
 */
function removeVisit({ id, performance }, stub, onremoved) {
  const place = stub.closest("li") ?? stub;
  const next = place.nextElementSibling ?? place.previousElementSibling;
  removeWithUndo({
    path: `/me/visits/${id}`,
    text: t("visit.deleted"),
    failed: t("visit.delete.failed"),
    hide: () => {
      place.hidden = true;
      /** @type {HTMLElement | null} */ (next?.querySelector(".stub"))?.focus();
    },
    restore: () => {
      place.hidden = false;
      stub.focus();
    },
    done: () => {
      learn(performance.id, { visits: Math.max((stateOf(performance.id)?.visits ?? 1) - 1, 0) });
      onremoved();
    },
  });
}

/** What stands for a stub while it loads. */
export function stubSkeleton() {
  return h(
    "div",
    { class: "stub" },
    h("span", { class: "skeleton poster stub-poster" }),
    h("span", { class: "stub-text" }, icon("ticket-perforated")),
  );
}
