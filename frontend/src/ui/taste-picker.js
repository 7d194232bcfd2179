/** Choosing tastes: four groups of chips, how many performances each has, and how many fit all that is picked. */

import { countPerformances } from "../api/performances.js";
import { formatNumber } from "../core/format.js";
import { h } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { choices, label } from "../state/labels.js";
import { countPicks, KINDS, LISTS, noPicks } from "../state/taste.js";
import { chipToggle } from "./chip.js";
import { announce } from "./notify.js";

/** @typedef {import("../state/taste.js").Kind} Kind */
/** @typedef {import("../state/taste.js").Picks} Picks */

const FACETS = /** @type {const} */ ({
  categories: "genre",
  characteristics: "hashtag",
  moods: "hashtag",
  regions: "region",
});
const SETTLED_MS = 500;
const SEGMENTS = 5;

/**
 * @param {{ picks: Picks, signal: AbortSignal, onchange?: (picks: Picks) => void }} options
 * @returns {{ root: HTMLElement, summary: HTMLElement, meter: HTMLElement, picks: () => Picks, reset: () => void }}
 *   `summary` says how much is picked and how many performances fit; `meter` draws it
 */
export function tastePicker({ picks: given, signal, onchange }) {
  let picks = given;
  let turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;
  const chips = KINDS.flatMap((kind) => choices(LISTS[kind]).map(({ code }) => makeChip(kind, code)));
  const number = h("strong", null);
  const fitting = h("span");
  const summary = h("p", { class: "taste-summary" }, number, " ", fitting);
  const segments = Array.from({ length: SEGMENTS }, () => h("span"));
  const meter = h("div", { class: "taste-meter", "aria-hidden": "true" }, segments);
  const groups = KINDS.map((kind) =>
    group(
      kind,
      chips.filter((chip) => chip.kind === kind).map(({ root }) => root),
    ),
  );

  /**
   * @param {Kind} kind
   * @param {string} code
   */
  function makeChip(kind, code) {
    const root = chipToggle({
      label: label(LISTS[kind], code),
      pressed: picks[kind].includes(code),
      count: "",
      onclick: () => toggle(kind, code),
    });
    root.dataset.code = code;
    return { kind, code, root };
  }

  /**
   * @param {Kind} kind
   * @param {string} code
   */
  function toggle(kind, code) {
    const others = picks[kind].filter((one) => one !== code);
    const isOn = others.length < picks[kind].length;
    change({ ...picks, [kind]: isOn ? others : [...others, code] });
  }

  /** @param {Picks} next */
  function change(next) {
    picks = next;
    draw();
    onchange?.(picks);
    count(true);
  }

  function draw() {
    const n = countPicks(picks);
    number.textContent = t("taste.picked", { n });
    for (const [index, segment] of segments.entries()) segment.classList.toggle("is-on", index < n);
    for (const { kind, code, root } of chips) root.setAttribute("aria-pressed", String(picks[kind].includes(code)));
  }

  /** @param {boolean} say */
  async function count(say) {
    turn += 1;
    const mine = turn;
    clearTimeout(settling);
    try {
      const { count: found, facets } = await countPerformances(
        {
          state: ["running", "upcoming"],
          genre: picks.categories,
          hashtag: [...picks.characteristics, ...picks.moods],
          region: picks.regions,
        },
        [...new Set(Object.values(FACETS))],
        { signal },
      );
      if (mine !== turn) return;
      fitting.textContent = found > 0 ? t("taste.matching", { n: found }) : t("taste.matching.none");
      for (const chip of chips) showCount(chip, facets);
      if (say) settling = setTimeout(() => announceCount(found), SETTLED_MS);
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      console.warn("tastes have no counts", error); // choosing works without them
      fitting.textContent = "";
    }
  }

  /** @param {number} found */
  function announceCount(found) {
    if (!signal.aborted) announce(t("taste.announce", { n: countPicks(picks), m: found }));
  }

  draw();
  count(false);
  return {
    root: h("div", { class: "taste-groups" }, groups),
    summary,
    meter,
    picks: () => picks,
    reset: () => change(noPicks()),
  };
}

/**
 * @param {{ kind: Kind, code: string, root: HTMLElement }} chip
 * @param {import("../../types/shapes.d.ts").Facets} facets
 */
function showCount({ kind, code, root }, facets) {
  const counted = root.querySelector(".chip-count");
  const found = facets[FACETS[kind]]?.find(({ value }) => value === code)?.count ?? 0;
  if (counted) counted.textContent = formatNumber(found);
}

/**
 * @param {Kind} kind
 * @param {readonly HTMLElement[]} chips
 */
function group(kind, chips) {
  const note = kind === "categories" ? null : h("small", null, t(`taste.${kind}.note`));
  return h(
    "fieldset",
    { class: "taste-group" },
    h("legend", null, t(`taste.${kind}`), " ", note),
    h("div", { class: "taste-chips" }, chips),
  );
}
