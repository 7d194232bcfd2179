/** Writing down a visit, and changing what was written. The diary is private. */

import { addVisit, changeVisit } from "../api/mine.js";
import { isDay, seoulToday } from "../core/dates.js";
import { formatTime } from "../core/format.js";
import { h } from "../core/h.js";
import { needStyles } from "../core/head.js";
import { needMessages, t } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { learn, stateOf } from "../state/mine.js";
import { openDialog } from "./dialog.js";
import { makeForm } from "./form.js";
import { textField } from "./form-fields.js";
import { icon } from "./icon.js";
import { longField } from "./long-fields.js";
import { toast } from "./notify.js";
import { requireSignIn, withSession } from "./sign-in.js";
import { starField } from "./stars.js";

/** @typedef {import("../../types/shapes.d.ts").Visit} Visit */
/** @typedef {import("../../types/shapes.d.ts").VisitValues} VisitValues */
/** @typedef {{ id: string, title: string, start_date: string, end_date: string, open_run: boolean }} About */

const MOST = { seat: 60, cast_seen: 300, companion: 60, memo: 2000 };
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * The moment of a time of day in Seoul.
 * @param {string} day
 * @param {string | null} time `19:30`
 * @returns {string | null}
 */
export function seoulMoment(day, time) {
  return time && TIME.test(time) && isDay(day) ? `${day}T${time}:00+09:00` : null;
}

/**
 * @param {About} performance
 * @param {{ visit?: Visit, signal: AbortSignal }} options `visit` is changed, or else a new one is written
 * @returns {Promise<Visit | null>} null when nothing was saved
 */
export async function recordVisit(performance, { visit, signal }) {
  const styles = ["/styles/account.css", "/styles/reviews.css"].map(needStyles);
  await Promise.all([...styles, needMessages("account", "reviews", "mine")]);
  const intent = t("visit.intent", { title: performance.title });
  if (presence.get() === null && !(await requireSignIn({ intent, signal }))) return null;
  const fields = makeFields(performance, visit);
  /** @type {Visit | null} */
  let saved = null;
  const form = makeForm({
    fields: Object.values(fields),
    body: layout(fields, visit),
    submit: t(visit ? "visit.save" : "visit.add"),
    busy: t("form.saving"),
    /** @param {any} typed */
    async onsubmit({ starts_at: time, ...values }) {
      const whole = { ...values, performance: performance.id, starts_at: seoulMoment(values.watched_on, time) };
      saved = await withSession(() => (visit ? changeVisit(visit.id, whole) : addVisit(whole)), { intent, signal });
      if (!visit) learn(performance.id, { visits: (stateOf(performance.id)?.visits ?? 0) + 1 });
      dialog.close();
      toast(visit ? t("visit.saved") : t("visit.added", { n: saved.viewing }));
    },
    signal,
  });
  const dialog = openDialog({
    title: t(visit ? "visit.edit.title" : "visit.add.title"),
    body: [
      h("p", { class: "sheet-about", lang: "ko" }, performance.title),
      h("p", { class: "section-note" }, t("visit.private")),
      form,
    ],
    signal,
  });
  await dialog.closed;
  return saved;
}

/**
 * @param {About} performance
 * @param {Visit} [visit]
 */
function makeFields({ start_date: first, end_date: last, open_run: isOpen }, visit) {
  const today = seoulToday();
  const until = isOpen || last > today ? today : last;
  const short = (/** @type {"seat" | "cast_seen" | "companion"} */ name) => {
    const field = textField({
      name,
      label: t(`visit.${name}`),
      value: visit?.[name] ?? "",
      optional: true,
      hint: name === "cast_seen" ? t("visit.cast.hint") : "",
      problem: (text) => {
        const over = [...text.trim()].length - MOST[name];
        return over > 0 ? t("form.count.over", { n: over }) : null;
      },
    });
    return { ...field, value: () => field.input.value.trim() || null };
  };
  const time = textField({
    name: "starts_at",
    label: t("visit.time"),
    type: "time",
    value: visit?.starts_at ? formatTime(visit.starts_at) : "",
    optional: true,
    problem: (value, input) =>
      input.validity.badInput || (value !== "" && !TIME.test(value)) ? t("visit.time.wrong") : null,
  });
  return {
    watched_on: textField({
      name: "watched_on",
      label: t("visit.day"),
      type: "date",
      value: visit?.watched_on ?? until,
      problem: (day) =>
        !isDay(day) || day < first || day > until ? t("review.watched.wrong", { first, last: until }) : null,
      min: first,
      max: until,
    }),
    starts_at: { ...time, value: () => time.input.value || null },
    rating: starField({ label: t("visit.rating"), value: visit?.rating ?? null, optional: true }),
    seat: short("seat"),
    cast_seen: short("cast_seen"),
    companion: short("companion"),
    memo: longField({
      name: "memo",
      label: t("visit.memo"),
      value: visit?.memo ?? "",
      most: MOST.memo,
      rows: 4,
      optional: true,
    }),
  };
}

/**
 * @param {ReturnType<typeof makeFields>} fields
 * @param {Visit} [visit]
 */
function layout({ watched_on: day, starts_at: time, rating, seat, cast_seen: cast, companion, memo }, visit) {
  const more = h(
    "details",
    { class: "optional-part" },
    h("summary", null, h("span", { class: "field-label" }, t("visit.more")), icon("chevron-down")),
    cast.root,
    companion.root,
    memo.root,
  );
  more.open = Boolean(visit?.cast_seen || visit?.companion || visit?.memo);
  return [h("div", { class: "field-pair" }, day.root, time.root), rating.root, seat.root, more];
}
