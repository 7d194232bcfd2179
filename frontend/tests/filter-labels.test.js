import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { useMessages } from "../src/core/i18n.js";
import mainEn from "../src/i18n/en.js";
import findEn from "../src/i18n/find.en.js";
import findKo from "../src/i18n/find.ko.js";
import mainKo from "../src/i18n/ko.js";
import { chosen } from "../src/state/browse-choices.js";
import { parseFilters } from "../src/state/browse-filters.js";
import { choiceLabel, quoted, summaryOf } from "../src/state/filter-labels.js";

const ko = { ...mainKo, ...findKo };
const en = { ...mainEn, ...findEn };
const parse = (query) => parseFilters(new URLSearchParams(query));
const labels = (query) => chosen(parse(query)).map(choiceLabel);

beforeEach(() => useMessages("ko", ko));

test("it names every kind of choice", () => {
  assert.deepEqual(labels("when=weekend&flag=daehakro,openrun&price_max=30000"), [
    "이번 주말",
    "대학로",
    "오픈런",
    "3만원 이하",
  ]);
  assert.deepEqual(labels("price_max=0"), ["무료"]);
  assert.deepEqual(labels("from=2030-12-01&to=2030-12-05"), ["2030.12.1 – 12.5"]);
  assert.deepEqual(labels("from=2030-12-01"), ["2030.12.1부터"]);
  assert.deepEqual(labels("to=2030-12-05"), ["2030.12.5까지"]);
});

test("it names them in English", () => {
  useMessages("en", en);

  assert.deepEqual(labels("when=today&price_max=100000&to=2030-12-05"), ["Today", "Up to ₩100,000"]);
  assert.deepEqual(labels("to=2030-12-05"), ["Until Dec 5, 2030"]);
  assert.equal(
    quoted(chosen(parse("flag=kids,visit,festival"))),
    "“With kids”, “Visiting productions” and “Festivals”",
  );
});

test("it puts time first, counts what is too much, and says nothing when nothing is chosen", () => {
  assert.equal(summaryOf(parse("")), "");
  assert.equal(summaryOf(parse("flag=kids&when=today")), "오늘 아이와 함께");
  assert.equal(summaryOf(parse("flag=kids,visit")), "아이와 함께·내한");
  assert.equal(summaryOf(parse("flag=kids,visit,festival")), "아이와 함께 외 2");
  assert.equal(summaryOf(parse("when=today&flag=kids&access=ramp&price_max=0")), "오늘 아이와 함께 ramp 외 조건 1개");
});

test("it joins quoted names with the particle that fits", () => {
  assert.equal(quoted(chosen(parse("flag=visit"))), "‘내한’");
  assert.equal(quoted(chosen(parse("flag=visit,festival"))), "‘내한’과 ‘축제’");
  assert.equal(quoted(chosen(parse("flag=kids,festival,daehakro"))), "‘아이와 함께’, ‘축제’와 ‘대학로’");
});
