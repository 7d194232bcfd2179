/** Genre tabs and the region choice, shared by the home page and the rankings page. Labels must be loaded. */

import { t } from "../core/i18n.js";
import { choices, label } from "../state/labels.js";
import { icon } from "./icon.js";
import { pillSelect } from "./select.js";
import { tabs } from "./tabs.js";

/**
 * @param {"genres" | "regions" | "periods"} kind
 * @param {string | null} code
 * @returns {string | null} the code when it exists, so that a foreign address asks for nothing odd
 */
export function knownCode(kind, code) {
  return code && choices(kind).some((choice) => choice.code === code) ? code : null;
}

/**
 * @param {{ selected: string | null, panel: HTMLElement, onselect: (genre: string | null) => void }} options null is all
 */
export function genreTabs({ selected, panel, onselect }) {
  const items = [
    { key: "", label: t("all") },
    ...choices("genres").map(({ code }) => ({ key: code, label: label("genres", code) })),
  ];
  const { root, select } = tabs({
    label: t("rankings.genre"),
    items,
    selected: selected ?? "",
    panel,
    onselect: (key) => onselect(key || null),
  });
  return { root, select: (/** @type {string | null} */ genre) => select(genre ?? "") };
}

/**
 * @param {{ selected: string | null, onchange: (region: string | null) => void }} options null is the whole country
 */
export function regionSelect({ selected, onchange }) {
  const options = [
    { value: "", label: t("rankings.region.all") },
    ...choices("regions").map(({ code }) => ({ value: code, label: label("regions", code) })),
  ];
  const { root, setValue } = pillSelect({
    label: t("rankings.region"),
    options,
    value: selected ?? "",
    symbol: icon("geo-alt"),
    onchange: (value) => onchange(value || null),
  });
  return { root, setValue: (/** @type {string | null} */ region) => setValue(region ?? "") };
}
