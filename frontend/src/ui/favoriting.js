/** What follows when a heart is pressed: it is saved, taken back when that fails, undone when asked; guests may sign in. */

import { mergeFavorites, setFavorite } from "../api/mine.js";
import { isAbort } from "../core/http.js";
import { needMessages, t } from "../core/i18n.js";
import { presence } from "../core/presence.js";
import { hold, isFavorite, keepHere, keptHere, learn, setKeptHere, wishes, wishFor } from "../state/mine.js";
import { settleWaiting } from "../state/outbox.js";
import { announce, toast } from "./notify.js";
import { keepUnsent } from "./outbox.js";
import { problemText } from "./section.js";
import { requireSignIn, withSession } from "./sign-in.js";

/** @typedef {import("./heart.js").Named} Named */

/** Signing in may take longer than the page on show lasts. */
const { signal } = new AbortController();

const underWay = new Set();

/**
 * @param {Named} performance
 * @param {boolean} wish shown already, except to a guest who has yet to choose
 * @param {boolean} isMember
 */
export async function afterPress(performance, wish, isMember) {
  await needMessages("reviews", "account");
  if (isMember) await save(performance);
  else if (isFavorite(performance.id) === wish) say(performance, wish);
  else await askGuest(performance);
}

/**
 * Let a guest sign in, which keeps it, or keep it on this device.
 * @param {Named} performance
 */
async function askGuest(performance) {
  const keep = () => {
    setKeptHere(performance.id, true);
    toast(t("fav.kept"));
  };
  const entered = await requireSignIn({
    intent: t("fav.intent", { title: performance.title }),
    otherwise: { label: t("guest.keep"), onclick: keep },
    signal,
  });
  if (!entered) return;
  wishFor(performance.id, true);
  await save(performance);
}

/**
 * Save what is wished, and what is wished meanwhile.
 * @param {Named} performance
 */
async function save(performance) {
  const { id, title } = performance;
  const wish = wishes.get(id);
  if (wish === undefined || underWay.has(id)) return; // saved with an earlier press, or about to be
  underWay.add(id);
  const release = hold(id);
  let saved = !wish;
  try {
    for (let next = wish; next !== saved; next = wishes.get(id) ?? saved) {
      await withSession(() => setFavorite(id, next), { intent: t("fav.intent", { title }), signal });
      saved = next;
    }
    settleWaiting({ kind: "favorite", id, title, wish: saved });
    learn(id, { favorite: saved });
    say(performance, saved);
  } catch (error) {
    const failed = wishes.get(id) ?? wish;
    const isKept = keepUnsent(error, { kind: "favorite", id, title, wish: failed });
    if (presence.get() !== null) learn(id, { favorite: isKept ? failed : saved });
    if (!isKept && !isAbort(error)) fail(performance, failed, error);
  } finally {
    wishes.delete(id);
    underWay.delete(id);
    release();
  }
}

/**
 * @param {Named} performance
 * @param {boolean} wish
 */
function again(performance, wish) {
  const isMember = presence.get() !== null;
  if (isMember) wishFor(performance.id, wish);
  else setKeptHere(performance.id, wish);
  return afterPress(performance, wish, isMember);
}

/**
 * @param {Named} performance
 * @param {boolean} isKept
 */
function say(performance, isKept) {
  if (isKept) announce(t("fav.added", { title: performance.title }));
  else
    toast(t("fav.removed", { title: performance.title }), {
      action: { label: t("undo"), onclick: () => again(performance, true) },
    });
}

/**
 * @param {Named} performance
 * @param {boolean} wish
 * @param {unknown} error
 */
function fail(performance, wish, error) {
  console.warn(error);
  const { code, status } = /** @type {{ code?: string, status?: number }} */ (error);
  if (code === "not_signed_in") return;
  const why = status === 429 || status === 503 ? ` ${problemText(error)}` : "";
  toast(t("fav.failed") + why, { action: { label: t("retry"), onclick: () => again(performance, wish) } });
}

/**
 * Bring what this device keeps to the account.
 * @returns {Promise<boolean>} whether that worked
 */
export async function mergeKept() {
  const ids = keptHere();
  try {
    const { added } = await mergeFavorites(ids);
    keepHere(keptHere().filter((id) => !ids.includes(id)));
    for (const id of ids) learn(id, { favorite: true });
    toast(t("merge.done", { n: added }));
    return true;
  } catch (error) {
    console.warn(error);
    toast(`${t("merge.failed")} ${problemText(error)}`, { action: { label: t("retry"), onclick: mergeKept } });
    return false;
  }
}
