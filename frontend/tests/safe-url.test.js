import assert from "node:assert/strict";
import { test } from "node:test";
import { isSafeUrl } from "../src/core/h.js";

test("relative, web and telephone addresses pass", () => {
  for (const address of [
    "/a",
    "a?b#c",
    "#top",
    "",
    "http://x.kr",
    "https://x.kr/달",
    "//x.kr",
    "tel:02-123-4567",
    "tel:+8221234567",
  ]) {
    assert.ok(isSafeUrl(address), address);
  }
});

test("addresses that run code or leave the web do not", () => {
  const hostile = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u0000javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "blob:http://x/1",
    "file:///etc/passwd",
    "tel:javascript:1",
    "http://",
  ];
  for (const address of hostile) assert.equal(isSafeUrl(address), false, JSON.stringify(address));
});
