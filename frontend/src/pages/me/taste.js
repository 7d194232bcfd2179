/** `/me/taste`: what recommendations go by, each source with its switch, and what is of no interest. */

import { clearDismissals, getTaste, keepTaste, listDismissals } from "../../api/recommendations.js";
import { h, list } from "../../core/h.js";
import { setHead } from "../../core/head.js";
import { inKorean, t, to } from "../../core/i18n.js";
import { presence } from "../../core/presence.js";
import { reload } from "../../core/router.js";
import { label, loadLabels } from "../../state/labels.js";
import {
  countPicks,
  dismissedHere,
  KINDS,
  keepDismissedHere,
  keepPicksHere,
  LISTS,
  noPicks,
  picksHere,
  readPicks,
} from "../../state/taste.js";
import { actionButton, showMemberPage } from "../../ui/account-page.js";
import { performancePath } from "../../ui/card.js";
import { privately } from "../../ui/mine-page.js";
import { announce } from "../../ui/notify.js";
import { bar, emptyCard, section, skeletons } from "../../ui/section.js";
import { switchRow } from "../../ui/switch.js";
import { dismiss } from "../../ui/taste-saving.js";

/** @typedef {import("../../../types/shapes.d.ts").Taste} Taste */
/** @typedef {import("../../state/taste.js").Picks} Picks */
/** @typedef {import("../../state/taste.js").Named} Named */

const SOURCES = /** @type {const} */ (["reviews", "favorites", "visits", "searches"]);
/** Where what a source says can be seen and taken away. */
const PLACES = { reviews: "/me/reviews", favorites: "/me/favorites", visits: "/me/diary", searches: "/me/searches" };
const MOST = 100;

/** @type {import("../../core/router.js").Page} */
export function mount(root, context) {
  const { signal } = context;
  if (presence.get() === null) return guestPage(root, signal);
  return showMemberPage(root, context, {
    title: t("account.taste"),
    fill: () => [
      h("p", { class: "section-note" }, t("used.text")),
      started(usedPart(signal)),
      started(dismissalsPart(signal)),
    ],
  });
}

/** @param {import("../../ui/section.js").Section} part */
function started(part) {
  part.load();
  return part.root;
}

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
async function guestPage(root, signal) {
  setHead({ title: t("account.taste"), description: t("used.description"), index: false });
  const place = h("div", { class: "member-body" });
  root.replaceChildren(
    h(
      "div",
      { class: "member is-narrow" },
      h("h1", { tabindex: "-1", class: "member-title" }, t("account.taste")),
      place,
    ),
  );
  presence.subscribe((initial) => initial !== null && reload(), signal);
  await loadLabels();
  place.replaceChildren(
    h("p", { class: "section-note" }, t("used.guest")),
    picksPart(picksHere(), signal, async () => keepPicksHere(noPicks())),
    started(dismissalsPart(signal)),
  );
}

/** @param {AbortSignal} signal */
function usedPart(signal) {
  return section({
    title: t("used.sources"),
    what: t("account.taste"),
    className: "used",
    signal,
    skeleton: () => skeletons(5, () => bar("70%"), "switch-rows"),
    load: async () => (await Promise.all([privately(() => getTaste({ signal }), signal), loadLabels()]))[0],
    render: (taste) => usedView(taste, signal),
  });
}

/**
 * @param {Taste} taste
 * @param {AbortSignal} signal
 */
function usedView(taste, signal) {
  let picks = readPicks(taste);
  const change = async (/** @type {object} */ values) => {
    await privately(() => keepTaste({ ...picks, ...values }), signal);
  };
  const rows = SOURCES.map((name) => {
    const save = (/** @type {boolean} */ wish) => change({ sources: { [name]: wish } });
    const words = t(`used.${name}`, { n: taste.signals[name].count });
    const open = h(
      "a",
      { class: "quiet-link", href: to(PLACES[name]), "aria-label": `${words} ${t("used.open")}` },
      t("used.open"),
    );
    return [switchRow({ words, isOn: taste.sources[name], save }), examples(taste, name), open];
  });
  const whole = switchRow({
    words: t("used.enabled"),
    note: t("used.enabled.note"),
    isOn: taste.enabled,
    save: (wish) => change({ enabled: wish }),
  });
  return [
    whole,
    list(rows, (row) => row, { class: "switch-rows" }),
    picksPart(picks, signal, async () => {
      picks = noPicks();
      await change({});
    }),
  ];
}

