/** Suggestions while typing, and one's own searches. */

import { get } from "../core/http.js";
import { send } from "../core/session.js";

/** @typedef {import("../../types/shapes.d.ts").Search} Search */
/** @typedef {{ signal?: AbortSignal }} Options */

export const SEARCHES = "/me/searches";
const PAGE_SIZE = 50; // as many as are kept

/** What somebody may be typing; what is popular for an empty text.
 * @type {(text: string, options: Options) => Promise<import("../../types/search.d.ts").Suggestions>} */
export const suggest = (text, { signal }) => get("/performances/suggest", { query: { q: text }, signal });

/** The newest first.
 * @type {(options: Options) => Promise<import("../../types/shapes.d.ts").Page<Search>>} */
export const listSearches = ({ signal }) => send(`${SEARCHES}?page_size=${PAGE_SIZE}`, { signal });

/** Null when the account keeps none.
 * @type {(q: string) => Promise<Search | null>} */
export const addSearch = (q) => send(SEARCHES, { method: "POST", body: { q } });

/** @type {(id: string) => Promise<null>} */
export const removeSearch = (id) => send(`${SEARCHES}/${encodeURIComponent(id)}`, { method: "DELETE" });
