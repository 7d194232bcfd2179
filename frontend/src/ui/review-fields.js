/** What a review is made of, as fields of a form. */

import { seoulToday } from "../core/dates.js";
import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { choices, label } from "../state/labels.js";
import { textField } from "./form-fields.js";
import { icon } from "./icon.js";
import { chipsField, longField, tickField } from "./long-fields.js";
import { starField } from "./stars.js";

/** @typedef {import("../../types/shapes.d.ts").ReviewValues} ReviewValues */
/** @typedef {import("./review-section.js").About} About */

const MOST = { title: 60, body: 2000, chips: 5 };

/**
 * @param {About} performance
 * @param {ReviewValues} values
 */
export function makeFields({ start_date: first, end_date: last, open_run: isOpen }, values) {
  const today = seoulToday();
  const until = isOpen || last > today ? today : last;
  const audiences = choices("audiences").map(({ code }) => ({ value: code, label: label("audiences", code) }));
  const good = chipsField({
    name: "good_for",
    label: t("review.good"),
    items: audiences,
    values: values.good_for ?? [],
    most: MOST.chips,
  });
  const bad = chipsField({
    name: "not_for",
    label: t("review.not"),
    items: audiences,
    values: values.not_for ?? [],
    most: MOST.chips,
  });
  const outside = (/** @type {string} */ day) => day !== "" && (day < first || day > until);
  return {
    rating: starField({ label: t("review.rating"), value: values.rating || null }),
    watched_on: nullable(
      textField({
        name: "watched_on",
        label: t("review.watched"),
        type: "date",
        value: values.watched_on ?? "",
        optional: true,
        problem: (day, input) =>
          input.validity.badInput || outside(day) ? t("review.watched.wrong", { first, last: until }) : null,
        min: first,
        max: until,
      }),
    ),
    title: nullable(
      textField({
        name: "title",
        label: t("review.title"),
        value: values.title ?? "",
        optional: true,
        problem: (text) =>
          [...text.trim()].length > MOST.title
            ? t("form.count.over", { n: [...text.trim()].length - MOST.title })
            : null,
      }),
    ),
    body: longField({ name: "body", label: t("review.body"), value: values.body, most: MOST.body, rows: 6 }),
    spoiler: tickField({ name: "spoiler", label: t("review.spoiler"), value: values.spoiler ?? false }),
    good_for: good,
    not_for: {
      ...bad,
      problem: () => {
        const both = bad.value().some((/** @type {string} */ code) => good.value().includes(code));
        return both ? t("review.both") : bad.problem();
      },
    },
  };
}

/**
 * An empty text is no text.
 * @param {import("../../types/forms.d.ts").InputField} field
 */
function nullable(field) {
  return { ...field, value: () => field.input.value.trim() || null };
}

/** @param {ReturnType<typeof makeFields>} fields */
export function layout({ rating, watched_on, title, body, spoiler, good_for, not_for }) {
  const more = h(
    "details",
    { class: "optional-part" },
    h("summary", null, h("span", { class: "field-label" }, t("review.audience")), icon("chevron-down")),
    good_for.root,
    not_for.root,
  );
  more.open = good_for.value().length + not_for.value().length > 0;
  return [rating.root, watched_on.root, title.root, body.root, spoiler.root, more];
}
