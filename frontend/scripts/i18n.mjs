/**
 * Checks the messages: both languages have the same keys and the same values inside, every key is used, every used key
 * exists, no Hangul stands in a string outside src/i18n/. A key made from parts, `theme.${name}`, uses all that fit.
 */

import accountEn from "../src/i18n/account.en.js";
import accountKo from "../src/i18n/account.ko.js";
import detailEn from "../src/i18n/detail.en.js";
import detailKo from "../src/i18n/detail.ko.js";
import mainEn from "../src/i18n/en.js";
import findEn from "../src/i18n/find.en.js";
import findKo from "../src/i18n/find.ko.js";
import mainKo from "../src/i18n/ko.js";
import mineEn from "../src/i18n/mine.en.js";
import mineKo from "../src/i18n/mine.ko.js";
import recsEn from "../src/i18n/recs.en.js";
import recsKo from "../src/i18n/recs.ko.js";
import reviewsEn from "../src/i18n/reviews.en.js";
import reviewsKo from "../src/i18n/reviews.ko.js";
import { filesUnder, read, stripComments } from "./files.mjs";

const problems = [];
const ko = {};
for (const part of [mainKo, detailKo, accountKo, reviewsKo, mineKo, findKo, recsKo]) {
  for (const key of Object.keys(part)) if (key in ko) problems.push(`${key} stands in two files`);
  Object.assign(ko, part);
}
const en = { ...mainEn, ...detailEn, ...accountEn, ...reviewsEn, ...mineEn, ...findEn, ...recsEn };
const values = (message) => {
  const texts = typeof message === "string" ? [message] : Object.values(message);
  const names = texts.flatMap((text) => [...text.matchAll(/\{~?(\w+)/g)].map(([, name]) => name));
  return [...new Set(names)].sort().join(" ");
};
for (const key of new Set([...Object.keys(ko), ...Object.keys(en)])) {
  if (!(key in ko)) problems.push(`${key} is missing in ko.js`);
  else if (!(key in en)) problems.push(`${key} is missing in en.js`);
  else if (values(ko[key]) !== values(en[key])) problems.push(`${key} has other values in ko.js than in en.js`);
}

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/;
const KEY = /^[a-z][\w-]*(?:\.[\w-]+)+$/i;
const used = new Set();
const sources = filesUnder("src").filter((path) => path.endsWith(".js") && !path.startsWith("src/i18n/"));
for (const file of [...sources, "sw.js"]) {
  const source = stripComments(read(file).toString());
  for (const [index, line] of source.split("\n").entries()) {
    if (HANGUL.test(line)) problems.push(`${file}:${index + 1} has Korean text: move it to src/i18n/`);
  }
  for (const key of Object.keys(ko)) if (source.includes(`"${key}"`)) used.add(key);
  for (const [, template] of source.matchAll(/`([a-z][\w-]*\.[^`\n]*\$\{[^`\n]*)`/gi)) useAll(template);
  for (const [, key] of source.matchAll(/\bt\(\s*"([^"]+)"/g)) {
    if (KEY.test(key) && !(key in ko)) problems.push(`${file} uses ${key}, which does not exist`);
  }
}

/** Mark every key that a template can give. */
function useAll(template) {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join("[\\w.-]+")}$`);
  for (const key of Object.keys(ko)) if (pattern.test(key)) used.add(key);
}

for (const key of Object.keys(ko)) if (!used.has(key)) problems.push(`${key} is not used`);
for (const problem of problems) console.error(problem);
console.log(`${Object.keys(ko).length} messages in two languages, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
