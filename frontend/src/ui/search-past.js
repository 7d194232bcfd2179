/** Taking earlier searches away: one at once, all of them with a while to change one's mind. */

import { SEARCHES } from "../api/searches.js";
import { isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { dropSearch, hideSearches, searches } from "../state/searches.js";
import { toast } from "./notify.js";
import { problemText } from "./section.js";

/** @param {import("../../types/search.d.ts").PastSearch} search */
export async function dropPast(search) {
  try {
    await dropSearch(search);
  } catch (error) {
    if (isAbort(error)) return;
    console.warn(error);
    toast(`${t("search.past.failed")} ${problemText(error)}`);
  }
}

/** What a guest's device kept is gone at once, what an account kept when nothing was undone. */
export async function clearPast() {
  const text = t("search.past.cleared");
  if (presence.get() === null) {
    const restore = hideSearches();
    return toast(text, { action: { label: t("undo"), onclick: restore } });
  }
  const { removeWithUndo } = await import("./undoable.js");
  const until = searches.get()?.[0]?.searched_at; // what is searched while it can be undone stays
  const path = until ? `${SEARCHES}?until=${encodeURIComponent(until)}` : SEARCHES;
  let restore = () => {};
  const hide = () => {
    restore = hideSearches();
  };
  removeWithUndo({ path, text, failed: t("search.past.failed"), hide, restore: () => restore() });
}
