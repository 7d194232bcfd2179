/**
 * Writes into sw.js the list of files that make the app start without a connection, and a version made from their
 * contents. With `--check`: fails when the list is not current, or when it weighs more than its budget.
 */

import { createHash } from "node:crypto";
import { brotliCompressSync } from "node:zlib";
import { emit, filesUnder, read } from "./files.mjs";

const MAX_BYTES = 350 * 1024; // compressed, as it travels
const BLOCK = /(\/\/ precache: made by `npm run precache`\n)[\s\S]*?(\/\/ \/precache)/;

const files = [
  "index.html",
  "config.js",
  "manifest.webmanifest",
  ...filesUnder("assets").filter((path) => path.endsWith(".svg")),
  ...filesUnder("src").filter((path) => path.endsWith(".js")),
  ...filesUnder("styles").filter((path) => path.endsWith(".css")),
  ...filesUnder("vendor").filter((path) => path.endsWith(".min.css")),
];
const hash = createHash("sha256");
let bytes = 0;
for (const file of files) {
  const content = read(file);
  hash.update(file).update("\0").update(content);
  bytes += brotliCompressSync(content).length;
}
if (bytes > MAX_BYTES) {
  console.error(`the precached files weigh ${bytes} bytes, at most ${MAX_BYTES} are allowed`);
  process.exitCode = 1;
}
const addresses = files.map((file) => (file === "index.html" ? "/" : `/${file}`));
const list = addresses.map((address) => `  "${address}",`).join("\n");
const block = `const VERSION = "${hash.digest("hex").slice(0, 12)}";\n/** @type {string[]} */\nconst PRECACHE = [\n${list}\n];\n`;
const worker = read("sw.js").toString();
if (!BLOCK.test(worker)) throw new Error("sw.js has no place for the precache list");
emit(
  "sw.js",
  worker.replace(BLOCK, (_, start, end) => `${start}${block}${end}`),
  "precache",
);
