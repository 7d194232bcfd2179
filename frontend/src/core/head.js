/** The document head: what browsers, search engines and scrapers read there, and style sheets that only some pages need. */

import { currentLanguage, splitLanguage, t, to } from "./i18n.js";
import { canonicalPath } from "./router.js";

/** @param {import("../../types/parts.d.ts").Head} head */
export function setHead({ title, fullTitle, description, index = true }) {
  document.title = fullTitle ?? `${title} | ${t("site.name")}`;
  setMeta("description", description);
  setMeta("robots", index ? "index,follow" : "noindex,follow");
  setLink("canonical", null, canonicalPath());
  const { path } = splitLanguage(location.pathname);
  setLink("alternate", "ko", to(path, "ko"));
  setLink("alternate", "en", to(path, "en"));
  document.documentElement.lang = currentLanguage();
}

/**
 * @param {string} name
 * @param {string} content
 */
function setMeta(name, content) {
  let meta = /** @type {HTMLMetaElement | null} */ (document.head.querySelector(`meta[name="${name}"]`));
  if (!meta) {
    meta = document.createElement("meta");
    meta.name = name;
    document.head.append(meta);
  }
  meta.content = content;
}

/**
 * @param {string} rel
 * @param {string | null} hreflang
 * @param {string} path
 */
function setLink(rel, hreflang, path) {
  const selector = `link[rel="${rel}"]${hreflang ? `[hreflang="${hreflang}"]` : ""}`;
  let link = /** @type {HTMLLinkElement | null} */ (document.head.querySelector(selector));
  if (!link) {
    link = document.createElement("link");
    link.rel = rel;
    if (hreflang) link.hreflang = hreflang;
    document.head.append(link);
  }
  link.href = location.origin + path;
}

/** @type {Map<string, Promise<void>>} */
const asked = new Map();

/**
 * Have a style sheet in the document before the page is drawn. One that does not come leaves the page plain, not broken.
 * @param {string} href
 * @returns {Promise<void>}
 */
export function needStyles(href) {
  const known = asked.get(href) ?? load(href);
  asked.set(href, known);
  return known;
}

/** @param {string} href */
function load(href) {
  return new Promise((/** @type {(value: void) => void} */ resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = () => resolve();
    link.onerror = () => {
      asked.delete(href);
      link.remove();
      resolve();
    };
    // Before the sheet for paper, which has the last word.
    document.head.insertBefore(link, document.head.querySelector('link[media="print"]'));
  });
}
