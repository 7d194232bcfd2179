/** The service worker, registered through the one Trusted Types policy; it makes what was seen work offline. */

import { t } from "../core/i18n.js";
import { toast } from "./notify.js";

const SCRIPT = "/sw.js";
const CHECK_EVERY_MS = 3_600_000;
const JUST_LOADED_MS = 10_000;

/** @typedef {{ createScriptURL(value: string): string }} Policy */
/** @typedef {{ createPolicy(name: string, rules: object): Policy }} TrustedTypes */

/** @returns {string} the script's address, trusted where the browser asks for that */
function trustedScript() {
  const trusted = /** @type {{ trustedTypes?: TrustedTypes }} */ (/** @type {unknown} */ (globalThis)).trustedTypes;
  const policy = trusted?.createPolicy("app", {
    createScriptURL(/** @type {string} */ value) {
      if (value !== SCRIPT) throw new TypeError(`not a script of this app: ${value}`);
      return value;
    },
  });
  return policy ? policy.createScriptURL(SCRIPT) : SCRIPT;
}

/** Register the worker, and offer a new version when one comes while the app is open. */
export async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(trustedScript(), { scope: "/" });
    registration.addEventListener("updatefound", () => offer(registration));
    offer(registration);
    setInterval(() => registration.update().catch(() => {}), CHECK_EVERY_MS); // offline: the next hour will do
  } catch (error) {
    console.warn("the app works online only", error);
  }
}

/** @param {ServiceWorkerRegistration} registration */
function offer(registration) {
  const worker = registration.waiting ?? registration.installing;
  if (!worker || !navigator.serviceWorker.controller) return; // the first installation is no news
  const fresh = performance.now() < JUST_LOADED_MS; // what runs came from the network a moment ago: nothing to reload
  const act = () => {
    if (worker.state !== "installed") return;
    if (fresh) worker.postMessage("skip-waiting");
    else toast(t("update.ready"), { stays: true, action: { label: t("update.reload"), onclick: () => renew(worker) } });
  };
  worker.addEventListener("statechange", act);
  act();
}

/** @param {ServiceWorker} worker */
function renew(worker) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  worker.postMessage("skip-waiting");
}
