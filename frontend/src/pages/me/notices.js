/** `/me/notices`: what has happened to the performances one keeps, what to be told of, and the calendar feed. */

import { changeMe } from "../../api/account.js";
import { endCalendar, findCalendar, listNotices, readNotices, renewCalendar } from "../../api/mine.js";
import { seoulToday } from "../../core/dates.js";
import { formatDay, formatMoment } from "../../core/format.js";
import { h, list } from "../../core/h.js";
import { isAbort } from "../../core/http.js";
import { t } from "../../core/i18n.js";
import { choices, label, loadLabels } from "../../state/labels.js";
import { actionButton } from "../../ui/account-page.js";
import { performancePath } from "../../ui/card.js";
import { icon } from "../../ui/icon.js";
import { privately, showMinePage } from "../../ui/mine-page.js";
import { more } from "../../ui/more.js";
import { bar, emptyCard, section, skeletons } from "../../ui/section.js";
import { copyText } from "../../ui/share.js";
import { switchRow } from "../../ui/switch.js";

/** @typedef {import("../../../types/shapes.d.ts").Notice} Notice */
/** @typedef {import("../../../types/shapes.d.ts").NoticePage} NoticePage */
/** @typedef {import("../../../types/shapes.d.ts").Switches} Switches */

const PAGE_SIZE = 20;

/** @type {import("../../core/router.js").Page} */
export async function mount(root, context) {
  /** @type {import("../../ui/section.js").Section | null} */
  let part = null;
  await showMinePage(root, context, {
    tab: "notices",
    title: t("mine.tab.notices"),
    fill: ({ account, signal }) => {
      part = noticesPart(signal);
      const { notifications } = /** @type {import("../../../types/shapes.d.ts").AccountWithSwitches} */ (account);
      return [part.root, switchesPart(notifications, signal), feedPart(signal)];
    },
  });
  return { ready: part ? /** @type {import("../../ui/section.js").Section} */ (part).load() : undefined };
}

/** @param {AbortSignal} signal */
function noticesPart(signal) {
  let pages = 1;
  const part = section({
    title: t("notices.list"),
    what: t("mine.tab.notices"),
    className: "notices",
    signal,
    skeleton: () => skeletons(3, () => bar("80%"), "notice-rows"),
    load: async () => {
      await loadLabels();
      const ask = (/** @type {number} */ page) =>
        privately(() => listNotices({ page, page_size: PAGE_SIZE }, { signal }), signal);
      return Promise.all(Array.from({ length: pages }, (_, index) => ask(index + 1)));
    },
    render: (found) => {
      const [first] = found;
      const unread = first?.unread ?? 0;
      part.setNote(unread > 0 ? t("notices.unread", { n: unread }) : "");
      part.aside.replaceChildren(...(unread > 0 ? [readAll()] : []));
      const rows = found.flatMap(({ results }) => results);
      if (rows.length === 0) return emptyCard({ title: t("notices.empty"), text: t("notices.empty.text") });
      const total = first?.count ?? rows.length;
      const onmore = async () => {
        pages += 1;
        await part.load({ dim: true });
        part.body.querySelectorAll("a")[(pages - 1) * PAGE_SIZE]?.focus();
      };
      const n = Math.min(rows.length, total);
      return [
        list(rows, noticeRow, { class: "notice-rows" }),
        total > PAGE_SIZE && more({ shown: n, total, text: t("notices.more", { total, n }), onmore }),
      ];
    },
  });

  function readAll() {
    return actionButton({
      label: t("notices.read"),
      busy: t("form.saving"),
      signal,
      async act() {
        await privately(() => readNotices(), signal);
        await part.load({ dim: true });
        part.heading.focus();
      },
    });
  }
  return part;
}

