/**
 * Forms: one submit at a time, errors at their fields, everything typed stays. A field is judged when it is left and from
 * then on with every key; what the server says lands at its field, or in the box above the first.
 */

import { formatWait } from "../core/format.js";
import { h } from "../core/h.js";
import { ApiError, isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";
import { announce } from "./notify.js";
import { problemText, referenceText } from "./section.js";

const USUAL_WAIT_SECONDS = 60;

/** @typedef {import("../../types/forms.d.ts").FormField} FormField */

/**
 * @param {import("../../types/forms.d.ts").FormOptions} options
 * @returns {HTMLFormElement}
 */
export function makeForm({ fields, body, submit, busy, onsubmit, texts = {}, look = "is-primary", foot, signal }) {
  const box = h("div", { class: "form-alert", role: "alert", tabindex: "-1" });
  const button = h("button", { type: "submit", class: `button is-wide ${look}` }, submit);
  const root = h(
    "form",
    { class: "form", method: "post", novalidate: true, onsubmit: run },
    box,
    body ?? fields.map((field) => field.root),
    button,
    foot,
  );

  /** @param {boolean} held @param {string} [label] */
  function hold(held, label = submit) {
    button.textContent = label;
    if (held) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }

  /** @param {SubmitEvent} event */
  async function run(event) {
    event.preventDefault();
    if (button.hasAttribute("aria-disabled") || !judge()) return;
    hold(true, busy);
    for (const field of fields) field.conceal?.();
    try {
      const values = Object.fromEntries(fields.map((field) => [field.name, field.value()]));
      await onsubmit(/** @type {never} */ (values));
      if (!signal.aborted) hold(false);
    } catch (error) {
      if (signal.aborted) return;
      hold(false);
      if (!isAbort(error)) place(error);
    }
  }

  /** @returns {boolean} whether everything may be sent */
  function judge() {
    const wrong = fields.flatMap((field) => {
      const text = field.problem();
      field.show(text);
      return text === null ? [] : [{ field, text }];
    });
    return report(wrong);
  }

  /**
   * Say where something is wrong and go there.
   * @param {readonly { field: FormField, text: string }[]} wrong
   * @returns {boolean} whether nothing is
   */
  function report(wrong) {
    box.replaceChildren(...(wrong.length > 1 ? [summary(wrong)] : []));
    const [first] = wrong;
    if (first) goTo(first.field);
    return !first;
  }

  /** @param {unknown} error */
  function place(error) {
    const problems = error instanceof ApiError ? error.errors : [];
    const wrong = fields.flatMap((field) => {
      const mine = problems.filter(({ attr }) => attr === field.name);
      if (mine.length === 0) return [];
      const text = mine.map(({ code, detail }) => texts[code] ?? detail).join(" ");
      const codes = mine.map(({ code }) => code);
      field.show(text, codes);
      return [{ field, text }];
    });
    if (wrong.length > 0) report(wrong);
    else if (error instanceof ApiError && error.status === 429) wait(error.retryAfterSeconds ?? USUAL_WAIT_SECONDS);
    else complain(error);
  }

  /** @param {unknown} error */
  function complain(error) {
    const isOurs = error instanceof ApiError && error.status >= 500;
    const reference = isOurs ? h("p", { class: "notice-reference" }, referenceText(error)) : null;
    box.replaceChildren(alertBody(h("p", null, failureText(error, texts)), reference));
    box.focus();
  }

  /** @param {number} seconds */
  function wait(seconds) {
    const until = Date.now() + seconds * 1000;
    const counted = h("p", { "aria-hidden": "true" });
    hold(true);
    box.replaceChildren(
      alertBody(h("p", { class: "visually-hidden" }, t("error.wait", { time: formatWait(seconds) })), counted),
    );
    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      counted.textContent = t("error.wait", { time: formatWait(left) });
      if (left > 0) return;
      stop();
      box.replaceChildren();
      hold(false);
      announce(t("form.again"));
    };
    const timer = setInterval(tick, 250);
    const stop = () => clearInterval(timer);
    signal.addEventListener("abort", stop, { once: true });
    tick();
    box.focus();
  }

  return root;
}

/** @param {readonly { field: FormField, text: string }[]} wrong */
function summary(wrong) {
  const rows = wrong.map(({ field, text }) =>
    h("li", null, h("button", { type: "button", class: "link-button", onclick: () => goTo(field) }, text)),
  );
  return alertBody(h("p", null, t("form.several", { n: wrong.length })), h("ul", { role: "list" }, rows));
}

/** @param {FormField} field */
function goTo(field) {
  const folded = field.root.closest("details");
  if (folded) folded.open = true;
  field.input.focus();
}

/** @param {...import("../core/h.js").Children} content */
function alertBody(...content) {
  return h("div", { class: "alert-box is-danger" }, icon("exclamation-circle-fill"), h("div", null, content));
}

/**
 * @param {unknown} error
 * @param {Record<string, string>} [texts] our own words for some codes
 * @returns {string} what happened, for the person who asked for something to be done
 */
export function failureText(error, texts = {}) {
  if (!(error instanceof ApiError)) {
    console.error(error);
    return t("form.failed");
  }
  const { code, status, errors } = error;
  if (texts[code]) return texts[code];
  if (code === "not_signed_in") return t("account.not-signed-in");
  if (status === 0 || status === 429 || status === 503) return problemText(error);
  return (status < 500 && errors.map(({ detail }) => detail).join(" ")) || t("form.failed");
}
