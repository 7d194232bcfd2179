/** "If you like this one": performances like one, each with what both have. */

import { listSimilar } from "../api/recommendations.js";
import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { needMessages, t } from "../core/i18n.js";
import { card } from "./card.js";
import { reasonBox } from "./recommended.js";
import { cardSkeleton, section, skeletons } from "./section.js";
import { strip } from "./strip.js";

/**
 * @param {HTMLElement} place it goes when there is nothing like it
 * @param {string} id
 * @param {AbortSignal} signal
 */
export async function showSimilar(place, id, signal) {
  await Promise.all([needMessages("recs"), needStyles("/styles/recs.css")]);
  if (signal.aborted) return;
  const title = t("similar.title");
  const part = section({
    title,
    className: "detail-part similar",
    signal,
    skeleton: () => skeletons(6, cardSkeleton, "strip"),
    load: (_, fresh) => listSimilar(id, { signal, fresh }),
    render: ({ results }) => {
      if (results.length === 0) {
        place.remove();
        return null;
      }
      const { root, controls } = strip(results, similarCard, { label: title });
      part.aside.replaceChildren(controls);
      return root;
    },
  });
  place.replaceChildren(part.root);
  await part.load();
}

/** @param {import("../../types/shapes.d.ts").Recommendation} recommendation */
function similarCard({ performance, reasons }) {
  const shown = card(performance, { sizes: "(min-width: 62rem) 140px, 31vw", compact: true });
  return h("div", { class: "similar-card" }, shown, reasonBox(reasons.slice(0, 1)));
}
