import assert from "node:assert/strict";
import { test } from "node:test";
import { isPlainClick, matchRoute } from "../src/core/history.js";
import { ROUTES } from "../src/pages/index.js";

/** @param {string} path */
const name = (path) => matchRoute(ROUTES, path)?.route.name;

test("each address has its page", () => {
  assert.equal(name("/"), "home");
  assert.equal(name("/rankings"), "rankings");
  assert.equal(name("/rankings/"), "rankings");
  assert.equal(name("/recommendations"), "recommendations");
  assert.equal(name("/recommendations/taste"), "taste");
  assert.equal(name("/me/taste"), "used");
  assert.equal(name("/performances"), "browse");
  assert.equal(matchRoute(ROUTES, "/performances/PF273608")?.params.id, "PF273608");
});

test("foreign addresses have none", () => {
  const foreign = [
    "/rankingsx",
    "/Rankings",
    "//rankings",
    "/performances/1",
    "/performances/PF1%00",
    "/people/%E0%A4%A",
  ];
  for (const path of foreign) assert.equal(matchRoute(ROUTES, path), null, path);
});

test("groups are decoded; broken encoding matches nothing", () => {
  const routes = [{ name: "x", path: /^\/x\/(?<word>[^/]+)$/, load: async () => ({ mount: () => {} }) }];
  assert.equal(matchRoute(routes, "/x/%EB%8B%AC")?.params.word, "달");
  assert.equal(matchRoute(routes, "/x/%E0%A4%A"), null);
});

test("only a plain left click on a link of this origin is ours", () => {
  const click = { button: 0, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false, defaultPrevented: false };
  const link = { origin: "http://a", target: "", download: false };
  assert.ok(isPlainClick(click, link, "http://a"));
  for (const change of [
    { button: 1 },
    { metaKey: true },
    { ctrlKey: true },
    { shiftKey: true },
    { altKey: true },
    { defaultPrevented: true },
  ]) {
    assert.equal(isPlainClick({ ...click, ...change }, link, "http://a"), false, JSON.stringify(change));
  }
  for (const change of [{ origin: "http://b" }, { target: "_blank" }, { download: true }]) {
    assert.equal(isPlainClick(click, { ...link, ...change }, "http://a"), false, JSON.stringify(change));
  }
});
