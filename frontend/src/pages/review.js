/** `/performances/:id/review`: the performance's page with the sheet for one's review over it. */

import { getPerformance } from "../api/performances.js";
import { to } from "../core/i18n.js";
import { navigate } from "../core/router.js";
import { writeReview } from "../ui/review-sheet.js";
import { mount as mountPerformance } from "./performance.js";

/** @type {import("../core/router.js").Page} */
export async function mount(root, context) {
  const id = /** @type {string} */ (context.params.id);
  const { signal } = context;
  await mountPerformance(root, context);
  const performance = await getPerformance(id, { signal });
  openOver(performance, signal);
}

/**
 * @param {import("../../types/shapes.d.ts").Detail} performance
 * @param {AbortSignal} signal
 */
async function openOver(performance, signal) {
  const saved = await writeReview(performance, { signal });
  if (signal.aborted) return;
  await navigate(`${to(`/performances/${performance.id}`)}${saved ? "#reviews" : ""}`, { replace: true });
}
