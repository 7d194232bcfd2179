/** `/me/diary`: a year of visits as a map of days, its months as tables, and a ticket stub for each visit. */

import { getStats, listFavorites, listHistory, listVisits } from "../../api/mine.js";
import { seoulToday } from "../../core/dates.js";
import { formatMonthName } from "../../core/format.js";
import { h, list } from "../../core/h.js";
import { t } from "../../core/i18n.js";
import { integer, parseQuery } from "../../core/query.js";
import { loadLabels } from "../../state/labels.js";
import { monthCalendar, yearCalendar } from "../../ui/calendars.js";
import { segmented } from "../../ui/controls.js";
import { icon } from "../../ui/icon.js";
import { privately, showMinePage } from "../../ui/mine-page.js";
import { announce, toast } from "../../ui/notify.js";
import { emptyCard, problemText, section, skeletons } from "../../ui/section.js";
import { recordVisit } from "../../ui/visit-sheet.js";
import { stubSkeleton, visitStub } from "../../ui/visit-stub.js";
import { yearChoice } from "./stats.js";

/** @typedef {import("../../../types/shapes.d.ts").Visit} Visit */

const SCHEMA = { year: integer(null, { min: 1900, max: 2999 }) };
const PAGE_SIZE = 100;
const SUGGESTIONS = 30;

/** @type {import("../../core/router.js").Page} */
export async function mount(root, context) {
  let { year } = parseQuery(SCHEMA, context.query);
  /** @type {ReturnType<typeof diaryPart> | null} */
  let part = null;
  await showMinePage(root, context, {
    tab: "diary",
    title: t("mine.tab.diary"),
    fill: ({ signal }) => {
      part = diaryPart(() => year, signal);
      return part.root;
    },
  });
  return {
    ready: part ? /** @type {ReturnType<typeof diaryPart>} */ (part).load() : undefined,
    async update(next) {
      year = parseQuery(SCHEMA, next.query).year;
      if (await part?.load({ dim: true })) announce(part?.heading.textContent ?? "");
    },
  };
}

/**
 * @param {() => number | null} asked null is this year
 * @param {AbortSignal} signal
 */
function diaryPart(asked, signal) {
  const add = h(
    "button",
    { type: "button", class: "button is-primary add-visit", "aria-haspopup": "dialog", onclick: onAdd },
    icon("plus-lg"),
    t("visit.add.title"),
  );
  const part = section({
    title: t("mine.tab.diary"),
    className: "diary",
    signal,
    skeleton: () => skeletons(4, stubSkeleton, "stubs"),
    load: async () => {
      const year = asked() ?? Number(seoulToday().slice(0, 4));
      const [visits, stats] = await Promise.all([
        visitsOf(year, signal),
        privately(() => getStats({ year }, { signal }), signal),
        loadLabels(),
      ]);
      return { year, visits, years: stats.years };
    },
    render: ({ year, visits, years }) => {
      part.heading.textContent = t("diary.year", { year: String(year), n: visits.length });
      part.aside.replaceChildren(...yearChoice({ year, years }, "/me/diary"), add);
      if (visits.length === 0 && years.length === 0)
        return emptyCard({ title: t("diary.empty"), text: t("diary.empty.text") });
      return [calendars(year, visits), stubs(visits)];
    },
  });
  part.aside.replaceChildren(add);

  /** @param {readonly Visit[]} visits */
  function stubs(visits) {
    if (visits.length === 0) return emptyCard({ title: t("diary.empty.year") });
    const months = [...new Set(visits.map(({ watched_on: on }) => on.slice(0, 7)))];
    return months.map((month) => {
      const rows = visits.filter(({ watched_on: on }) => on.startsWith(month));
      const stub = (/** @type {Visit} */ visit) =>
        visitStub(visit, { onedit, onremoved: () => part.load({ dim: true }) });
      return [
        h("h3", { class: "stub-month" }, formatMonthName(Number(month.slice(5)))),
        list(rows, stub, { class: "stubs" }),
      ];
    });
  }

  /** @param {Visit} visit */
  async function onedit(visit) {
    const saved = await recordVisit(visit.performance, { visit, signal });
    if (saved) await showStub(saved.id);
  }

  async function onAdd() {
    const { chooseShow } = await import("../../ui/show-picker.js");
    try {
      const show = await chooseShow({ load: () => candidates(signal), signal });
      const saved = show && (await recordVisit(show, { signal }));
      if (saved) await showStub(saved.id);
    } catch (error) {
      if (signal.aborted) return;
      console.warn(error);
      toast(problemText(error));
    }
  }

  /** @param {string} id */
  async function showStub(id) {
    await part.load({ dim: true });
    /** @type {HTMLElement | null} */ (part.body.querySelector(`[data-visit="${CSS.escape(id)}"]`))?.focus();
  }

  return part;
}

/**
 * @param {number} year
 * @param {AbortSignal} signal
 * @returns {Promise<Visit[]>}
 */
async function visitsOf(year, signal) {
  const span = { from: `${year}-01-01`, to: `${year}-12-31`, page_size: PAGE_SIZE };
  const ask = (/** @type {number} */ page) => privately(() => listVisits({ ...span, page }, { signal }), signal);
  const first = await ask(1);
  const pages = Math.ceil(first.count / PAGE_SIZE);
  const others = await Promise.all(Array.from({ length: Math.max(pages - 1, 0) }, (_, index) => ask(index + 2)));
  return [first, ...others].flatMap(({ results }) => results);
}

/**
 * What one may have seen: kept or seen before, begun already.
 * @param {AbortSignal} signal
 */
async function candidates(signal) {
  const [kept, seen] = await Promise.all([
    privately(() => listFavorites({ state: "running,ended", page_size: SUGGESTIONS }, { signal }), signal),
    privately(() => listHistory({ page_size: SUGGESTIONS }, { signal }), signal),
  ]);
  const shows = [...seen.results.map(({ performance }) => performance), ...kept.results];
  return [...new Map(shows.map((show) => [show.id, show])).values()];
}

/**
 * @param {number} year
 * @param {readonly Visit[]} visits
 */
function calendars(year, visits) {
  const place = h("div");
  const now = seoulToday();
  let month = String(year) === now.slice(0, 4) ? now.slice(0, 7) : (visits[0]?.watched_on.slice(0, 7) ?? `${year}-12`);
  const items = /** @type {const} */ (["year", "month"]).map((key) => ({ key, label: t(`diary.view.${key}`) }));
  const choice = segmented({ label: t("diary.view"), items, selected: "year", onselect: show });

  /** @param {"year" | "month"} view */
  function show(view) {
    choice.select(view);
    place.replaceChildren(view === "year" ? yearCalendar(year, visits) : table());
  }

  function table() {
    const mine = visits.filter(({ watched_on: on }) => on.startsWith(month));
    return monthCalendar(month, mine, {
      onday: (day) => {
        const first = mine.find(({ watched_on: on }) => on === day);
        const stub = document.querySelector(`[data-visit="${CSS.escape(first?.id ?? "")}"]`);
        if (stub instanceof HTMLElement) stub.focus();
      },
      onmonth: (next) => {
        const step = next < month ? "-1" : "1";
        if (!next.startsWith(String(year))) return toast(t("month.other-year"));
        month = next;
        place.replaceChildren(table());
        /** @type {HTMLElement | null} */ (place.querySelector(`[data-step="${step}"]`))?.focus();
      },
    });
  }

  show("year");
  return h("div", { class: "diary-calendar" }, choice.root, place);
}
