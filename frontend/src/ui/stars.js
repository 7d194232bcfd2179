/** Stars to look at, and stars to choose: native radios, two to a star, over five drawn ones. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { STEPS, wordOf } from "../state/ratings.js";
import { icon } from "./icon.js";

let count = 0;

/**
 * @param {number} value
 * @returns {string} without a needless decimal
 */
export function starNumber(value) {
  return String(Number(value.toFixed(1)));
}

/**
 * @param {number} value 0.5 to 5
 * @returns {HTMLElement}
 */
export function stars(value) {
  const shown = drawn();
  shown.style.setProperty("--stars", String(value));
  return h(
    "span",
    { class: "stars" },
    shown,
    h("span", { class: "visually-hidden" }, t("review.stars", { value: starNumber(value) })),
  );
}

/** Five outlines below, five full ones above, of which CSS shows as many as `--stars` says. */
function drawn() {
  const five = (/** @type {() => Node} */ star) => Array.from({ length: 5 }, star);
  return h(
    "span",
    { class: "stars-drawn", "aria-hidden": "true" },
    h(
      "span",
      null,
      five(() => icon("star")),
    ),
    h(
      "span",
      { class: "stars-full" },
      five(() => icon("star-fill")),
    ),
  );
}

/** @param {number} value */
function spoken(value) {
  return t("review.rating.value", { value: starNumber(value), word: t(`review.rating.word.${wordOf(value)}`) });
}

/**
 * @param {{ name?: string, label: string, value: number | null, optional?: boolean }} options
 * @returns {import("../../types/forms.d.ts").InputField}
 */
export function starField({ name = "rating", label, value, optional = false }) {
  count += 1;
  const id = `stars-${count}`;
  const note = h("p", { class: "field-note", id: `${id}-note` });
  const words = h("span", { class: "star-words", "aria-hidden": "true" });
  const shown = drawn();
  const inputs = STEPS.map((step) => {
    const input = h("input", { type: "radio", class: "star-input", name: `${name}-${count}`, value: String(step) });
    input.checked = step === value;
    return input;
  });
  const halves = inputs.map((input, index) =>
    h(
      "label",
      { class: "star-half", onpointerenter: () => show(Number(STEPS[index])) },
      input,
      h("span", { class: "visually-hidden" }, spoken(Number(STEPS[index]))),
    ),
  );
  const clear =
    optional && h("button", { type: "button", class: "link-button", onclick: empty }, t("review.rating.clear"));
  const root = h(
    "fieldset",
    { class: "field star-field", "aria-describedby": `${id}-note`, onchange: settle },
    h(
      "legend",
      { class: "field-label" },
      label,
      h("span", { class: "field-optional" }, ` ${t(optional ? "form.optional" : "form.required")}`),
    ),
    h(
      "div",
      { class: "star-row" },
      h("div", { class: "star-choice", onpointerleave: settle }, shown, halves),
      h("div", { class: "star-line" }, words, clear),
    ),
    note,
  );
  const chosen = () => inputs.find((input) => input.checked);

  /** @param {number} stars */
  function show(stars) {
    shown.style.setProperty("--stars", String(stars));
    words.textContent = stars > 0 ? spoken(stars) : "";
    if (clear) clear.hidden = !chosen();
  }

  function settle() {
    show(Number(chosen()?.value ?? 0));
    if (chosen()) complain(null);
  }

  function empty() {
    for (const input of inputs) input.checked = false;
    inputs[0]?.focus();
    settle();
    root.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {string | null} text */
  function complain(text) {
    root.classList.toggle("has-error", text !== null);
    note.replaceChildren(...(text === null ? [] : [icon("exclamation-circle-fill"), h("span", null, text)]));
  }

  settle();
  return {
    name,
    root,
    input: /** @type {HTMLInputElement} */ (chosen() ?? inputs[0]),
    value: () => (chosen() ? Number(chosen()?.value) : null),
    problem: () => (chosen() || optional ? null : t("review.rating.empty")),
    show: complain,
  };
}
