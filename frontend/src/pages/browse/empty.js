/** Nothing fits: which choices do not go together, and how many there are without each of them. */

import { countPerformances } from "../../api/performances.js";
import { seoulToday } from "../../core/dates.js";
import { h, list, svg } from "../../core/h.js";
import { isAbort } from "../../core/http.js";
import { t, to } from "../../core/i18n.js";
import { chosen, relaxations } from "../../state/browse-choices.js";
import { addressOf, apiQuery, cleared, withoutPreset } from "../../state/browse-filters.js";
import { choiceLabel, quoted } from "../../state/filter-labels.js";
import { icon } from "../../ui/icon.js";

/** @typedef {import("../../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../../state/browse-filters.js").Preset} Preset */
/** @typedef {import("../../state/browse-choices.js").Relaxation} Relaxation */

const MAX_REQUESTS = 5;

/**
 * @param {{ filters: Filters, preset: Preset | null, signal: AbortSignal }} options
 * @returns {HTMLElement} the ways out arrive by themselves
 */
export function emptyState({ filters, preset, signal }) {
  const choices = chosen(withoutPreset(filters, preset));
  const ways = h("div", { class: "empty-ways" });
  const clear = choices.length > 0 ? to(addressOf(cleared(filters, preset), preset)) : preset && to("/performances");
  const root = h(
    "div",
    { class: "empty-state" },
    drawing(),
    h("h2", { class: "empty-title" }, choices.length > 0 ? t("browse.empty.title") : t("browse.empty.nothing")),
    choices.length > 0 && h("p", { class: "empty-text" }, reason(choices)),
    ways,
    clear &&
      h("a", { class: "button", href: clear }, choices.length > 0 ? t("browse.empty.clear") : t("browse.empty.all")),
  );
  if (choices.length > 1) offer(ways, { filters, preset, signal });
  return root;
}

/** @param {import("../../state/browse-choices.js").Chosen[]} choices */
function reason(choices) {
  return choices.length === 1
    ? t("browse.empty.one", { label: quoted(choices) })
    : t("browse.empty.several", { labels: quoted(choices) });
}

/**
 * @param {HTMLElement} ways
 * @param {{ filters: Filters, preset: Preset | null, signal: AbortSignal }} options
 */
async function offer(ways, { filters, preset, signal }) {
  const today = seoulToday();
  const asked = relaxations(filters, preset).slice(0, MAX_REQUESTS);
  const answers = await Promise.allSettled(
    asked.map((way) => countPerformances(apiQuery(way.filters, preset, today), [], { signal })),
  );
  const failed = answers.find((answer) => answer.status === "rejected" && !isAbort(answer.reason));
  if (failed) console.warn("some ways out could not be counted", failed);
  const found = asked
    .map((way, index) => ({ way, n: countIn(answers[index]) }))
    .filter(({ n }) => n > 0)
    .sort((one, other) => other.n - one.n);
  if (!signal.aborted)
    ways.replaceChildren(list(found, ({ way, n }) => wayLink(way, n, preset), { class: "empty-list" }));
}

/** @param {PromiseSettledResult<{ count: number }> | undefined} answer */
function countIn(answer) {
  return answer?.status === "fulfilled" ? answer.value.count : 0;
}

/**
 * @param {Relaxation} way
 * @param {number} n
 * @param {Preset | null} preset
 */
function wayLink({ choices, filters }, n, preset) {
  const label = choices.map(choiceLabel).join("·");
  return h(
    "a",
    { class: "empty-way", href: to(addressOf(filters, preset)) },
    h("span", null, t("browse.empty.without", { label })),
    h("strong", null, t("filter.count", { n })),
    icon("chevron-right"),
  );
}

/** An empty seat in the light. */
function drawing() {
  return svg(
    "svg",
    { class: "empty-drawing", viewBox: "0 0 120 96", width: 120, height: 96, "aria-hidden": "true" },
    svg("path", { class: "empty-beam", d: "M60 4 96 84H24Z" }),
    svg("ellipse", { class: "empty-pool", cx: 60, cy: 84, rx: 36, ry: 9 }),
    svg("path", { class: "empty-stool", d: "M44 84V58H76V84M44 70H76", fill: "none" }),
  );
}
