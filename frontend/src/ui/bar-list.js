import { formatNumber } from "../core/format.js";
import { h, list } from "../core/h.js";

/**
 * A chart of bars as a list: each has its name and its number in text, so that nothing is told by length alone.
 * @param {{ label: string, rows: readonly { name: import("../core/h.js").Children, count: number, genre?: string | null }[], text: (count: number) => string }} options
 * @returns {HTMLElement}
 */
export function barList({ label, rows, text }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const row = (/** @type {typeof rows[number]} */ { name, count, genre }) => [
    h("span", { class: "bar-name" }, name),
    h(
      "span",
      { class: "bar", "aria-hidden": "true", "data-genre": genre },
      h("span", { style: { width: `${(count / most) * 100}%` } }),
    ),
    h("span", { class: "bar-value", title: formatNumber(count) }, text(count)),
  ];
  return list(rows, row, { class: "bars", "aria-label": label });
}
