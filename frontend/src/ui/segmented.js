import { h } from "../core/h.js";

/**
 * A few choices side by side, one pressed.
 * @template {string} K
 * @param {{ label: string, items: readonly { key: K, label: string, symbol?: Node }[], selected: K, onselect: (key: K) => void }} options
 *   with a `symbol` the label is for screen readers only
 * @returns {{ root: HTMLElement, select: (key: K) => void }}
 */
export function segmented({ label, items, selected, onselect }) {
  const buttons = items.map((item) =>
    h(
      "button",
      { type: "button", class: "segment", onclick: () => onselect(item.key) },
      item.symbol,
      item.symbol ? h("span", { class: "visually-hidden" }, item.label) : item.label,
    ),
  );
  const select = (/** @type {K} */ key) => {
    for (const [index, item] of items.entries()) buttons[index]?.setAttribute("aria-pressed", String(item.key === key));
  };
  select(selected);
  return { root: h("div", { class: "segmented", role: "group", "aria-label": label }, buttons), select };
}
