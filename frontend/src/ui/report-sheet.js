/** Telling the staff that a review should not stand as it is. */

import { reportReview } from "../api/reviews.js";
import { needStyles } from "../core/head.js";
import { ApiError } from "../core/http.js";
import { needMessages, t } from "../core/i18n.js";
import { choices, label } from "../state/labels.js";
import { openDialog } from "./dialog.js";
import { makeForm } from "./form.js";
import { choiceField } from "./form-fields.js";
import { longField } from "./long-fields.js";
import { toast } from "./notify.js";
import { withSession } from "./sign-in.js";

const MOST = 500;

/**
 * @param {string} id of the review
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether it is reported now
 */
export async function reportSheet(id, signal) {
  await Promise.all([needMessages("account", "reviews"), needStyles("/styles/account.css")]);
  const reasons = choices("report_reasons").map(({ code }) => ({ value: code, label: label("report_reasons", code) }));
  const reason = choiceField({
    name: "reason",
    label: t("report.reason"),
    items: reasons,
    value: reasons[0]?.value ?? "",
  });
  const text = longField({ name: "text", label: t("report.text"), value: "", most: MOST, rows: 3, optional: true });
  let isReported = false;
  const form = makeForm({
    fields: [reason, text],
    submit: t("report.submit"),
    busy: t("form.sending"),
    async onsubmit(values) {
      try {
        await withSession(() => reportReview(id, values), { intent: t("report.intent"), signal });
      } catch (error) {
        if (!(error instanceof ApiError && error.code === "already_reported")) throw error;
      }
      isReported = true;
      dialog.close();
      toast(t("report.done"));
    },
    signal,
  });
  const dialog = openDialog({ title: t("report.title"), body: form, signal });
  await dialog.closed;
  return isReported;
}
