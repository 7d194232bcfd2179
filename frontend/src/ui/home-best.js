/** The best three recommendations, each with its first reason. */

import { getRecommendations } from "../api/recommendations.js";
import { h, list } from "../core/h.js";
import { t, to } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { dismissedHere, paramsOf, picksHere } from "../state/taste.js";
import { rankRow } from "./card.js";
import { icon } from "./icon.js";
import { reasonBox } from "./recommended.js";

const SHOWN = 3;
const SPARE = 10;

/**
 * @param {AbortSignal} signal
 * @returns {Promise<HTMLElement | null>} null while there is nothing to go by
 */
export async function bestOf(signal) {
  const isGuest = presence.get() === null;
  const picks = isGuest ? Object.fromEntries(paramsOf(picksHere())) : {};
  const { basis, results } = await getRecommendations({ ...picks, limit: SHOWN + SPARE }, { signal });
  const gone = isGuest ? dismissedHere().map(({ id }) => id) : [];
  const best = results.filter(({ performance }) => !gone.includes(performance.id)).slice(0, SHOWN);
  if (basis === "popular" || best.length === 0) return null;
  const more = h("a", { class: "quiet-link", href: to("/recommendations") }, t("more"), icon("chevron-right"));
  return h(
    "section",
    { class: "taste-card home-best", "aria-labelledby": "home-best" },
    h("div", { class: "section-head" }, h("h2", { class: "section-title", id: "home-best" }, t("recs.heading")), more),
    list(best, ({ performance, reasons }) => [
      rankRow({ rank: null, previous_rank: null, performance }),
      reasonBox(reasons.slice(0, 1)),
    ]),
  );
}
