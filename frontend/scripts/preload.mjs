/**
 * Writes the list of modulepreload links into index.html: what the first page in Korean needs, so that the browser asks
 * for all modules at once. With `--check`: fails when the list is not current, and when it grows past its budget.
 */

import { emit, read, staticImports } from "./files.mjs";

const FIRST = ["src/main.js", "src/i18n/ko.js", "src/pages/home.js"];
const MAX_MODULES = 45;
const BLOCK = /(<!-- modulepreload: made by `npm run preload` -->\n)[\s\S]*?(\s*<!-- \/modulepreload -->)/;

const modules = new Set();
for (const entry of FIRST) staticImports(entry, modules);
if (modules.size > MAX_MODULES) {
  console.error(`${modules.size} modules before the first paint, at most ${MAX_MODULES} are allowed`);
  process.exitCode = 1;
}
const links = [...modules].sort().map((path) => `    <link rel="modulepreload" href="/${path}">`);
const page = read("index.html").toString();
if (!BLOCK.test(page)) throw new Error("index.html has no place for the modulepreload list");
emit(
  "index.html",
  page.replace(BLOCK, (_, start, end) => `${start}${links.join("\n")}${end}`),
  "preload",
);
