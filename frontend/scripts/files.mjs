/** What the generating scripts share: finding files, writing them or, with `--check`, comparing them. */

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
/** Slices of Pretendard in use, by number: the fourteen commonest, which hold 1,400 letters. */
export const FONT_SLICES = /^(7[89]|8\d|9[01])$/;
export const CHECK = process.argv.includes("--check");

/** @returns {string[]} every file under a folder of the project, as paths from its root, sorted */
export function filesUnder(folder) {
  const found = [];
  for (const entry of readdirSync(join(ROOT, folder))) {
    const path = join(folder, entry);
    if (statSync(join(ROOT, path)).isDirectory()) found.push(...filesUnder(path));
    else found.push(path.split("\\").join("/"));
  }
  return found.sort();
}

export function read(path) {
  return readFileSync(join(ROOT, path));
}

/** Write a generated file; with `--check`, end with status 1 when it is not what would be written. */
export function emit(path, content, command) {
  const bytes = Buffer.from(content);
  let current = null;
  try {
    current = read(path);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  if (current?.equals(bytes)) return;
  if (CHECK) {
    console.error(`${path} is not up to date: run \`npm run ${command}\``);
    process.exitCode = 1;
    return;
  }
  writeFileSync(join(ROOT, path), bytes);
  console.log(`wrote ${path} (${bytes.length} bytes)`);
}

/** The modules that a module needs before it runs (static imports), with itself, each once, in order of first need. */
export function staticImports(entry, seen = new Set()) {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const source = stripComments(read(entry).toString());
  for (const [, target] of source.matchAll(
    /^\s*(?:import|export)\b(?!\s*\()[^;"']*?(?:from\s*)?["'](\.[^"']+)["']/gm,
  )) {
    staticImports(
      relative(ROOT, resolve(ROOT, dirname(entry), target))
        .split("\\")
        .join("/"),
      seen,
    );
  }
  return seen;
}

/** A source without its comments, line breaks kept. */
export function stripComments(source) {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1");
}
