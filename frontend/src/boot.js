// Runs before the first paint. Classic script: no imports here.
(() => {
  const root = document.documentElement;
  const kept = (/** @type {string} */ key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is blocked: as if nothing was kept
    }
  };

  // Neither theme nor language flashes.
  const theme = kept("theme");
  const dark = theme === '"dark"' || (theme !== '"light"' && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.bsTheme = dark ? "dark" : "light";
  root.lang = /^\/en(\/|$)/.test(location.pathname) ? "en" : "ko";

  // What the first screen shows is asked for while the modules are still on their way; core/http.js takes the answers.
  const base = (window.CULTUREPEDIA?.apiBase ?? "/api/v1").replace(/\/+$/, "");
  const headers = { Accept: "application/json", "Accept-Language": root.lang };
  const early = new Map();
  window.CULTUREPEDIA_EARLY = early;
  const ask = (/** @type {string} */ path) => {
    const answer = fetch(base + path, { headers, credentials: "omit" }).catch(() => null);
    early.set(`${root.lang} ${base}${path}`, answer);
  };
  if (/^\/(en\/?)?$/.test(location.pathname)) ask("/home");
  if (kept("options:1") === null) ask("/options");
})();
