/** The fields of forms: native controls with their label, a note below that becomes the error, and a button where one helps. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/forms.d.ts").FormField} FormField */
/** @typedef {import("../../types/forms.d.ts").InputField} InputField */
/** @typedef {import("../../types/forms.d.ts").TextOptions} TextOptions */

let count = 0;

/**
 * @param {TextOptions} options
 * @returns {InputField}
 */
export function textField({
  name,
  label,
  hint = "",
  optional = false,
  problem,
  aside,
  inside,
  below,
  value = "",
  ...props
}) {
  count += 1;
  const id = `field-${count}`;
  const more = below && h("div", { class: "field-below", id: `${id}-below` }, below);
  const note = h("p", { class: "field-note", id: `${id}-note` });
  const described = more ? `${note.id} ${more.id}` : note.id;
  const input = h("input", { id, name, class: "field-input", "aria-describedby": described, oninput, ...props });
  input.value = value;
  input.required = !optional;
  const root = h(
    "div",
    { class: "field", onfocusout },
    h("label", { class: "field-label", for: id }, label, optional && optionalMark()),
    h("div", { class: "field-box" }, input, inside),
    aside && h("div", { class: "field-aside" }, aside),
    more,
    note,
  );
  const place = noting({ root, note, input, hint });
  const judged = () => problem?.(input.value, input) ?? null;
  let isJudged = false;

  function oninput() {
    if (isJudged) place(judged());
  }

  /** @param {FocusEvent} event */
  function onfocusout({ relatedTarget: to }) {
    const stays = to instanceof Node && root.contains(to);
    // An untouched field is no mistake yet, and an error that appears under a pressed button moves it away.
    if (stays || input.value === "" || (to instanceof HTMLButtonElement && to.type === "submit")) return;
    show(judged());
  }

  /** @param {string | null} text */
  function show(text) {
    isJudged = true;
    place(text);
  }

  return { name, root, input, value: () => input.value, problem: judged, show };
}

/**
 * @param {{ root: HTMLElement, note: HTMLElement, input?: HTMLElement, hint?: string }} parts
 * @returns {(error: string | null) => void} puts an error into the note, or the hint
 */
function noting({ root, note, input, hint = "" }) {
  note.textContent = hint;
  return (error) => {
    root.classList.toggle("has-error", error !== null);
    note.replaceChildren(...(error === null ? [hint] : [icon("exclamation-circle-fill"), h("span", null, error)]));
    if (error === null) input?.removeAttribute("aria-invalid");
    else input?.setAttribute("aria-invalid", "true");
  };
}

function optionalMark() {
  return h("span", { class: "field-optional" }, ` ${t("form.optional")}`);
}

/**
 * A password that can be looked at while it is typed.
 * @param {TextOptions} options
 * @returns {InputField}
 */
export function passwordField(options) {
  const toggle = h("button", { type: "button", class: "icon-button", onclick: () => look(input.type === "password") });
  const field = textField({ ...options, inside: toggle, spellcheck: "false" });
  const { input } = field;
  /** @param {boolean} open */
  function look(open) {
    input.type = open ? "text" : "password";
    toggle.replaceChildren(icon(open ? "eye-slash" : "eye"));
    toggle.setAttribute("aria-label", t(open ? "form.password.hide" : "form.password.show"));
  }
  look(false);
  return { ...field, conceal: () => look(false) };
}

/**
 * One of a few, as native radios drawn as chips.
 * @param {import("../../types/forms.d.ts").ChoiceOptions} options
 * @returns {FormField}
 */
export function choiceField({ name, label, items, value, optional = false, hint }) {
  count += 1;
  const note = h("p", { class: "field-note", id: `field-${count}-note` });
  const inputs = items.map((item) => {
    const input = h("input", { type: "radio", class: "choice-input", name, value: item.value });
    input.checked = item.value === value;
    return input;
  });
  const chips = items.map((item, index) =>
    h("label", { class: "choice", lang: item.lang }, inputs[index], h("span", null, item.label)),
  );
  const root = h(
    "fieldset",
    { class: "field choice-field", "aria-describedby": note.id },
    h("legend", { class: "field-label" }, label, optional && optionalMark()),
    h("div", { class: "choices" }, chips),
    note,
  );
  return {
    name,
    root,
    input: /** @type {HTMLElement} */ (inputs[0]),
    value: () => inputs.find((input) => input.checked)?.value ?? null,
    problem: () => null,
    show: noting({ root, note, hint }),
  };
}

/**
 * @param {import("../../types/forms.d.ts").CheckOptions} options
 * @returns {FormField}
 */
export function checkField({ name, label, problem }) {
  count += 1;
  const id = `field-${count}`;
  const note = h("p", { class: "field-note", id: `${id}-note` });
  const input = h("input", { type: "checkbox", class: "check-input", id, name, required: true, onchange });
  input.setAttribute("aria-describedby", note.id);
  const root = h("div", { class: "field check-field" }, input, h("label", { for: id }, label), note);
  const show = noting({ root, note, input });
  function onchange() {
    if (input.checked) show(null);
  }
  return { name, root, input, value: () => input.checked, problem: () => (input.checked ? null : problem), show };
}
