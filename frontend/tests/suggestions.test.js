import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { grouped, moved, pathOf, suggester } from "../src/state/suggestions.js";
import { pieces } from "../src/ui/marked.js";

const one = (kind, label) => ({ kind, id: label, label, sublabel: null, highlight: [] });
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A suggester whose questions are answered by hand; the clock is set by hand too. */
function started() {
  const asked = [];
  const shown = [];
  const failed = [];
  const made = suggester({
    ask: (text, signal) =>
      new Promise((resolve, reject) => {
        asked.push({
          text,
          signal,
          answer: () => resolve({ did_you_mean: null, results: [one("person", text)] }),
          reject,
        });
      }),
    show: (text, answer) => shown.push([text, answer.results[0].label]),
    fail: (text) => failed.push(text),
    pauseMs: 150,
  });
  return { ...made, asked, shown, failed };
}

test("only a text that has stood for a moment is asked for", async (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const { want, asked } = started();

  for (const text of ["ㅎ", "해", "햄"]) {
    want(text);
    mock.timers.tick(100);
  }
  assert.deepEqual(asked, []);
  mock.timers.tick(50);

  assert.deepEqual(
    asked.map(({ text }) => text),
    ["햄"],
  );
});

test("an answer that comes late is dropped, and its request given up", async (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const { want, asked, shown, failed } = started();
  want("햄");
  mock.timers.tick(150);
  want("햄릿");
  mock.timers.tick(150);

  assert.equal(asked[0].signal.aborted, true);
  asked[1].answer();
  await settle();
  asked[0].reject(new Error("late"));
  await settle();

  assert.deepEqual(shown, [["햄릿", "햄릿"]]);
  assert.deepEqual(failed, []);
});

test("what was answered is known and shown at once", async (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const { want, asked, shown } = started();
  want("햄");
  mock.timers.tick(150);
  asked[0].answer();
  await settle();

  want("햄");

  assert.deepEqual(shown, [
    ["햄", "햄"],
    ["햄", "햄"],
  ]);
  assert.equal(asked.length, 1);
});

test("a failure is told for the text that is wanted", async (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const { want, asked, failed, stop } = started();
  want("a");
  mock.timers.tick(150);
  asked[0].reject(new Error("gone"));
  await settle();
  assert.deepEqual(failed, ["a"]);

  want("b");
  stop();
  mock.timers.tick(150);
  assert.equal(asked.length, 1);
});

test("suggestions stand in groups, the best of each kind first", () => {
  const groups = grouped([one("hashtag", "t"), one("performance", "b"), one("person", "p"), one("performance", "a")]);

  assert.deepEqual(
    groups.map(({ kind, items }) => [kind, items.map(({ label }) => label).join("")]),
    [
      ["performance", "ba"],
      ["person", "p"],
      ["hashtag", "t"],
    ],
  );
});

test("each kind leads to its page", () => {
  assert.equal(pathOf({ kind: "performance", id: "PF1" }), "/performances/PF1");
  assert.equal(pathOf({ kind: "person", id: "12" }), "/people/12");
  assert.equal(pathOf({ kind: "venue", id: "FC1" }), "/venues/FC1");
  assert.equal(pathOf({ kind: "company", id: "3" }), "/companies/3");
  assert.equal(pathOf({ kind: "hashtag", id: "a/b?c" }), "/tags/a%2Fb%3Fc");
});

test("the arrows go round through the field; Home and End stay the text's own there", () => {
  assert.deepEqual(
    [-1, 0, 2].map((at) => moved("ArrowDown", at, 3)),
    [0, 1, -1],
  );
  assert.deepEqual(
    [-1, 0, 2].map((at) => moved("ArrowUp", at, 3)),
    [2, -1, 1],
  );
  assert.deepEqual(
    [-1, 1].map((at) => moved("Home", at, 3)),
    [null, 0],
  );
  assert.deepEqual(
    [-1, 1].map((at) => moved("End", at, 3)),
    [null, 2],
  );
  assert.equal(moved("ArrowDown", -1, 0), null);
  assert.equal(moved("a", 1, 3), null);
});

test("what matched is told from the rest, by code points", () => {
  const shown = (text, spans) => pieces(text, spans).map(({ text: part, isHit }) => (isHit ? `[${part}]` : part));

  assert.deepEqual(shown("햄릿, 왕자", [[0, 2]]), ["[햄릿]", ", 왕자"]);
  assert.deepEqual(shown("🎭햄릿🎭", [[1, 2]]), ["🎭", "[햄]", "릿🎭"]);
  assert.deepEqual(shown("<b>햄릿</b>", [[3, 5]]), ["<b>", "[햄릿]", "</b>"]);
  assert.deepEqual(shown("햄릿", []), ["햄릿"]);
  assert.deepEqual(shown("", [[0, 1]]), []);
});

test("spans that overlap, lie outside or run backwards lose no letter", () => {
  for (const spans of [
    [
      [1, 3],
      [2, 4],
    ],
    [[2, 1]],
    [[9, 12]],
    [[3, 99]],
    [[0, 0]],
    [[]],
  ])
    assert.equal(
      pieces("abcde", spans)
        .map(({ text }) => text)
        .join(""),
      "abcde",
      JSON.stringify(spans),
    );
});
