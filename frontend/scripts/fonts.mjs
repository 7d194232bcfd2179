/**
 * Writes assets/fonts.css: the slices of Pretendard that hold the letters people really write, from the published style
 * sheet. The rare ones are left to the system's fonts: each costs 25 KB for a letter or two, and a page that has some of
 * each pulled half a megabyte. With `--check`: fails when the file is not what would be written.
 */

import { emit, FONT_SLICES, filesUnder, read } from "./files.mjs";

const sheet = filesUnder("vendor/pretendard").find((path) => path.endsWith(".css"));
const base = `/${sheet.slice(0, sheet.lastIndexOf("/"))}/`;
const faces = [];
for (const [, number, face] of read(sheet)
  .toString()
  .matchAll(/\/\* \[(\d+)\] \*\/\s*(@font-face\s*\{[^}]*\})/g)) {
  if (FONT_SLICES.test(number)) faces.push(face.replace(/\s+/g, " ").replace("url(./", `url(${base}`));
}
if (faces.length === 0) throw new Error("the published style sheet has no numbered slices");
const note = `/* From ${sheet}, SIL Open Font License 1.1: ${base}LICENSE.txt. Made by \`npm run fonts\`. */`;
emit("assets/fonts.css", `${note}\n${faces.join("\n")}\n`, "fonts");
