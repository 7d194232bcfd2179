/** `/me/searches`: what one searched for, kept by the account, for guests by this device; it can be removed and stopped. */

import { changeMe } from "../../api/account.js";
import { formatMoment } from "../../core/format.js";
import { h, list } from "../../core/h.js";
import { setHead } from "../../core/head.js";
import { t } from "../../core/i18n.js";
import { presence } from "../../core/presence.js";
import { reload } from "../../core/router.js";
import { know } from "../../state/account.js";
import { isKeptHere, loadSearches, searches, setKeptHere } from "../../state/searches.js";
import { showMemberPage } from "../../ui/account-page.js";
import { icon } from "../../ui/icon.js";
import { privately } from "../../ui/mine-page.js";
import { searchPath } from "../../ui/search-bar.js";
import { clearPast, dropPast } from "../../ui/search-past.js";
import { bar, emptyCard, section, skeletons } from "../../ui/section.js";
import { switchRow } from "../../ui/switch.js";

/** @typedef {import("../../../types/search.d.ts").PastSearch} PastSearch */

/** @type {import("../../core/router.js").Page} */
export function mount(root, context) {
  const { signal } = context;
  if (presence.get() === null) return guestPage(root, signal);
  return showMemberPage(root, context, {
    title: t("account.searches"),
    fill: ({ account }) => [
      h("p", { class: "section-note" }, t("searches.member")),
      keepSwitch(account.keep_searches, async (wish) =>
        know(await privately(() => changeMe({ keep_searches: wish }, { signal }), signal)),
      ),
      pastList(signal),
    ],
  });
}

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
function guestPage(root, signal) {
  setHead({ title: t("account.searches"), description: t("account.description"), index: false });
  root.replaceChildren(
    h(
      "div",
      { class: "member is-narrow" },
      h("h1", { tabindex: "-1", class: "member-title" }, t("account.searches")),
      h("p", { class: "section-note" }, t("searches.guest")),
      keepSwitch(isKeptHere(), async (wish) => setKeptHere(wish)),
      pastList(signal),
    ),
  );
  presence.subscribe((initial) => initial !== null && reload(), signal);
}

/**
 * @param {boolean} isOn
 * @param {(wish: boolean) => Promise<unknown>} save
 */
function keepSwitch(isOn, save) {
  return switchRow({ words: t("searches.keep"), isOn, save });
}

/** @param {AbortSignal} signal */
function pastList(signal) {
  const clear = h("button", { type: "button", class: "link-button", onclick: clearPast }, t("search.past.clear"));
  const rows = h("div");
  const draw = () => {
    const found = searches.get() ?? [];
    const hadFocus = [...rows.querySelectorAll("button")].indexOf(/** @type {any} */ (document.activeElement));
    clear.hidden = found.length === 0;
    rows.replaceChildren(
      found.length > 0 ? list(found, pastRow, { class: "past-rows" }) : emptyCard({ title: t("searches.empty") }),
    );
    const buttons = rows.querySelectorAll("button");
    if (hadFocus >= 0) (buttons[hadFocus] ?? buttons[hadFocus - 1] ?? part.heading).focus();
  };
  const part = section({
    title: t("search.past"),
    what: t("account.searches"),
    aside: clear,
    signal,
    skeleton: () => skeletons(3, () => bar("60%"), "past-rows"),
    load: () => loadSearches({ signal }),
    render() {
      draw();
      return rows;
    },
  });
  clear.hidden = true;
  searches.subscribe(draw, signal);
  part.load();
  return part.root;
}

/** @param {PastSearch} search */
function pastRow(search) {
  return [
    h("a", { href: searchPath(search.q) }, icon("search"), h("span", null, search.q)),
    search.searched_at && h("span", { class: "section-note" }, formatMoment(search.searched_at)),
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("search.past.remove", { text: search.q }),
        onclick: () => dropPast(search),
      },
      icon("x-lg"),
    ),
  ];
}