/**
 * The newest that a source says something by.
 * @param {Taste} taste
 * @param {typeof SOURCES[number]} name
 */
function examples({ signals }, name) {
  if (name === "searches") {
    const words = signals.searches.tags.map(({ label: tag, count }) => t("used.tag", { tag, n: count }));
    return words.length > 0 && h("p", { class: "used-examples" }, words.join(" · "));
  }
  const shows = signals[name].examples;
  if (shows.length === 0) return null;
  const link = (/** @type {typeof shows[number]} */ { id, title, rating }) => [
    h("a", { href: performancePath(id), ...inKorean() }, title),
    rating !== null && ` ${t("used.rated", { n: rating })}`,
  ];
  return list(shows, link, { class: "used-examples" });
}

/**
 * @param {Picks} picks
 * @param {AbortSignal} signal
 * @param {() => Promise<void>} clear
 */
function picksPart(picks, signal, clear) {
  const heading = h("h2", { class: "section-title", tabindex: "-1" }, t("used.picks"));
  const words = KINDS.flatMap((kind) => picks[kind].map((code) => label(LISTS[kind], code)));
  const body = h("p", { class: "used-picks" }, words.join(" · ") || t("used.picks.none"));
  const change = h("a", { class: "button", href: to("/recommendations/taste") }, t("taste.title"));
  const drop = actionButton({
    label: t("used.picks.clear"),
    busy: t("form.saving"),
    signal,
    async act() {
      await clear();
      body.textContent = t("used.picks.none");
      drop.hidden = true;
      heading.focus();
      announce(t("used.picks.cleared"));
    },
  });
  drop.hidden = countPicks(picks) === 0;
  return h("section", { class: "section" }, heading, body, h("div", { class: "button-row is-start" }, change, drop));
}

/** @param {AbortSignal} signal */
function dismissalsPart(signal) {
  const isGuest = presence.get() === null;
  const part = section({
    title: t("used.dismissals"),
    signal,
    skeleton: () => skeletons(2, () => bar("60%"), "gone-rows"),
    load: async () => {
      if (isGuest) return { shows: dismissedHere(), count: dismissedHere().length };
      const { results, count } = await privately(() => listDismissals({ page_size: MOST }, { signal }), signal);
      return { shows: results.map(({ id, title }) => ({ id, title })), count };
    },
    render: ({ shows, count }) => {
      part.setNote(count > 0 ? t("used.dismissals.count", { n: count }) : "");
      part.aside.replaceChildren(...(count > 0 ? [clearButton(count)] : []));
      if (count === 0) return emptyCard({ title: t("used.dismissals.none") });
      return list(shows, goneRow, { class: "gone-rows" });
    },
  });

  /** @param {number} count */
  function clearButton(count) {
    return actionButton({
      label: t("used.dismissals.clear"),
      busy: t("form.saving"),
      signal,
      async act() {
        if (isGuest) keepDismissedHere([]);
        else await privately(clearDismissals, signal);
        await part.load({ dim: true });
        part.heading.focus();
        announce(t("used.dismissals.cleared", { n: count }));
      },
    });
  }

  /** @param {Named} show */
  function goneRow(show) {
    const restore = actionButton({
      label: t("undo"),
      busy: t("form.saving"),
      props: { class: "link-button", "aria-label": t("used.restore.name", { title: show.title }) },
      signal,
      async act() {
        await dismiss(show, false);
        await part.load({ dim: true });
        part.heading.focus();
        announce(t("recs.restored", { title: show.title }));
      },
    });
    return [h("a", { href: performancePath(show.id), ...inKorean() }, show.title), restore];
  }
  return part;
}
