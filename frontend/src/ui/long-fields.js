/** Fields for longer writing: a text of many lines with its counter, several chips at once, a box to tick. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";
import { announce } from "./notify.js";

/** From here on the counter is said aloud. */
const NEARLY_FULL = 0.9;

let count = 0;

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} note
 * @param {string | null} error
 * @param {string} [hint]
 */
function showNote(root, note, error, hint = "") {
  root.classList.toggle("has-error", error !== null);
  note.replaceChildren(...(error === null ? [hint] : [icon("exclamation-circle-fill"), h("span", null, error)]));
}

/**
 * @param {string} text
 * @returns {number} as people and the API count: characters, not halves of them
 */
export function lengthOf(text) {
  return [...text.replaceAll("\r\n", "\n").trim()].length;
}

/**
 * @param {{ name: string, label: string, value: string, most: number, rows?: number, optional?: boolean, hint?: string }} options
 * @returns {import("../../types/forms.d.ts").FormField & { input: HTMLTextAreaElement }}
 */
export function longField({ name, label, value, most, rows = 5, optional = false, hint = "" }) {
  count += 1;
  const id = `long-${count}`;
  const note = h("p", { class: "field-note", id: `${id}-note` }, hint);
  const counter = h("span", { class: "field-aside long-count", "aria-hidden": "true" });
  const input = h("textarea", {
    ...{ id, name, rows, class: "field-input long-input", "aria-describedby": `${id}-note`, required: !optional },
    oninput: onInput,
  });
  input.value = value;
  const root = h(
    "div",
    { class: "field" },
    h(
      "label",
      { class: "field-label", for: id },
      label,
      h("span", { class: "field-optional" }, ` ${t(optional ? "form.optional" : "form.required")}`),
    ),
    counter,
    h("div", { class: "field-box" }, input),
    note,
  );
  let isJudged = false;

  function onInput() {
    countUp();
    if (isJudged) show(problem());
  }

  function countUp() {
    const have = lengthOf(input.value);
    counter.textContent = t("form.count", { have, most });
    counter.classList.toggle("is-over", have > most);
    if (have >= most * NEARLY_FULL && document.activeElement === input)
      announce(have > most ? t("form.count.over", { n: have - most }) : t("form.count.left", { n: most - have }));
  }

  function problem() {
    const have = lengthOf(input.value);
    if (have > most) return t("form.count.over", { n: have - most });
    return have === 0 && !optional ? t("form.text.empty") : null;
  }

  /** @param {string | null} text */
  function show(text) {
    if (text !== null) isJudged = true;
    showNote(root, note, text, hint);
    if (text === null) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  }

  countUp();
  return { name, root, input, value: () => input.value.trim() || null, problem, show };
}

/**
 * Several of many, as native checkboxes drawn as chips.
 * @param {{ name: string, label: string, items: readonly { value: string, label: string }[], values: readonly string[], most: number }} options
 * @returns {Omit<import("../../types/forms.d.ts").FormField, "value"> & { value: () => any[] }}
 */
export function chipsField({ name, label, items, values, most }) {
  count += 1;
  const id = `chips-${count}`;
  const note = h("p", { class: "field-note", id: `${id}-note` });
  const inputs = items.map((item) => {
    const input = h("input", { type: "checkbox", class: "choice-input", name, value: item.value });
    input.checked = values.includes(item.value);
    return input;
  });
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const problem = () => (chosen().length > most ? t("form.chips.over", { n: most }) : null);
  const root = h(
    "fieldset",
    { class: "field choice-field", "aria-describedby": `${id}-note`, onchange: () => show(problem()) },
    h(
      "legend",
      { class: "field-label" },
      label,
      h("span", { class: "field-optional" }, ` ${t("form.chips.most", { n: most })}`),
    ),
    h(
      "div",
      { class: "choices" },
      items.map((item, index) => h("label", { class: "choice" }, inputs[index], h("span", null, item.label))),
    ),
    note,
  );
  /** @param {string | null} text */
  const show = (text) => showNote(root, note, text);
  return { name, root, input: /** @type {HTMLElement} */ (inputs[0]), value: chosen, problem, show };
}

/**
 * @param {{ name: string, label: string, value: boolean }} options
 * @returns {import("../../types/forms.d.ts").InputField}
 */
export function tickField({ name, label, value }) {
  count += 1;
  const id = `tick-${count}`;
  const input = h("input", { type: "checkbox", class: "check-input", id, name });
  input.checked = value;
  const root = h("div", { class: "field check-field" }, input, h("label", { for: id }, label));
  return { name, root, input, value: () => input.checked, problem: () => null, show: () => {} };
}
