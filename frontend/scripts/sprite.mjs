/**
 * Draws assets/icons.svg from the Bootstrap Icons whose names stand in src/ as `icon("name")` or `icon: "name"`.
 * With `--check`: fails when the sprite is not what would be drawn.
 */

import { emit, filesUnder, read, stripComments } from "./files.mjs";

const USE = /\bicon(?:\(|:)\s*"([a-z0-9-]+)"/gi;
const CHOSEN_INSIDE = /\bicon\([^")]*\?/; // such a name would be missing from the sprite, and the icon from the page
const names = new Set();
for (const file of filesUnder("src").filter((path) => path.endsWith(".js"))) {
  const source = stripComments(read(file).toString());
  if (CHOSEN_INSIDE.test(source)) throw new Error(`${file}: choose between icon("a") and icon("b"), not inside icon()`);
  for (const [, name] of source.matchAll(USE)) names.add(name);
}

const symbols = [...names].sort().map((name) => {
  const source = read(`node_modules/bootstrap-icons/icons/${name}.svg`).toString();
  const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(source)[1].replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 16 16">${inner}</symbol>`;
});
const note =
  "<!-- Bootstrap Icons 1.13.2, MIT licence: vendor/bootstrap-icons/1.13.2/LICENSE. Made by `npm run sprite`. -->";
emit("assets/icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${note}\n${symbols.join("\n")}\n</svg>\n`, "sprite");
