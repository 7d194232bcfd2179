import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { currentLanguage, splitLanguage, to, t as translate, useMessages } from "../src/core/i18n.js";
import { particle } from "../src/i18n/particles.js";

const t = /** @type {(key: string, params?: Record<string, string | number>) => string} */ (translate);
const KO = {
  plain: "홈",
  relax: "‘{filter}’{~filter|을를} 빼면 {n}편",
  enjoy: "{genre|을를} 즐겨 보시니",
};
const EN = { shows: { one: "{n} show", other: "{n} shows" } };

beforeEach(() => useMessages("ko", KO));

test("messages take values, with grouped numbers", () => {
  assert.equal(t("relax", { filter: "제주", n: 1234 }), "‘제주’를 빼면 1,234편");
  assert.equal(t("enjoy", { genre: "국악" }), "국악을 즐겨 보시니");
});

test("values are not read as messages", () => {
  assert.equal(t("enjoy", { genre: "{filter|을를}$&" }), "{filter|을를}$&을 즐겨 보시니");
});

test("a missing key or value is a mistake, not an empty text", () => {
  assert.throws(() => t("absent"), /no message absent/);
  assert.throws(() => t("relax", { n: 1 }), /no value for/);
});

test("English chooses the plural by its rules", () => {
  useMessages("en", EN);
  assert.equal(t("shows", { n: 1 }), "1 show");
  assert.equal(t("shows", { n: 0 }), "0 shows");
  assert.equal(t("shows", { n: 2000 }), "2,000 shows");
});

test("particles follow the last sound", () => {
  const cases = [
    ["연극", "을를", "을"],
    ["뮤지컬", "으로", "로"],
    ["제주", "이가", "가"],
    ["서울", "은는", "은"],
    ["‘무용’", "과와", "과"],
    ["어둡게", "으로", "로"],
    ["시스템", "으로", "으로"],
    ["리버사이드 1988", "을를", "을"],
    ["5", "을를", "를"],
    ["Musical", "으로", "로"],
    ["", "을를", "를"],
    ["🎭", "을를", "를"],
  ];
  for (const [text = "", pair = "", expected] of cases) assert.equal(particle(text, pair), expected, `${text} ${pair}`);
  assert.throws(() => particle("말", "없음"), RangeError);
});

test("the language is the first part of the path", () => {
  assert.deepEqual(splitLanguage("/en"), { language: "en", path: "/" });
  assert.deepEqual(splitLanguage("/en/rankings"), { language: "en", path: "/rankings" });
  assert.deepEqual(splitLanguage("/english"), { language: "ko", path: "/english" });
  assert.deepEqual(splitLanguage("/"), { language: "ko", path: "/" });
  for (const path of ["/", "/rankings?genre=play#top", "/?genre=play"]) {
    assert.equal(to(path, "ko"), path);
    assert.equal(splitLanguage(new URL(to(path, "en"), "http://x").pathname).path, new URL(path, "http://x").pathname);
  }
  assert.equal(to("/about"), "/about");
  assert.equal(currentLanguage(), "ko");
});
