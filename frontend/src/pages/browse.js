/** Browse: the whole catalogue and its presets (a genre, a region, a person, a company, a tag), filtered by the address. */

import { getPerformance } from "../api/performances.js";
import { seoulToday } from "../core/dates.js";
import { h } from "../core/h.js";
import { ApiError, isAbort } from "../core/http.js";
import { t, to } from "../core/i18n.js";
import { navigate } from "../core/router.js";
import { addressOf, apiQuery, chosen, keepKnown, MAX_PAGES, noFilters, parseFilters, withoutPreset, withPreset } from "../state/browse-filters.js";
import { choices, districts, loadLabels } from "../state/labels.js";
import { announce } from "../ui/announce.js";
import { filterBar } from "./browse/bar.js";
import { emptyState } from "./browse/empty.js";
import { listHeading } from "./browse/heading.js";
import { filterRail } from "./browse/rail.js";
import { results } from "./browse/results.js";
import { openFilterSheet } from "./browse/sheet.js";
import { listTools } from "./browse/tools.js";

/** @typedef {import("../state/browse-filters.js").Filters} Filters */
/** @typedef {import("../state/browse-filters.js").Preset} Preset */
/** @typedef {import("../core/routes.js").PageContext} PageContext */

const WIDE = "(min-width: 62rem)";

/** @type {import("../core/router.js").Page} */
export async function mount(root, context) {
  const { signal } = context;
  const preset = presetOf(context.params);
  const browser = makeBrowser({ preset, signal });
  root.replaceChildren(browser.root);
  await loadLabels();
  if (signal.aborted) return;
  if (preset && !exists(preset)) throw new ApiError({ status: 404, code: "not_found" });
  await browser.show(context.query);
  return { update: ({ query }) => browser.show(query) };
}

/**
 * @param {Record<string, string>} params
 * @returns {Preset | null}
 */
function presetOf(params) {
  const [entry] = Object.entries(params);
  return entry ? { name: /** @type {Preset["name"]} */ (entry[0]), value: entry[1] } : null;
}

/** @param {Preset} preset */
function exists({ name, value }) {
  const codes = knownCodes()[/** @type {keyof ReturnType<typeof knownCodes>} */ (name)];
  return !codes?.length || codes.includes(value);
}

function knownCodes() {
  const codes = (/** @type {readonly { code: string }[]} */ list) => list.map(({ code }) => code);
  return {
    genre: codes(choices("genres")),
    region: codes(choices("regions")),
    district: choices("regions").flatMap(({ code }) => codes(districts(code))),
    tag: [...codes(choices("characteristics")), ...codes(choices("moods"))],
  };
}

/**
 * @param {Filters} filters
 * @param {Preset | null} preset
 * @param {number | null} count
 * @param {string | null} name
 * @returns {import("./browse/heading.js").Described}
 */
function describe(filters, preset, count, name) {
  const plain = chosen(withoutPreset(filters, preset)).length === 0 && filters.sort === "popular" && filters.page === 1;
  return { filters, preset, name, count, plain, today: seoulToday() };
}

/**
 * @param {{ preset: Preset | null, signal: AbortSignal }} options
 */
function makeBrowser({ preset, signal }) {
  let filters = withPreset(noFilters(), preset);
  let asked = "";
  let shownPages = 0;
  /** @type {string | null} */
  let name = null;
  /** @type {ReturnType<typeof filterRail> | null} */
  let rail = null;

  const go = (/** @type {Filters} */ next, replace = false) => navigate(to(addressOf(next, preset)), { replace });
  const heading = listHeading();
  const bar = filterBar({
    preset,
    onopen: () => openFilterSheet({ filters, preset, signal, onapply: (next) => go({ ...next, page: 1 }) }),
    onchange: (next) => go(next),
    onlost: () => heading.title.focus(),
  });
  const tools = listTools({ onchange: (change) => go({ ...filters, ...change }) });
  const shown = results({
    signal,
    clearHref: to(addressOf(filters, preset)),
    onmore: (pages) => {
      shownPages = pages;
      go({ ...filters, page: Math.min(pages, MAX_PAGES) }, true);
    },
    onretry: () => {
      heading.title.focus({ preventScroll: true });
      load({ fresh: true, say: true });
    },
  });
  const head = h("div", { class: "browse-head" }, heading.root, tools.root);
  const root = h("div", { class: "browse" }, bar.root, head, shown.root);
  heading.show(describe(filters, preset, null, null));

  const wide = matchMedia(WIDE);
  wide.addEventListener("change", placeRail, { signal });

  function placeRail() {
    if (wide.matches && !rail) {
      rail = filterRail({ preset, signal, onchange: (next) => go(next) });
      root.prepend(rail.root);
    }
    if (wide.matches) rail?.show(filters, query());
  }

  const query = () => apiQuery(filters, preset, seoulToday());

  /** @param {{ fresh?: boolean, say?: boolean }} [how] */
  async function load({ fresh = false, say = false } = {}) {
    const mine = filters;
    const request = { query: query(), pages: filters.page, fresh, empty: () => emptyState({ filters: mine, preset, signal }) };
    placeRail();
    if (!say) heading.show(describe(mine, preset, null, name));
    const answer = await shown.show(request);
    if (!answer) {
      if (mine === filters && !signal.aborted) heading.show(describe(mine, preset, null, name)); // no count to be sure of
      return;
    }
    shownPages = answer.pages;
    heading.show(describe(filters, preset, answer.count, name));
    if (say) announce(t("browse.count", { n: answer.count }));
    const first = answer.cards[0];
    if (first && name === null) await learnName(first.id, answer.count);
  }

  /**
   * The name of the path's person or company is written in each of their performances.
   * @param {string} id
   * @param {number} count
   */
  async function learnName(id, count) {
    if (preset?.name !== "person" && preset?.name !== "company") return;
    try {
      name = nameIn(await getPerformance(id, { signal }), preset);
      heading.show(describe(filters, preset, count, name));
    } catch (error) {
      if (!isAbort(error)) console.warn("the name is not known", error); // the neutral heading stays
    }
  }

  return {
    root,
    /** @param {URLSearchParams} params */
    async show(params) {
      const isFirst = asked === "";
      filters = withPreset(keepKnown(parseFilters(params), knownCodes()), preset);
      bar.show(filters);
      tools.show(filters);
      shown.setView(filters.view);
      const wanted = JSON.stringify(query());
      if (wanted === asked && filters.page <= shownPages) return;
      asked = wanted;
      await load({ say: !isFirst });
    },
  };
}

/**
 * @param {import("../../types/shapes.d.ts").Detail} detail
 * @param {Preset} preset
 * @returns {string | null}
 */
function nameIn(detail, { name, value }) {
  const all = name === "person" ? [...detail.cast, ...detail.crew] : Object.values(detail.companies).flat();
  return all.find(({ id }) => String(id) === value)?.name ?? null;
}
