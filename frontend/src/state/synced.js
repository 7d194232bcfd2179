/** When the catalogue was last brought up to date, as the home answer says. */

import { createStore } from "../core/store.js";

/** An ISO moment; null until it is known or while the first filling goes on. */
export const syncedAt = createStore(/** @type {string | null} */ (null));
