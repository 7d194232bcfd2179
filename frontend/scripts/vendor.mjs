/**
 * Copies the listed files of the pinned packages, with their licences, to vendor/<name>/<version>/ and notes their
 * hashes in vendor.lock.json. With `--check`: fails on any difference between the copies, the notes and node_modules.
 */

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { CHECK, emit, FONT_SLICES, filesUnder, ROOT, read } from "./files.mjs";

const SUBSET = "dist/web/variable/woff2-dynamic-subset";

/** Files to take: where they are in the package, and where they go (left out: the same file name at the top). */
const PACKAGES = {
  bootstrap: [["dist/css/bootstrap.min.css"], ["LICENSE"]],
  pretendard: [
    ["dist/web/variable/pretendardvariable-dynamic-subset.css"],
    ["dist/LICENSE.txt"],
    ...subsets().map((file) => [`${SUBSET}/${file}`, `woff2-dynamic-subset/${file}`]),
  ],
  "bootstrap-icons": [["LICENSE"]],
};

function subsets() {
  const folder = join(ROOT, "node_modules/pretendard", SUBSET);
  if (!existsSync(folder)) {
    console.error("node_modules is missing: run `npm ci`");
    process.exit(1);
  }
  return readdirSync(folder)
    .filter((file) => FONT_SLICES.test(/(\d+)\.woff2$/.exec(file)?.[1] ?? ""))
    .sort();
}

function version(name) {
  return JSON.parse(read(`node_modules/${name}/package.json`)).version;
}

function sha384(bytes) {
  return `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
}

function complain(text) {
  console.error(`${text}: run \`npm run vendor\``);
  process.exitCode = 1;
}

/** Copy a file, or compare the copy. */
function copy(source, target) {
  if (CHECK) {
    if (!existsSync(join(ROOT, target)) || !read(target).equals(read(source))) complain(`${target} differs`);
    return;
  }
  mkdirSync(dirname(join(ROOT, target)), { recursive: true });
  cpSync(join(ROOT, source), join(ROOT, target));
}

const wanted = new Map();
for (const [name, files] of Object.entries(PACKAGES)) {
  for (const [from, to = from.split("/").at(-1)] of files) {
    wanted.set(`vendor/${name}/${version(name)}/${to}`, `node_modules/${name}/${from}`);
  }
}
const lock = {};
for (const target of [...wanted.keys()].sort()) {
  copy(wanted.get(target), target);
  lock[target] = { version: target.split("/")[2], integrity: sha384(read(wanted.get(target))) };
}
for (const file of existsSync(join(ROOT, "vendor")) ? filesUnder("vendor") : []) {
  if (wanted.has(file)) continue;
  if (CHECK) complain(`${file} is in no list`);
  else rmSync(join(ROOT, file));
}
emit("vendor.lock.json", `${JSON.stringify(lock, null, 2)}\n`, "vendor");
