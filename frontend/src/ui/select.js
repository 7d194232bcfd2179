import { h } from "../core/h.js";
import { icon } from "./icon.js";

/**
 * A native select as a pill, with a hidden label.
 * @param {{ label: string, options: readonly { value: string, label: string }[], value: string, symbol?: Node | null, onchange: (value: string) => void }} options
 * @returns {{ root: HTMLElement, setValue: (value: string) => void }}
 */
export function pillSelect({ label, options, value, symbol = null, onchange }) {
  const select = h(
    "select",
    { "aria-label": label, onchange: () => onchange(select.value) },
    options.map((option) => h("option", { value: option.value }, option.label)),
  );
  select.value = value;
  const setValue = (/** @type {string} */ next) => {
    select.value = next;
  };
  return {
    root: h("span", { class: "pill-select" }, symbol, select, icon("chevron-down", "pill-select-arrow")),
    setValue,
  };
}
