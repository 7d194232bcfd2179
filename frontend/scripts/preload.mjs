/**
 * Writes who needs which module first, so that the browser asks for all at once: into index.html the modules of every
 * page, into src/boot.js those of each page. With `--check`: fails when a list is not current, or when a first page
 * needs more modules than its budget.
 */

import { emit, read, staticImports } from "./files.mjs";

const EVERYWHERE = ["src/main.js"];
/** As the routes in src/pages/index.js; boot.js finds the page from the address. */
const PAGES = {
  home: { modules: ["src/pages/home.js"] },
  rankings: { modules: ["src/pages/rankings.js"] },
  browse: { modules: ["src/pages/browse.js"], styles: ["styles/browse.css"] },
  wide: { modules: ["src/pages/browse/rail.js"], beside: "browse" },
  performance: { modules: ["src/pages/performance.js"], styles: ["styles/detail.css"] },
  venue: { modules: ["src/pages/venue.js"], styles: ["styles/detail.css"] },
  recommendations: { modules: ["src/pages/recommendations.js"], styles: ["styles/recs.css"] },
  account: { modules: ["src/ui/account-page.js"], styles: ["styles/account.css"] }, // what all of its pages share
};
const MAX_MODULES = 45;
const IN_HTML = /(<!-- modulepreload: made by `npm run preload` -->\n)[\s\S]*?(\n\s*<!-- \/modulepreload -->)/;
const IN_BOOT = /(\/\/ preload: made by `npm run preload`\n)[\s\S]*?(\n\s*\/\/ \/preload)/;

function closure(entries) {
  const modules = new Set();
  for (const entry of entries) staticImports(entry, modules);
  return modules;
}

function fill(path, pattern, lines) {
  const text = read(path).toString();
  if (!pattern.test(text)) throw new Error(`${path} has no place for the list`);
  emit(
    path,
    text.replace(pattern, (_, start, end) => `${start}${lines.join("\n")}${end}`),
    "preload",
  );
}

const common = closure(EVERYWHERE);
const own = {};
for (const [name, { modules, styles = [], beside }] of Object.entries(PAGES)) {
  const known = beside ? new Set([...common, ...closure(PAGES[beside].modules)]) : common;
  const needed = [...closure(modules)].filter((path) => !known.has(path));
  if (!beside && common.size + needed.length + 1 > MAX_MODULES) {
    console.error(`${name}: ${common.size + needed.length + 1} modules before the first paint, at most ${MAX_MODULES}`);
    process.exitCode = 1;
  }
  own[name] = [...styles, ...needed.sort()].map((path) => path.replace(/^src\//, ""));
}
fill(
  "index.html",
  IN_HTML,
  [...common].sort().map((path) => `    <link rel="modulepreload" href="/${path}">`),
);
fill(
  "src/boot.js",
  IN_BOOT,
  Object.entries(own).flatMap(([name, paths]) => [
    `    ${name}: [`,
    ...paths.map((path) => `      "${path}",`),
    "    ],",
  ]),
);
