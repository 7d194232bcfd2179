import assert from "node:assert/strict";
import { test } from "node:test";
import { nextPath } from "../src/core/next-path.js";
import { entranceTo } from "../src/core/presence.js";

test("a path of this app is followed, without its language", () => {
  const cases = {
    "/": "/",
    "/me/edit": "/me/edit",
    "/rankings?genre=play&period=month#top": "/rankings?genre=play&period=month#top",
    "/en/me/devices": "/me/devices",
    "/en": "/",
    "/english": "/english",
    "/a/../me": "/me",
    "/?q=//evil.example": "/?q=//evil.example",
  };
  for (const [given, expected] of Object.entries(cases)) assert.equal(nextPath(given), expected, given);
});

test("whatever leads elsewhere is not", () => {
  const hostile = [
    ...[null, "", "me", "evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example"],
    ...["https://evil.example", "javascript:alert(1)", "data:text/html,x", "/\t/evil.example", "/\n/evil.example"],
    ...["/\t\\evil.example", " /me", "/.//evil.example", "/en//evil.example", "/..//evil.example", "//", "/\\", "//@"],
    ...["http:/evil.example", "/x/..//evil.example", `/${"a".repeat(2000)}`],
  ];
  for (const given of hostile) {
    assert.equal(nextPath(given), "/me", JSON.stringify(given));
    assert.equal(nextPath(given, "/"), "/", JSON.stringify(given));
  }
});

test("what is followed stays on the site wherever it is resolved", () => {
  const parts = ["/", "//", "\\", "en", "..", ".", "%2f", "%5c", "\t", "evil.example", "@", ":", "?", "#", "me", " "];
  for (const a of parts) {
    for (const b of parts) {
      for (const c of parts) {
        const followed = nextPath(`/${a}${b}${c}`);
        for (const language of ["", "/en"]) {
          const address = language && followed !== "/" ? language + followed : followed;
          assert.equal(new URL(address, "https://app.example").origin, "https://app.example", `/${a}${b}${c}`);
        }
      }
    }
  }
});

test("a way in leads to where it was to lead itself", () => {
  assert.equal(nextPath("/signin"), "/me");
  assert.equal(nextPath("/en/signup/"), "/me");
  assert.equal(nextPath(entranceTo("/signin", "/rankings?genre=play")), "/rankings?genre=play");
  assert.equal(nextPath(entranceTo("/signup", entranceTo("/signin", "//evil.example"))), "/me");
});
