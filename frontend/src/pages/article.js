/** `/about`, `/accessibility`, `/privacy`, `/terms`: pages of plain text, which loads with them and not with the app. */

import { h, list } from "../core/h.js";
import { setHead } from "../core/head.js";
import { currentLanguage } from "../core/i18n.js";

/**
 * @typedef {string | { text: string, href: string }} Piece a link stands between pieces of text
 * @typedef {{ heading?: string, paragraphs?: (string | Piece[])[], items?: string[], facts?: [string, string][] }} Block
 * @typedef {{ title: string, description: string, lead: string, blocks: Block[] }} Article
 * @typedef {"about" | "accessibility" | "privacy" | "terms"} ArticleName
 */

/** @type {import("../core/router.js").Page} */
export async function mount(root, { path }) {
  const texts =
    currentLanguage() === "en" ? await import("../i18n/articles.en.js") : await import("../i18n/articles.ko.js");
  const name = /** @type {ArticleName} */ (path.replaceAll("/", ""));
  const { title, description, lead, blocks } = /** @type {Record<ArticleName, Article>} */ (texts.default)[name];
  setHead({ title, description });
  root.replaceChildren(
    h(
      "article",
      { class: "article" },
      h("h1", { tabindex: "-1" }, title),
      h("p", { class: "article-lead" }, lead),
      blocks.map(showBlock),
    ),
  );
}

/** @param {Block} block */
function showBlock({ heading, paragraphs = [], items = [], facts = [] }) {
  return h(
    "section",
    null,
    heading ? h("h2", null, heading) : null,
    paragraphs.map((pieces) => h("p", null, typeof pieces === "string" ? pieces : pieces.map(showPiece))),
    items.length > 0 ? list(items, (item) => item, { class: "article-list" }) : null,
    facts.length > 0
      ? h(
          "dl",
          { class: "article-facts" },
          facts.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))),
        )
      : null,
  );
}

/** @param {Piece} piece */
function showPiece(piece) {
  return typeof piece === "string" ? piece : h("a", { href: piece.href, rel: "noopener" }, piece.text);
}
