/** The service worker, registered through the one Trusted Types policy; it makes what was seen work offline. */

import { t } from "../core/i18n.js";
import { toast } from "./toast.js";

const SCRIPT = "/sw.js";

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

/** Register the worker, and offer a new version when there is one. */
export async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(trustedScript(), { scope: "/" });
    registration.addEventListener("updatefound", () => offer(registration));
    offer(registration);
  } catch (error) {
    console.warn("the app works online only", error);
  }
}

/** @param {ServiceWorkerRegistration} registration */
function offer(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (!worker || !navigator.serviceWorker.controller) return; // the first installation is no news
  const ask = () => {
    if (worker.state !== "installed") return;
    toast(t("update.ready"), { stays: true, action: { label: t("update.reload"), onclick: () => renew(worker) } });
  };
  worker.addEventListener("statechange", ask);
  ask();
}

/** @param {ServiceWorker} worker */
function renew(worker) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  worker.postMessage("skip-waiting");
}
