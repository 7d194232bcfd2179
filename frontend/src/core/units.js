/** Distances and durations for people, in the current language. */

import { currentLanguage, t } from "./i18n.js";

/**
 * @param {number} metres
 * @returns {string}
 */
export function formatDistance(metres) {
  const far = metres >= 950;
  return new Intl.NumberFormat(currentLanguage(), {
    style: "unit",
    unit: far ? "kilometer" : "meter",
    unitDisplay: "short",
    maximumFractionDigits: far ? 1 : 0,
  }).format(far ? metres / 1000 : Math.round(metres / 10) * 10);
}

/**
 * @param {number} minutes
 * @returns {string} `2시간 35분` or `2 h 35 min`
 */
export function formatDuration(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return t("duration.minutes", { m: rest });
  return rest ? t("duration.both", { h: hours, m: rest }) : t("duration.hours", { h: hours });
}
