// Runs before the first paint, so that neither theme nor language flashes. Classic script: no imports here.
(() => {
  let theme = null;
  try {
    theme = JSON.parse(localStorage.getItem("theme") ?? "null");
  } catch {
    // Storage is blocked or holds foreign text: the system's theme is used.
  }
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  document.documentElement.lang = /^\/en(\/|$)/.test(location.pathname) ? "en" : "ko";
})();
