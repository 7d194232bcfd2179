/**
 * Weighs what the app ships, file by file as it travels (Brotli), against its budgets; prints the figures and fails
 * past one. What a browser really loads is measured by `make budgets`.
 */

import { brotliCompressSync, constants } from "node:zlib";
import { filesUnder, read, staticImports } from "./files.mjs";

const KB = 1024;
const QUALITY = 5; // as servers compress on the fly; files compressed beforehand are smaller
const options = { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } };
const weigh = (files) => [...files].reduce((sum, file) => sum + brotliCompressSync(read(file), options).length, 0);

const first = new Set(["src/boot.js", "config.js"]);
for (const entry of ["src/main.js", "src/i18n/ko.js", "src/pages/home.js"]) staticImports(entry, first);
const scripts = filesUnder("src").filter((path) => path.endsWith(".js"));
const oneLanguage = (language) => scripts.filter((path) => !path.endsWith(language === "ko" ? "en.js" : "ko.js"));
const linked = [
  ...read("index.html")
    .toString()
    .matchAll(/rel="stylesheet" href="\/([^"]+)"(?! media="print")/g),
];
const styles = linked.map(([, path]) => path);

const budgets = [
  ["JavaScript of the first view", weigh(first), 50 * KB],
  ["JavaScript of every page", Math.max(weigh(oneLanguage("ko")), weigh(oneLanguage("en"))), 215 * KB],
  ["style sheets", weigh(styles), 36 * KB],
  ["index.html", weigh(["index.html"]), 12 * KB],
  ["icon sprite", weigh(["assets/icons.svg"]), 10 * KB],
];
for (const [name, bytes, limit] of budgets) {
  console.log(`${name.padEnd(30)} ${(bytes / KB).toFixed(1).padStart(6)} of ${limit / KB} KB`);
  if (bytes > limit) process.exitCode = 1;
}
console.log(`${"modules of the first view".padEnd(30)} ${String(first.size).padStart(6)}`);
