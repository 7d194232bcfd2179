import assert from "node:assert/strict";
import { test } from "node:test";
import { hash } from "../src/core/hash.js";
import { breakTitle } from "../src/ui/type-poster.js";

test("titles break at spaces, long words in the middle", () => {
  assert.deepEqual(breakTitle("백야의 우편배달부"), ["백야의", "우편배달부"]);
  assert.deepEqual(breakTitle("서른, 이사"), ["서른, 이사"]);
  assert.deepEqual(breakTitle("최현우 아판타시아 [서울 서초]"), ["최현우", "아판타시아"]);
  assert.deepEqual(breakTitle("시민교향악단정기연주회"), ["시민교향악단정", "기연주회"]);
});

test("no more than four lines, whatever comes", () => {
  for (const title of ["가 ".repeat(500), "가".repeat(500), "word ".repeat(80), "[서울]", "", "   ", "🎭".repeat(40)]) {
    const lines = breakTitle(title);
    assert.ok(lines.length <= 4, title.slice(0, 10));
    for (const line of lines) assert.ok([...line].length <= 16, line);
  }
});

test("the same performance always has the same drawing", () => {
  assert.equal(hash("PF273608"), hash("PF273608"));
  assert.notEqual(hash("PF273608"), hash("PF273609"));
});
