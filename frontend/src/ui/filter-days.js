/** Days of one's own choice: a checkbox that opens two date fields. */

import { isDay } from "../core/dates.js";
import { h } from "../core/h.js";
import { t } from "../core/i18n.js";
import { withDays } from "../state/browse-filters.js";
import { checkbox } from "./filter-option.js";

/** @typedef {import("../state/browse-filters.js").Filters} Filters */

/** While a year is typed its first digits are years too; nothing is on before this one. */
const EARLIEST = "2000-01-01";
const LATEST = "2099-12-31";

/**
 * @param {{ filters: () => Filters, onchange: (next: Filters) => void }} options `filters` are those on show
 * @returns {{ toggle: HTMLElement, root: HTMLElement, show: (filters: Filters) => void }} the checkbox and the fields
 */
export function daysControl({ filters, onchange }) {
  const from = field(t("filter.days.first"), onday);
  const to = field(t("filter.days.last"), onday);
  const fields = h("div", { class: "filter-days" }, from.root, to.root);
  const own = checkbox(t("filter.days.own"), { name: "days", value: "own", onchange: ontoggle });
  let open = false;

  function onday() {
    if (from.valid() && to.valid()) onchange(withDays(filters(), { from: from.value(), to: to.value() }));
  }

  function ontoggle() {
    open = own.input.checked;
    fields.hidden = !open;
    const { from: first, to: last } = filters();
    if (!open && (first || last)) onchange(withDays(filters(), { from: null, to: null }));
    if (open) from.input.focus();
  }

  return {
    toggle: own.root,
    root: fields,
    show(shown) {
      if (shown.when) open = false;
      const isSet = Boolean(shown.from || shown.to);
      own.input.checked = isSet || open;
      fields.hidden = !own.input.checked;
      from.show(shown.from);
      to.show(shown.to);
    },
  };
}

/**
 * @param {string} label
 * @param {() => void} onchange
 */
function field(label, onchange) {
  const input = h("input", { type: "date", class: "day-input", min: EARLIEST, max: LATEST, onchange });
  return {
    root: h("label", { class: "day-field" }, h("span", null, label), input),
    input,
    valid: () => input.validity.valid,
    value: () => (isDay(input.value) ? input.value : null),
    /** @param {string | null} day */
    show(day) {
      if (document.activeElement !== input || day !== null) input.value = day ?? "";
    },
  };
}
