import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { matchRoute } from "../src/core/history.js";
import { ROUTES } from "../src/pages/index.js";

const SOURCE = readFileSync(new URL("../src/boot.js", import.meta.url), "utf8");

/**
 * Run boot.js as a browser would at an address.
 * @param {string} pathname
 * @param {{ wide?: boolean }} [how]
 */
function boot(pathname, { wide = false } = {}) {
  const links = /** @type {{ rel: string, href: string, as?: string }[]} */ ([]);
  const asked = /** @type {string[]} */ ([]);
  const context = {
    document: {
      documentElement: { dataset: {}, lang: "" },
      head: { append: (/** @type {never} */ link) => links.push(link) },
      createElement: () => ({}),
    },
    localStorage: { getItem: () => null },
    location: { pathname },
    matchMedia: (/** @type {string} */ query) => ({ matches: wide && query.includes("62rem") }),
    fetch: async (/** @type {string} */ address) => asked.push(address),
  };
  vm.runInNewContext(SOURCE, { ...context, window: {} });
  return { links, asked, lang: context.document.documentElement.lang };
}

const PAGES = {
  "/": "/src/pages/home.js",
  "/rankings": "/src/pages/rankings.js",
  "/recommendations": "/src/pages/recommendations.js",
  "/performances": "/src/pages/browse.js",
  "/genres/musical": "/src/pages/browse.js",
  "/regions/seoul": "/src/pages/browse.js",
  "/people/1": "/src/pages/browse.js",
  "/companies/1": "/src/pages/browse.js",
  "/tags/moving": "/src/pages/browse.js",
  "/performances/PF273608": "/src/pages/performance.js",
  "/venues/FC000113": "/src/pages/venue.js",
};

for (const [path, module] of Object.entries(PAGES)) {
  test(`the modules of ${path} are asked for at once`, () => {
    assert.ok(matchRoute(ROUTES, path), "it is an address of the app");
    for (const address of [path, `/en${path === "/" ? "" : path}`, `/en${path}`]) {
      const { links } = boot(address);
      const pages = links.filter(({ href }) => /^\/src\/pages\/[a-z-]+\.js$/.test(href));
      assert.deepEqual(
        pages.map(({ href }) => href),
        [module],
      );
      assert.ok(links.every(({ rel, href }) => rel === (href.endsWith(".css") ? "preload" : "modulepreload")));
    }
  });
}

test("only the words of the page's language are asked for", () => {
  const words = (/** @type {string} */ path) =>
    boot(path)
      .links.map(({ href }) => href)
      .filter((href) => href.includes("/i18n/"));
  assert.deepEqual(words("/about"), ["/src/i18n/ko.js"]);
  assert.deepEqual(words("/en/about"), ["/src/i18n/en.js"]);
});

test("wide screens ask for the filters beside the list, phones do not", () => {
  const rail = (/** @type {boolean} */ wide) =>
    boot("/performances", { wide }).links.some(({ href }) => href === "/src/pages/browse/rail.js");
  assert.equal(rail(true), true);
  assert.equal(rail(false), false);
});

test("the page's one answer is asked for early", () => {
  assert.deepEqual(boot("/en/performances/PF273608").asked, ["/api/v1/performances/PF273608", "/api/v1/options"]);
  assert.deepEqual(boot("/venues/FC000113").asked, ["/api/v1/venues/FC000113", "/api/v1/options"]);
  assert.deepEqual(boot("/performances").asked, ["/api/v1/options"]);
  assert.deepEqual(boot("/").asked, ["/api/v1/home", "/api/v1/options"]);
  assert.deepEqual(boot("/en/").asked, ["/api/v1/home", "/api/v1/options"]);
  assert.deepEqual(boot("/about").asked, ["/api/v1/options"]);
});

test("account pages share their modules, styles and words", () => {
  for (const path of ["/signin", "/signup", "/verify", "/password/reset", "/me", "/me/devices"]) {
    for (const [address, language] of [
      [path, "ko"],
      [`/en${path}`, "en"],
    ]) {
      assert.ok(matchRoute(ROUTES, path), "it is an address of the app");
      const hrefs = boot(/** @type {string} */ (address)).links.map(({ href }) => href);
      for (const needed of ["/styles/account.css", `/src/i18n/account.${language}.js`, "/src/core/session.js"])
        assert.ok(hrefs.includes(needed), `${address} asks for ${needed}`);
    }
  }
  assert.ok(!boot("/metro").links.some(({ href }) => href.includes("account")));
});
