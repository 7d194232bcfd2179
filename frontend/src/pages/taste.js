/** `/recommendations/taste`: picking tastes. The picks live in the address, so that they can be shared. */

import { h } from "../core/h.js";
import { setHead } from "../core/head.js";
import { t, to } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { withQuery } from "../core/query.js";
import { navigate, reload } from "../core/router.js";
import { loadLabels } from "../state/labels.js";
import { countPicks, ENOUGH, paramsOf, picksOf } from "../state/taste.js";
import { announce, toast } from "../ui/notify.js";
import { bar, problemText, section, skeletons } from "../ui/section.js";
import { tastePicker } from "../ui/taste-picker.js";
import { loadPicks, savePicks } from "../ui/taste-saving.js";

/** @typedef {import("../state/taste.js").Picks} Picks */

/** @type {import("../core/router.js").Page} */
export function mount(root, { query, signal }) {
  setHead({ title: t("taste.title"), description: t("recs.description"), index: false });
  const part = section({
    title: t("taste.heading"),
    what: t("taste.title"),
    level: "h1",
    className: "taste-page",
    aside: h("a", { class: "quiet-link", href: to("/recommendations") }, t("taste.skip")),
    signal,
    skeleton: () => skeletons(4, () => bar("90%"), "taste-groups"),
    load: async () => {
      await loadLabels();
      return picksOf(query) ?? (await loadPicks(signal)).picks;
    },
    render: (picks) => picking(picks, signal),
  });
  part.setNote(t("taste.text"));
  root.replaceChildren(part.root);
  presence.subscribe(() => reload(), signal);
  return { ready: part.load(), update: () => {} }; // it is this page that changes its address
}

/**
 * @param {Picks} given
 * @param {AbortSignal} signal
 */
function picking(given, signal) {
  const onchange = (/** @type {Picks} */ picks) => {
    const params = paramsOf(picks);
    navigate(withQuery(to("/recommendations/taste"), params), { replace: true });
    describe(picks);
  };
  const picker = tastePicker({ picks: given, signal, onchange });
  const show = h("button", { type: "button", class: "button is-primary", onclick }, t("taste.show"));
  let isSaving = false;

  /** @param {Picks} picks */
  function describe(picks) {
    const missing = ENOUGH - countPicks(picks);
    show.textContent = missing > 0 ? t("taste.show.more", { n: missing }) : t("taste.show");
    if (missing > 0) show.setAttribute("aria-disabled", "true");
    else show.removeAttribute("aria-disabled");
  }

  async function onclick() {
    const missing = ENOUGH - countPicks(picker.picks());
    if (missing > 0) return announce(t("taste.show.more", { n: missing }));
    if (isSaving) return;
    isSaving = true;
    show.textContent = t("taste.saving");
    try {
      await savePicks(picker.picks(), signal);
      await navigate(to("/recommendations"));
    } catch (error) {
      if (signal.aborted) return;
      console.warn(error);
      toast(problemText(error));
      describe(picker.picks());
    } finally {
      isSaving = false;
    }
  }

  describe(given);
  return [picker.root, h("div", { class: "taste-foot" }, picker.meter, h("div", null, picker.summary, show))];
}
