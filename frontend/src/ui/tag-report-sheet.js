/** Telling the staff that a hashtag does not fit a performance. */

import { reportHashtag } from "../api/reviews.js";
import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { ApiError } from "../core/http.js";
import { needMessages, t } from "../core/i18n.js";
import { openDialog } from "./dialog.js";
import { makeForm } from "./form.js";
import { choiceField, textField } from "./form-fields.js";
import { toast } from "./notify.js";
import { withSession } from "./sign-in.js";

const MOST = 300;

/**
 * @param {{ id: string, title: string }} performance
 * @param {readonly { slug: string, name: string }[]} tags
 * @param {AbortSignal} signal
 */
export async function reportTag(performance, tags, signal) {
  const styles = ["/styles/account.css", "/styles/reviews.css"].map(needStyles);
  await Promise.all([...styles, needMessages("account", "reviews")]);
  const tag = choiceField({
    name: "slug",
    label: t("tag.report.which"),
    items: tags.map(({ slug, name }) => ({ value: slug, label: `#${name}` })),
    value: tags[0]?.slug ?? "",
  });
  const text = textField({
    name: "text",
    label: t("report.text"),
    optional: true,
    problem: (typed) => {
      const over = [...typed.trim()].length - MOST;
      return over > 0 ? t("form.count.over", { n: over }) : null;
    },
  });
  const form = makeForm({
    fields: [tag, text],
    submit: t("tag.report.submit"),
    busy: t("form.sending"),
    /** @param {any} values */
    async onsubmit({ slug, text: words }) {
      try {
        const intent = t("tag.report.intent");
        await withSession(() => reportHashtag(performance.id, slug, words.trim()), { intent, signal });
      } catch (error) {
        if (!(error instanceof ApiError && error.code === "already_reported")) throw error; // said before is said
      }
      dialog.close();
      toast(t("report.done"));
    },
    signal,
  });
  const about = h("p", { class: "sheet-about", lang: "ko" }, performance.title);
  const dialog = openDialog({ title: t("tag.report"), body: [about, form], signal });
  await dialog.closed;
}
