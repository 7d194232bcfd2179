/** Starts the app. */

import { getHome } from "./api/catalogue.js";
import { setLanguage, splitLanguage } from "./core/i18n.js";
import { startRouter } from "./core/router.js";
import { ROUTES } from "./pages/index.js";
import { loadLabels } from "./state/labels.js";
import { startTheme } from "./state/theme.js";
import { mountFrame, syncedAt } from "./ui/frame.js";

/** Paths of this origin that other servers answer. */
const NOT_PAGES = /^\/(api|admin|media|assets|vendor|healthz|readyz|metrics)(\/|$)|\.[a-z0-9]+$/i;

async function start() {
  const app = /** @type {HTMLElement} */ (document.getElementById("app"));
  startTheme();
  const { language } = splitLanguage(location.pathname);
  const labels = loadLabels(); // pages wait for it; the request starts now
  await setLanguage(language);
  const main = mountFrame(app);
  await startRouter({
    routes: ROUTES,
    main,
    notFound: async (root, context) => (await import("./pages/not-found.js")).mount(root, context),
    failed: (error) => async (root, context) => (await import("./pages/failed.js")).failedPage(error)(root, context),
    leaves: (path) => NOT_PAGES.test(path),
  });
  await labels;
  const [{ loadFonts }, { startWorker }] = await Promise.all([import("./ui/fonts.js"), import("./ui/worker.js")]);
  loadFonts();
  startWorker();
  if (syncedAt.get() === null) await learnSyncTime();
}

/** The footer says how fresh the facts are on every page; only the home answer tells. */
async function learnSyncTime() {
  try {
    const home = await getHome({});
    syncedAt.set(home.last_synced_at);
  } catch (error) {
    console.warn("the time of the last update is not known", error); // the footer shows the source alone
  }
}

start();
