/** Who signs in may bring along what this device kept before: shows, tastes, what was of no interest. */

import { getTaste, keepTaste, setDismissal } from "../api/recommendations.js";
import { h } from "../core/h.js";
import { ApiError } from "../core/http.js";
import { needMessages, t } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { loadLabels } from "../state/labels.js";
import { keptHere } from "../state/mine.js";
import {
  countPicks,
  dismissedHere,
  joinPicks,
  keepPicksHere,
  noPicks,
  picksHere,
  readPicks,
  setDismissedHere,
} from "../state/taste.js";
import { openDialog } from "./dialog.js";
import { mergeKept } from "./favoriting.js";
import { toast } from "./notify.js";
import { problemText } from "./section.js";

const { signal } = new AbortController();

/** Ask whether what this device keeps shall go to the account of who signed in; "later" leaves it where it is. */
export async function offerMerge() {
  await Promise.all([needMessages("reviews", "account", "recs"), loadLabels()]);
  const found = { shows: keptHere().length, picks: countPicks(picksHere()), dismissed: dismissedHere().length };
  if (found.shows + found.picks + found.dismissed === 0) return;
  if (presence.get() === null || document.querySelector("dialog[open]")) return;
  const accept = h("button", { type: "button", class: "button is-primary" }, t("merge.yes"));
  const later = h("button", { type: "button", class: "button" }, t("merge.later"));
  const dialog = openDialog({
    title: t(found.shows > 0 ? "merge.title" : "merge.taste.title"),
    body: [
      found.shows > 0 && h("p", null, t("merge.text", { n: found.shows })),
      found.picks > 0 && h("p", null, t("merge.taste", { n: found.picks })),
      found.dismissed > 0 && h("p", null, t("merge.dismissals", { n: found.dismissed })),
    ],
    footer: h("div", { class: "button-row" }, accept, later),
    signal,
  });
  later.addEventListener("click", dialog.close);
  accept.addEventListener("click", async () => {
    dialog.close();
    await dialog.closed;
    if (found.picks + found.dismissed > 0 && !(await mergeTaste())) return;
    if (found.shows > 0) await mergeKept();
  });
}

/**
 * Add what this device keeps of tastes to those of the account.
 * @returns {Promise<boolean>} whether that worked; what has not gone over stays on the device
 */
async function mergeTaste() {
  try {
    const picks = picksHere();
    if (countPicks(picks) > 0) await keepTaste(joinPicks(readPicks(await getTaste({ signal })), picks));
    keepPicksHere(noPicks());
    for (const show of dismissedHere()) await moveDismissal(show);
    toast(t("merge.taste.done"));
    await renew();
    return true;
  } catch (error) {
    console.warn(error);
    toast(`${t("merge.failed")} ${problemText(error)}`, { action: { label: t("retry"), onclick: mergeTaste } });
    return false;
  }
}

/** @param {import("../state/taste.js").Named} show */
async function moveDismissal(show) {
  try {
    await setDismissal(show.id, true);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error; // gone from the catalogue
  }
  setDismissedHere(show, false);
}

/** What is on show may rest on it. */
async function renew() {
  const { currentPage, reload } = await import("../core/router.js");
  if (["home", "recommendations", "taste", "used"].includes(currentPage.get().name)) await reload();
}
