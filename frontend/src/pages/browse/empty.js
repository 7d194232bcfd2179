/** Nothing fits: which choices do not go together, and how many there are without each of them. */

import { countPerformances } from "../../api/performances.js";
import { seoulToday } from "../../core/dates.js";
import { h, list, svg } from "../../core/h.js";
import { isAbort } from "../../core/http.js";
import { t, to } from "../../core/i18n.js";
import { chosen, dropped, relaxations } from "../../state/browse-choices.js";
import { addressOf, apiQuery, cleared, withoutPreset, withText } from "../../state/browse-filters.js";
import { choiceLabel, quoted } from "../../state/filter-labels.js";
import { icon } from "../../ui/icon.js";

/** @typedef {import("../../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../../state/browse-filters.js").Preset} Preset */
/** @typedef {import("../../state/browse-choices.js").Relaxation} Relaxation */

const MAX_REQUESTS = 5;

/** @typedef {{ filters: Filters, preset: Preset | null, signal: AbortSignal, nothing: import("../../../types/browse.d.ts").Shown }} Options */

/**
 * @param {Options} options
 * @returns {HTMLElement} the ways out arrive by themselves
 */
export function emptyState(options) {
  const { filters, preset, nothing } = options;
  const choices = chosen(withoutPreset(filters, preset));
  const { q } = filters;
  const ways = h("div", { class: "empty-ways" });
  const clear =
    choices.length > 0 ? to(addressOf(cleared(filters, preset), preset)) : (preset || q) && to("/performances");
  const root = h(
    "div",
    { class: "empty-state" },
    drawing(),
    h("h2", { class: "empty-title" }, title(choices.length > 0, q)),
    choices.length > 0 ? h("p", { class: "empty-text" }, reason(choices, q)) : q && tips(),
    nothing.taken && takenLink(filters, preset, nothing.taken),
    ways,
    clear &&
      h("a", { class: "button", href: clear }, choices.length > 0 ? t("browse.empty.clear") : t("browse.empty.all")),
  );
  if (choices.length > 1 || (choices.length > 0 && q)) offer(ways, options);
  return root;
}

/**
 * @param {boolean} isChosen
 * @param {string} q
 */
function title(isChosen, q) {
  if (isChosen) return t("browse.empty.title");
  return q ? t("browse.empty.text", { q }) : t("browse.empty.nothing");
}

function tips() {
  return h("p", { class: "empty-text" }, t("browse.empty.tips"));
}

/**
 * @param {Filters} filters
 * @param {Preset | null} preset
 * @param {string} other
 */
function takenLink(filters, preset, other) {
  return h(
    "a",
    { class: "empty-way", href: to(addressOf(withText(filters, other), preset)) },
    h("span", null, t("browse.empty.taken", { other })),
    icon("chevron-right"),
  );
}

/**
 * @param {import("../../state/browse-choices.js").Chosen[]} choices
 * @param {string} q
 */
function reason(choices, q) {
  return choices.length === 1 && !q
    ? t("browse.empty.one", { label: quoted(choices) })
    : t("browse.empty.several", { labels: quoted(choices, q) });
}

/**
 * @param {HTMLElement} ways
 * @param {Options} options
 */
async function offer(ways, { filters, preset, signal, nothing }) {
  const today = seoulToday();
  const before = apiQuery(filters, preset, today);
  const all = relaxations(filters, preset);
  if (filters.q) all.push({ choices: [], filters: withText(filters, "") });
  const asked = all.slice(0, MAX_REQUESTS);
  const count = async (/** @type {Relaxation} */ way) => {
    const query = apiQuery(way.filters, preset, today);
    const name = dropped(before, query);
    if (name === null || name === "q") return (await countPerformances(query, [], { signal })).count;
    return nothing.relaxations.find(({ parameters }) => String(parameters) === name)?.count ?? 0;
  };
  const answers = await Promise.allSettled(asked.map(count));
  const failed = answers.find((answer) => answer.status === "rejected" && !isAbort(answer.reason));
  if (failed) console.warn("some ways out could not be counted", failed);
  const found = asked
    .map((way, index) => ({ way, n: countIn(answers[index]) }))
    .filter(({ n }) => n > 0)
    .sort((one, other) => other.n - one.n);
  if (!signal.aborted)
    ways.replaceChildren(
      list(found, ({ way, n }) => wayLink(way, n, { preset, q: filters.q }), { class: "empty-list" }),
    );
}

/** @param {PromiseSettledResult<number> | undefined} answer */
function countIn(answer) {
  return answer?.status === "fulfilled" ? answer.value : 0;
}

/**
 * @param {Relaxation} way
 * @param {number} n
 * @param {{ preset: Preset | null, q: string }} list
 */
function wayLink({ choices, filters }, n, { preset, q }) {
  const label = choices.length > 0 ? choices.map(choiceLabel).join("·") : q;
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