/** @param {Notice} notice */
function noticeRow({ id, kind, text, performance, created_at: at, read_at: read }) {
  const onclick = () => {
    if (read === null)
      readNotices([id]).catch((error) => isAbort(error) || console.warn("the notice stays unread", error));
  };
  return h(
    "a",
    { class: read === null ? "notice is-unread" : "notice", href: performancePath(performance.id), onclick },
    read === null ? icon("bell-fill") : icon("bell"),
    h(
      "span",
      null,
      read === null && h("span", { class: "visually-hidden" }, `${t("notices.new")} `),
      h("span", { class: "notice-kind" }, label("notification_kinds", kind)),
      h("span", { class: "notice-words" }, text),
      h("span", { class: "section-note" }, formatMoment(at)),
    ),
  );
}

/**
 * Each kind can be switched off by itself; a switch that could not be saved goes back.
 * @param {Switches} switches
 * @param {AbortSignal} signal
 */
function switchesPart(switches, signal) {
  const kinds = choices("notification_kinds").map(({ code }) => ({
    name: code,
    words: label("notification_kinds", code),
  }));
  const names = Object.keys(switches).filter((name) => name !== "mail_digest");
  const rows = names.map(
    (name) => kinds.find((kind) => kind.name === name) ?? { name, words: label("notification_kinds", name) },
  );
  const row = (/** @type {{ name: string, words: string }} */ { name, words }) =>
    switchRow({
      words,
      isOn: switches[/** @type {keyof Switches} */ (name)],
      save: (wish) =>
        privately(() => changeMe(/** @type {any} */ ({ notifications: { [name]: wish } }), { signal }), signal),
    });
  return h(
    "section",
    { class: "section" },
    h("h2", { class: "section-title" }, t("switches.title")),
    h("p", { class: "section-note" }, t("switches.text")),
    list([...rows, { name: "mail_digest", words: t("switches.mail") }], row, { class: "switch-rows" }),
  );
}

/** @param {AbortSignal} signal */
function feedPart(signal) {
  const place = h("div", { class: "feed-link", role: "status" });
  let isChanged = false;
  const make = (/** @type {"feed.make" | "feed.renew"} */ label) =>
    actionButton({ label: t(label), busy: t("feed.making"), signal, act: tell });
  const first = make("feed.make");
  const another = make("feed.renew");
  async function tell() {
    const { url } = await privately(renewCalendar, signal);
    isChanged = true;
    const field = h("input", {
      class: "field-input feed-url",
      readonly: true,
      value: url,
      "aria-label": t("feed.url"),
    });
    const copy = h(
      "button",
      { type: "button", class: "button", onclick: () => copyText(url) },
      icon("copy"),
      t("feed.copy"),
    );
    place.replaceChildren(h("p", null, t("feed.once")), field, copy);
    show(true);
    field.focus();
    field.select();
  }
  const end = actionButton({
    label: t("feed.end"),
    busy: t("form.saving"),
    signal,
    async act() {
      await privately(endCalendar, signal);
      isChanged = true;
      place.replaceChildren(h("p", null, t("feed.ended")));
      show(false);
      first.focus();
    },
  });

  /** An address that is lost can only be replaced or ended. */
  function show(/** @type {boolean} */ exists) {
    first.hidden = exists;
    another.hidden = !exists;
    end.hidden = !exists;
  }

  async function find() {
    try {
      const { created_at: since } = await privately(() => findCalendar({ signal }), signal);
      if (isChanged) return;
      show(since !== null);
      if (since === null) return;
      place.replaceChildren(h("p", null, t("feed.since", { date: formatDay(seoulToday(new Date(since))) })));
    } catch (error) {
      if (!isAbort(error)) console.warn("whether there is a calendar is not known", error); // one can be made all the same
    }
  }
  show(false);
  find();
  return h(
    "section",
    { class: "section", id: "calendar" },
    h("h2", { class: "section-title" }, t("feed.title")),
    h("p", { class: "section-note" }, t("feed.text")),
    place,
    h("div", { class: "button-row feed-actions" }, first, another, end),
  );
}
