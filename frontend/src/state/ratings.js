/** Stars in numbers: half steps from 0.5 to 5, told in five rows. */

/** @type {readonly number[]} */
export const STEPS = Array.from({ length: 10 }, (_, index) => (index + 1) / 2);

/**
 * The word for a rating: a half counts as the star below it.
 * @param {number} value
 * @returns {1 | 2 | 3 | 4 | 5}
 */
export function wordOf(value) {
  return /** @type {1 | 2 | 3 | 4 | 5} */ (Math.min(5, Math.max(1, Math.floor(value))));
}

/**
 * @typedef {object} Row
 * @property {number} stars a row has the half below it too
 * @property {number} count
 * @property {number} percent of all, rounded
 */

/**
 * The distribution of ten values in five rows, five stars first.
 * @param {Readonly<Record<string, number>>} distribution "0.5" to "5.0"
 * @returns {Row[]}
 */
export function rowsOf(distribution) {
  const total = Object.values(distribution).reduce((sum, count) => sum + count, 0);
  return [5, 4, 3, 2, 1].map((stars) => {
    const count = (distribution[(stars - 0.5).toFixed(1)] ?? 0) + (distribution[stars.toFixed(1)] ?? 0);
    return { stars, count, percent: total === 0 ? 0 : Math.round((count / total) * 100) };
  });
}

/**
 * The values that a row stands for, as the API names them.
 * @param {number} stars
 * @returns {string}
 */
export function valuesOf(stars) {
  return `${(stars - 0.5).toFixed(1)},${stars.toFixed(1)}`;
}
