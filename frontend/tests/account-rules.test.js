import assert from "node:assert/strict";
import { test } from "node:test";
import { emailProblem, lengthProblem, passwordRules } from "../src/state/account-rules.js";
import { loadLabels } from "../src/state/labels.js";

const PERSON = { email: "seoyeon.kim@example.com", username: "달의 기록자" };
/** @param {string} password @param {any} [refused] */
const met = (password, refused) => passwordRules(password, PERSON, refused).map((rule) => rule.met);

test("an address without a dot in its domain gets a hint of its own", () => {
  assert.equal(emailProblem(" "), "empty");
  assert.equal(emailProblem("name@examplecom"), "dot");
  for (const wrong of [
    "name",
    "@example.com",
    "name@",
    "a b@example.com",
    "a@b@c.de",
    "a@.com",
    "a@b..c",
    "a@b.c.",
    "a@b,c.d",
  ])
    assert.equal(emailProblem(wrong), "wrong", wrong);
  for (const fine of ["a@b.co", " name+tag@example.co.kr ", "o'neil@sub.example.org", "name@한글.한국", "a@b.c"])
    assert.equal(emailProblem(fine), null, fine);
});

test("letters are counted as people count them", () => {
  assert.equal(lengthProblem(""), "empty");
  assert.equal(lengthProblem("일곱글자예요"), "short");
  assert.equal(lengthProblem("여덟글자입니다요"), null);
  assert.equal(lengthProblem("🎭".repeat(7)), "short");
  assert.equal(lengthProblem("🎭".repeat(128)), null);
  assert.equal(lengthProblem("a".repeat(129)), "long");
});

test("rules are open until something is typed", () => {
  assert.deepEqual(met(""), [null, null, null]);
  assert.deepEqual(met("short"), [false, true, null]);
  assert.deepEqual(met("long enough"), [true, true, null]);
});

test("the person's own words are noticed, short ones are not", () => {
  assert.deepEqual(met("SEOYEON.KIM-1"), [true, false, null]);
  assert.deepEqual(met("나는 달의 기록자"), [true, false, null]);
  assert.deepEqual(met("seoyeon-at-night"), [true, true, null]);
  assert.deepEqual(passwordRules("kim-at-night", { email: "kim@example.com", username: "김" })[1]?.met, true);
});

test("what the server said holds for the password it saw", () => {
  const refused = { password: "password1", codes: ["password_too_common"] };
  assert.deepEqual(met("password1", refused), [true, true, false]);
  assert.deepEqual(met("password12", refused), [true, true, null]);
  assert.deepEqual(met("password1", { ...refused, codes: ["password_too_short"] }), [false, true, null]);
  assert.deepEqual(met("password1", { ...refused, codes: ["password_context_word"] }), [true, false, null]);
});

test("an installation may ask for longer passwords than others", async () => {
  const long = {
    genres: [],
    regions: [],
    states: [],
    periods: [],
    accessibility: [],
    limits: { password_min_length: 15 },
  };
  const asked = globalThis.fetch;
  globalThis.fetch = async () => new Response(JSON.stringify(long));
  try {
    assert.equal(lengthProblem("열네글자를적은비밀번호예요"), null);
    await loadLabels();
    assert.equal(lengthProblem("열네글자를적은비밀번호예요"), "short");
    assert.equal(lengthProblem("a".repeat(15)), null);
  } finally {
    globalThis.fetch = asked;
  }
});
