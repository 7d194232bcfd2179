/** Everything that one keeps, has seen and is told of. */

import { apiUrl } from "../core/http.js";
import { send } from "../core/session.js";

/** @typedef {import("../../types/shapes.d.ts").OwnState} OwnState */
/** @typedef {import("../../types/shapes.d.ts").Visit} Visit */
/** @typedef {import("../../types/shapes.d.ts").VisitValues} VisitValues */
/** @typedef {import("../core/http.js").Query} Query */
/** @typedef {{ signal?: AbortSignal }} Options */
/**
 * @template T
 * @typedef {import("../../types/shapes.d.ts").Page<T>} Page
 */

/**
 * @param {string} path
 * @param {Query} query
 * @returns {string} as `send` takes it
 */
function withQuery(path, query) {
  return path + apiUrl("", query).replace(/^[^?]*/, "");
}

/** What performances are to oneself, by id; at most a hundred.
 * @type {(ids: readonly string[], options?: Options) => Promise<Record<string, OwnState>>} */
export const getStates = (ids, { signal } = {}) =>
  send(withQuery("/me/state", { performances: ids.join(",") }), { signal });

/** @type {(id: string, wish: boolean) => Promise<null>} */
export const setFavorite = (id, wish) =>
  send(`/performances/${encodeURIComponent(id)}/favorite`, { method: wish ? "PUT" : "DELETE" });

/** @type {(query: Query, options: Options) => Promise<import("../../types/shapes.d.ts").FavoritePage>} */
export const listFavorites = (query, { signal }) => send(withQuery("/me/favorites", query), { signal });

/** @type {(ids: readonly string[]) => Promise<{ added: number, unknown: string[] }>} */
export const mergeFavorites = (ids) => send("/me/favorites/merge", { method: "POST", body: { performances: ids } });

/** @type {(query: Query, options: Options) => Promise<Page<Visit>>} */
export const listVisits = (query, { signal }) => send(withQuery("/me/visits", query), { signal });

/** @type {(id: string, options: Options) => Promise<Visit>} */
export const getVisit = (id, { signal }) => send(`/me/visits/${encodeURIComponent(id)}`, { signal });

/** @type {(values: VisitValues) => Promise<Visit>} */
export const addVisit = (values) => send("/me/visits", { method: "POST", body: values });

/** @type {(id: string, values: Partial<VisitValues>) => Promise<Visit>} */
export const changeVisit = (id, values) =>
  send(`/me/visits/${encodeURIComponent(id)}`, { method: "PATCH", body: values });

/** @type {(query: Query, options: Options) => Promise<Page<import("../../types/shapes.d.ts").HistoryLine>>} */
export const listHistory = (query, { signal }) => send(withQuery("/me/history", query), { signal });

/** @type {(query: Query, options: Options) => Promise<import("../../types/shapes.d.ts").Stats>} */
export const getStats = (query, { signal }) => send(withQuery("/me/stats", query), { signal });

/** @type {(query: Query, options: Options) => Promise<import("../../types/shapes.d.ts").NoticePage>} */
export const listNotices = (query, { signal }) => send(withQuery("/me/notifications", query), { signal });

/** Mark notices as read; all of them without `ids`.
 * @type {(ids?: readonly string[]) => Promise<{ unread: number }>} */
export const readNotices = (ids) => send("/me/notifications/read", { method: "POST", body: ids ? { ids } : {} });

/** Since when one's calendar has an address; null when it has none.
 * @type {(options: Options) => Promise<{ created_at: string | null }>} */
export const findCalendar = ({ signal }) => send("/me/calendar-token", { signal });

/** A new secret address of one's calendar; the one before is dead then.
 * @type {() => Promise<{ token: string, url: string, detail: string }>} */
export const renewCalendar = () => send("/me/calendar-token", { method: "POST", body: {} });

/** @type {() => Promise<null>} */
export const endCalendar = () => send("/me/calendar-token", { method: "DELETE" });
