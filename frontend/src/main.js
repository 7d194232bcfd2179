/** Starts the app. */

import { getHome } from "./api/catalogue.js";
import { setLanguage, splitLanguage } from "./core/i18n.js";
import { presence, startPresence } from "./core/presence.js";
import { currentPage, startRouter } from "./core/router.js";
import { readLocal } from "./core/store.js";
import { ROUTES } from "./pages/index.js";
import { loadLabels } from "./state/labels.js";
import { keptHere } from "./state/mine.js";
import { startTheme } from "./state/theme.js";
import { mountFrame, syncedAt } from "./ui/frame.js";
import { whenNear } from "./ui/section.js";

/** Paths of this origin that other servers answer. */
const NOT_PAGES = /^\/(api|admin|media|assets|vendor|healthz|readyz|metrics)(\/|$)|\.[a-z0-9]+$/i;

/** Wide screens with a mouse; phones keep their own fonts. */
const ROOM_FOR_FONTS = "(min-width: 768px) and (pointer: fine)";

async function start() {
  const app = /** @type {HTMLElement} */ (document.getElementById("app"));
  startTheme();
  startPresence();
  watchEntering();
  watchWaiting();
  const { language } = splitLanguage(location.pathname);
  const labels = loadLabels(); // pages wait for it; the request starts now
  await setLanguage(language);
  const main = mountFrame(app);
  if (presence.get() !== null && readLocal("removals")) await (await import("./ui/undoable.js")).finishRemovals();
  await startRouter({
    routes: ROUTES,
    main,
    notFound: async (root, context) => (await import("./pages/not-found.js")).mount(root, context),
    failed: (error) => async (root, context) => (await import("./pages/failed.js")).failedPage(error)(root, context),
    leaves: (path) => NOT_PAGES.test(path),
  });
  await labels;
  const [fonts, { startWorker }] = await Promise.all([
    matchMedia(ROOM_FOR_FONTS).matches ? import("./ui/fonts.js") : null,
    import("./ui/worker.js"),
  ]);
  fonts?.loadFonts();
  startWorker();
  if (syncedAt.get() === null) whenNear(/** @type {Element} */ (app.querySelector("footer")), learnSyncTime);
}

/** Who comes in may have kept something on this device before: they are asked once the page they wanted is there. */
function watchEntering() {
  let isIn = presence.get() !== null;
  let isDue = false;
  presence.subscribe((initial) => {
    isDue = initial !== null && !isIn;
    isIn = initial !== null;
  });
  currentPage.subscribe(async () => {
    if (!isDue || !(keptHere().length > 0 || readLocal("taste") || readLocal("dismissals"))) return;
    isDue = false;
    (await import("./ui/merging.js")).offerMerge();
  });
}

/** What waits for a connection is sent when there is one, and its writer is signed in. */
function watchWaiting() {
  const send = async () => {
    if (presence.get() !== null && readLocal("outbox")) (await import("./ui/outbox.js")).sendWaiting();
  };
  addEventListener("online", send);
  presence.subscribe(send);
  send();
}

/** The footer says how fresh the facts are on every page; only the home answer tells. */
async function learnSyncTime() {
  if (syncedAt.get() !== null) return; // the home page was visited meanwhile
  try {
    const home = await getHome({});
    syncedAt.set(home.last_synced_at);
  } catch (error) {
    console.warn("the time of the last update is not known", error); // the footer shows the source alone
  }
}

start();
