/** Reads that serve the catalogue as a whole: the first screen, rankings, the labels of codes. */

import { get } from "../core/http.js";

/** @typedef {import("../../types/shapes.d.ts").Home} Home */

/**
 * Everything the first screen shows, in one answer.
 * @param {{ signal?: AbortSignal, fresh?: boolean }} options
 * @returns {Promise<Home>}
 */
export async function getHome({ signal, fresh }) {
  const home = /** @type {Home} */ (await get("/home", { signal, fresh }));
  return { ...home, weekly_top: compared(home.weekly_top), rankings: home.rankings.map(compared) };
}

/**
 * A board with nothing earlier to compare with says nothing about changes: without this all its places were new.
 * @template {{ results: import("../../types/shapes.d.ts").RankedCard[] }} B
 * @param {B} board
 * @returns {B} with `previous_rank` left out where no place has one
 */
export function compared(board) {
  if (board.results.some((place) => place.previous_rank !== null)) return board;
  return { ...board, results: board.results.map((place) => ({ ...place, previous_rank: undefined })) };
}

/** @typedef {import("../../types/shapes.d.ts").Ranking} Ranking */

/**
 * The box office of a genre and region; everything and everywhere when they are left out.
 * @param {{ genre?: string | null, region?: string | null, period?: string }} query
 * @param {{ signal?: AbortSignal, fresh?: boolean }} options
 * @returns {Promise<Ranking>} at most 50 rows
 */
export async function getRanking(query, { signal, fresh }) {
  return compared(/** @type {Ranking} */ (await get("/rankings", { query, signal, fresh })));
}

/** @typedef {import("../../types/shapes.d.ts").Options} Options */

/**
 * Every code with its labels.
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Options>}
 */
export function getOptions({ signal } = {}) {
  return get("/options", { signal });
}
