/** The fields of forms: native controls with their label, a note below that becomes the error, and a button where one helps. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

/** @typedef {import("./form.js").FormField} FormField */

let count = 0;

/**
 * @typedef {object} TextOptions
 * @property {string} name
 * @property {string} label
 * @property {string} [type]
 * @property {string} [autocomplete]
 * @property {string} [value]
 * @property {string} [hint] below the field, where an error would stand
 * @property {boolean} [optional]
 * @property {(value: string, input: HTMLInputElement) => string | null} [problem]
 * @property {import("../core/h.js").Children} [aside] at the end of the label's line
 * @property {import("../core/h.js").Children} [inside] in the box, after the value
 * @property {import("../core/h.js").Children} [below] belongs to the description
 * @property {import("../core/h.js").Props} [props] further attributes of the control
 */

/**
 * @param {TextOptions} options
 * @returns {FormField & { input: HTMLInputElement }}
 */
export function textField(options) {
  const { name, label, type = "text", autocomplete, value = "", hint = "", optional = false } = options;
  const { problem = () => null, aside, inside, below, props } = options;
  count += 1;
  const id = `field-${count}`;
  const note = h("p", { class: "field-note", id: `${id}-note` }, hint);
  const more = below ? h("div", { class: "field-below", id: `${id}-below` }, below) : null;
  const input = h("input", {
    ...{
      id,
      name,
      type,
      autocomplete,
      class: "field-input",
      "aria-describedby": `${id}-note${more ? ` ${id}-below` : ""}`,
    },
    ...{ required: !optional, oninput: () => isJudged && show(judged()), ...props },
  });
  input.value = value;
  const root = h(
    "div",
    { class: "field", onfocusout },
    h("label", { class: "field-label", for: id }, label, optional && optionalMark()),
    h("div", { class: "field-box" }, input, inside),
    aside && h("div", { class: "field-aside" }, aside),
    more,
    note,
  );
  const judged = () => problem(input.value, input);
  let isJudged = false;

  /** @param {FocusEvent} event */
  function onfocusout({ relatedTarget: to }) {
    const stays = to instanceof Node && root.contains(to);
    // An untouched field is no mistake yet, and an error that appears under a pressed button moves it away.
    if (stays || input.value === "" || (to instanceof HTMLButtonElement && to.type === "submit")) return;
    isJudged = true;
    show(judged());
  }

  /** @param {string | null} text */
  function show(text) {
    if (text !== null) isJudged = true;
    showNote(root, note, text, hint);
    if (text === null) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  }

  return { name, root, input, value: () => input.value, problem: judged, show };
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} note
 * @param {string | null} error
 * @param {string} hint
 */
function showNote(root, note, error, hint) {
  root.classList.toggle("has-error", error !== null);
  note.replaceChildren(...(error === null ? [hint] : [icon("exclamation-circle-fill"), h("span", null, error)]));
}

function optionalMark() {
  return h("span", { class: "field-optional" }, ` ${t("form.optional")}`);
}

/**
 * A password that can be looked at while it is typed.
 * @param {TextOptions} options
 * @returns {FormField & { input: HTMLInputElement }}
 */
export function passwordField(options) {
  const toggle = h("button", {
    type: "button",
    class: "icon-button",
    onclick: () => look(field.input.type === "password"),
  });
  const field = textField({
    ...options,
    type: "password",
    inside: toggle,
    props: { spellcheck: "false", ...options.props },
  });
  /** @param {boolean} open */
  function look(open) {
    field.input.type = open ? "text" : "password";
    toggle.replaceChildren(icon(open ? "eye-slash" : "eye"));
    toggle.setAttribute("aria-label", t(open ? "form.password.hide" : "form.password.show"));
  }
  look(false);
  return { ...field, conceal: () => look(false) };
}

/**
 * One of a few, as native radios drawn as chips.
 * @param {{ name: string, label: string, items: readonly { value: string, label: string, lang?: string }[], value: string, optional?: boolean, hint?: string }} options
 * @returns {FormField}
 */
export function choiceField({ name, label, items, value, optional = false, hint = "" }) {
  count += 1;
  const id = `field-${count}`;
  const note = h("p", { class: "field-note", id: `${id}-note` }, hint);
  const inputs = items.map((item) => {
    const input = h("input", {
      type: "radio",
      class: "choice-input",
      name,
      id: `${id}-${item.value}`,
      value: item.value,
    });
    input.checked = item.value === value;
    return input;
  });
  const root = h(
    "fieldset",
    { class: "field choice-field", "aria-describedby": `${id}-note` },
    h("legend", { class: "field-label" }, label, optional && optionalMark()),
    h(
      "div",
      { class: "choices" },
      items.map((item, index) =>
        h("label", { class: "choice", lang: item.lang }, inputs[index], h("span", null, item.label)),
      ),
    ),
    note,
  );
  return {
    name,
    root,
    input: /** @type {HTMLElement} */ (inputs[0]),
    value: () => inputs.find((input) => input.checked)?.value ?? null,
    problem: () => null,
    show: (text) => showNote(root, note, text, hint),
  };
}

/**
 * @param {{ name: string, label: import("../core/h.js").Children, problem: string }} options `problem` while it is not ticked
 * @returns {FormField}
 */
export function checkField({ name, label, problem }) {
  count += 1;
  const id = `field-${count}`;
  const note = h("p", { class: "field-note", id: `${id}-note` });
  const input = h("input", {
    ...{ type: "checkbox", class: "check-input", id, name, required: true, "aria-describedby": `${id}-note` },
    onchange: () => input.checked && show(null),
  });
  const root = h("div", { class: "field check-field" }, input, h("label", { for: id }, label), note);
  /** @param {string | null} text */
  function show(text) {
    showNote(root, note, text, "");
    if (text === null) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  }
  return { name, root, input, value: () => input.checked, problem: () => (input.checked ? null : problem), show };
}
