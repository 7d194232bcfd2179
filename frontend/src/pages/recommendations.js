/** `/recommendations`: what one might like, with the reason for each; on wide screens the tastes beside it. */

import { getRecommendations } from "../api/recommendations.js";
import { formatMoment } from "../core/format.js";
import { h } from "../core/h.js";
import { setHead } from "../core/head.js";
import { isAbort } from "../core/http.js";
import { t, to } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { navigate, reload } from "../core/router.js";
import { loadLabels } from "../state/labels.js";
import { countPicks, dismissedHere, paramsOf } from "../state/taste.js";
import { tabs } from "../ui/controls.js";
import { announce } from "../ui/notify.js";
import { answerView, basisNotes } from "../ui/rec-views.js";
import { recommendedSkeleton } from "../ui/recommended.js";
import { section, skeletons } from "../ui/section.js";
import { asMember, loadPicks } from "../ui/taste-saving.js";

/** @typedef {import("../../types/shapes.d.ts").Recommendations} Recommendations */
/** @typedef {import("../ui/rec-views.js").Tab} Tab */
/** @typedef {import("../ui/rec-views.js").Shown} Shown */

const TABS = /** @type {const} */ (["fit", "new", "weekend", "near", "closing"]);
const AT_FIRST = 20;
const MOST = 50;
const CHOOSING_MS = 2_000;
const WIDE = "(min-width: 62rem)";

/** The last answers of this visit, for when the connection goes.
 * @type {Map<string, { answer: Recommendations, at: string }>} */
const kept = new Map();
presence.subscribe(() => kept.clear());

/** @type {import("../core/router.js").Page} */
export function mount(root, { query, signal }) {
  let asked = tabOf(query);
  let limit = AT_FIRST;
  setHead({ title: t("recs.title"), description: t("recs.description"), index: false });
  const panel = h("div", { class: "rec-panel" });
  const notes = h("div", { class: "rec-notes" });
  const part = section({
    title: t("recs.title"),
    level: "h1",
    className: "recs-main",
    signal,
    skeleton: () => skeletons(4, recommendedSkeleton, "rec-list"),
    load: async (_, retried) => {
      const waiting = setTimeout(() => !signal.aborted && announce(t("recs.choosing")), CHOOSING_MS);
      return ask(asked, limit, signal, retried).finally(() => clearTimeout(waiting));
    },
    render: (shown) => {
      part.heading.textContent = headingOf(shown);
      notes.replaceChildren(...basisNotes(shown));
      return answerView(shown, { tab: asked, onmore: limit < MOST ? showMore : null });
    },
  });
  const choice = tabs({
    label: t("recs.tabs"),
    items: TABS.map((key) => ({ key, label: t(`recs.tab.${key}`) })),
    selected: asked,
    panel,
    onselect: (tab) => navigate(to(tab === "fit" ? "/recommendations" : `/recommendations?tab=${tab}`)),
  });
  panel.append(part.body);
  part.root.append(notes, choice.root, panel);
  const page = h("div", { class: "recs" }, part.root);
  root.replaceChildren(page);
  addRail(page, signal, () => part.load({ dim: true }));
  presence.subscribe(() => reload(), signal);

  async function showMore() {
    const before = part.body.querySelectorAll(".rec-list > li").length;
    limit = MOST;
    await part.load({ dim: true });
    part.body.querySelectorAll(".rec-list > li")[before]?.querySelector("a")?.focus();
  }

  return {
    ready: part.load(),
    async update(context) {
      asked = tabOf(context.query);
      limit = AT_FIRST;
      choice.select(asked);
      const n = (await part.load({ dim: true })) ? panel.querySelectorAll(".rec-card").length : null;
      if (n !== null) announce(t("recs.count", { tab: t(`recs.tab.${asked}`), n }));
    },
  };
}

/** @param {URLSearchParams} query */
function tabOf(query) {
  return TABS.find((tab) => tab === query.get("tab")) ?? "fit";
}

/**
 * @param {Tab} tab
 * @param {number} limit
 * @param {AbortSignal} signal
 * @param {boolean} fresh
 * @returns {Promise<Shown>}
 */
async function ask(tab, limit, signal, fresh) {
  await loadLabels();
  const isGuest = presence.get() === null;
  const { picks, enabled } = await loadPicks(signal);
  const gone = isGuest ? dismissedHere().map(({ id }) => id) : [];
  const most = Math.min(MOST, limit + gone.length);
  const query = { tab, limit: most, ...(isGuest ? Object.fromEntries(paramsOf(picks)) : {}) };
  const key = JSON.stringify(query);
  const shared = { enabled, isGuest, picked: countPicks(picks), name: isGuest ? null : await nameOf(signal) };
  try {
    const get = () => getRecommendations(query, { signal, fresh });
    const answer = without(isGuest ? await get() : await asMember(get, signal), gone);
    kept.set(key, { answer, at: new Date().toISOString() });
    return { ...shared, answer, limit, savedAt: null };
  } catch (error) {
    const last = kept.get(key);
    if (!last || isAbort(error)) throw error;
    console.warn("the last list is shown", error);
    return { ...shared, answer: without(last.answer, gone), limit, savedAt: formatMoment(last.at) };
  }
}

/**
 * @param {Recommendations} answer
 * @param {readonly string[]} gone what a guest is not interested in, which only the device knows
 * @returns {Recommendations}
 */
function without(answer, gone) {
  return { ...answer, results: answer.results.filter(({ performance }) => !gone.includes(performance.id)) };
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>} null when it is not known; the list is there all the same
 */
async function nameOf(signal) {
  const { account, loadAccount } = await import("../state/account.js");
  try {
    return (account.get() ?? (await loadAccount({ signal }))).username;
  } catch (error) {
    if (isAbort(error)) throw error;
    return null;
  }
}

/** @param {Shown} shown */
function headingOf({ answer, name }) {
  if (answer.basis === "popular") return t("recs.title");
  return name === null ? t("recs.heading") : t("recs.heading.name", { name });
}

/**
 * The tastes beside the list, where there is room for both.
 * @param {HTMLElement} page
 * @param {AbortSignal} signal
 * @param {() => void} onsaved
 */
function addRail(page, signal, onsaved) {
  const wide = matchMedia(WIDE);
  const add = async () => {
    if (!wide.matches || page.querySelector(".recs-rail")) return;
    const place = h("div", { class: "recs-rail" });
    page.prepend(place);
    const { tasteRail } = await import("../ui/taste-rail.js");
    await tasteRail(place, { signal, onsaved });
  };
  wide.addEventListener("change", add, { signal });
  add();
}
