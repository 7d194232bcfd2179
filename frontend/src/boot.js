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
  const path = location.pathname.replace(/^\/en(?=\/|$)/, "").replace(/(?<=.)\/$/, "") || "/";
  if (path === "/") ask("/home");
  if (/^\/(performances\/PF|venues\/FC)\d+$/.test(path)) ask(path);
  if (kept("options:1") === null) ask("/options");

  // The modules of this page and language, besides those of every page that index.html names.
  const FILES = {
    // preload: made by `npm run preload`
    home: [
      "pages/home.js",
      "ui/badges.js",
      "ui/card.js",
      "ui/controls.js",
      "ui/heart.js",
      "ui/poster.js",
      "ui/ranking-block.js",
      "ui/spotlight.js",
      "ui/strip.js",
    ],
    rankings: [
      "core/query.js",
      "pages/rankings.js",
      "ui/badges.js",
      "ui/card.js",
      "ui/controls.js",
      "ui/heart.js",
      "ui/poster.js",
    ],
    browse: [
      "styles/browse.css",
      "api/performances.js",
      "core/query.js",
      "pages/browse.js",
      "pages/browse/bar.js",
      "pages/browse/browser.js",
      "pages/browse/heading.js",
      "pages/browse/known.js",
      "pages/browse/results.js",
      "pages/browse/tools.js",
      "state/browse-choices.js",
      "state/browse-filters.js",
      "state/filter-labels.js",
      "ui/badges.js",
      "ui/card.js",
      "ui/chip.js",
      "ui/controls.js",
      "ui/heart.js",
      "ui/marked.js",
      "ui/more.js",
      "ui/poster.js",
    ],
    wide: [
      "pages/browse/rail.js",
      "state/browse-facets.js",
      "ui/filter-days.js",
      "ui/filter-option.js",
      "ui/filter-panel.js",
    ],
    performance: [
      "styles/detail.css",
      "api/performances.js",
      "core/units.js",
      "pages/performance.js",
      "ui/badges.js",
      "ui/card.js",
      "ui/detail-about.js",
      "ui/detail-actions.js",
      "ui/detail-head.js",
      "ui/detail-when.js",
      "ui/heart.js",
      "ui/poster.js",
      "ui/sellers.js",
      "ui/share.js",
    ],
    venue: [
      "styles/detail.css",
      "api/performances.js",
      "core/hash.js",
      "core/units.js",
      "pages/venue.js",
      "ui/badges.js",
      "ui/card.js",
      "ui/constellation.js",
      "ui/dialog.js",
      "ui/heart.js",
      "ui/poster.js",
      "ui/share.js",
      "ui/venue-card.js",
    ],
    recommendations: [
      "styles/recs.css",
      "api/account.js",
      "api/recommendations.js",
      "core/session.js",
      "pages/recommendations.js",
      "state/account-rules.js",
      "state/account.js",
      "state/drafts.js",
      "state/taste.js",
      "ui/account-fields.js",
      "ui/badges.js",
      "ui/card.js",
      "ui/controls.js",
      "ui/dialog.js",
      "ui/form-fields.js",
      "ui/form.js",
      "ui/heart.js",
      "ui/poster.js",
      "ui/rec-views.js",
      "ui/recommended.js",
      "ui/sign-in.js",
      "ui/taste-saving.js",
    ],
    account: [
      "styles/account.css",
      "api/account.js",
      "core/session.js",
      "state/account-rules.js",
      "state/account.js",
      "state/drafts.js",
      "ui/account-fields.js",
      "ui/account-page.js",
      "ui/dialog.js",
      "ui/form-fields.js",
      "ui/form.js",
      "ui/sign-in.js",
    ],
    // /preload
  };
  /** @type {[RegExp, keyof typeof FILES][]} */
  const pages = [
    [/^\/$/, "home"],
    [/^\/rankings$/, "rankings"],
    [/^\/recommendations$/, "recommendations"],
    [/^\/performances\/[^/]+(\/review)?$/, "performance"],
    [/^\/venues\/./, "venue"],
    [/^\/(signin|signup|verify|password|me)(\/|$)/, "account"],
    [/^\/(performances$|(genres|regions|people|companies|tags)\/.)/, "browse"],
  ];
  const page = pages.find(([pattern]) => pattern.test(path))?.[1];
  const files = [`i18n/${root.lang}.js`, ...(page ? FILES[page] : [])];
  if (page === "browse" && matchMedia("(min-width: 62rem)").matches) files.push(...FILES.wide);
  if (page === "browse") files.push(`i18n/find.${root.lang}.js`);
  if (page === "performance" || page === "venue") files.push(`i18n/detail.${root.lang}.js`);
  if (page === "recommendations") files.push(`i18n/recs.${root.lang}.js`);
  if (page === "account") files.push(`i18n/account.${root.lang}.js`);
  for (const file of files) {
    const link = document.createElement("link");
    const isStyle = file.endsWith(".css");
    link.rel = isStyle ? "preload" : "modulepreload";
    if (isStyle) link.as = "style";
    link.href = isStyle ? `/${file}` : `/src/${file}`;
    document.head.append(link);
  }
})();
