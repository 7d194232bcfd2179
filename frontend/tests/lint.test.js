import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BANNED = [
  'document.body.innerHTML = "x";',
  'document.body.innerHTML += "x";',
  'document.body["innerHTML"] = "x";',
  "console.log(document.body.outerHTML);",
  'document.body.insertAdjacentHTML("beforeend", "x");',
  'document.body.setHTMLUnsafe("x");',
  'document.createRange().createContextualFragment("x");',
  'document.write("x");',
  'new DOMParser().parseFromString("x", "text/html");',
  'new Function("x")();',
  'eval("1");',
];

/** @param {string} code @returns {number[]} the lines that are refused */
function refusedLines(code) {
  const name = `probe-${process.pid}.js`;
  const file = `${ROOT}tests/${name}`;
  const biome = `${ROOT}node_modules/.bin/biome`;
  writeFileSync(file, code); // the linter only reads files of the project
  try {
    const { stdout, stderr } = spawnSync(biome, ["lint", "--max-diagnostics=none", file], {
      cwd: ROOT,
      encoding: "utf8",
    });
    const hits = (stdout + stderr).matchAll(new RegExp(`${name}:(\\d+):\\d+ (?:plugin|lint/security)`, "g"));
    return [...new Set([...hits].map(([, line]) => Number(line)))].sort((a, b) => a - b);
  } finally {
    rmSync(file);
  }
}

test("the linter refuses HTML and code from strings, and nothing else", () => {
  const fine = ['document.body.textContent = "innerHTML";'];

  const refused = refusedLines(`${[...BANNED, ...fine].join("\n")}\n`);

  assert.deepEqual(
    refused,
    BANNED.map((_, index) => index + 1),
  );
});
