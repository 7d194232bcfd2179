/** `/about`, `/accessibility`, `/privacy`, `/terms`: pages of plain text, which loads with them and not with the app. */

import { h, list } from "../core/h.js";
import { setHead } from "../core/head.js";
import { currentLanguage } from "../core/i18n.js";

/** @typedef {import("../../types/parts.d.ts").Article} Article */
/** @typedef {import("../../types/parts.d.ts").Block} Block */
/** @typedef {import("../../types/parts.d.ts").Piece} Piece */

/** @type {import("../core/router.js").Page} */
export async function mount(root, { path }) {
  const texts =
    currentLanguage() === "en" ? await import("../i18n/articles.en.js") : await import("../i18n/articles.ko.js");
  const articles = /** @type {Record<string, Article>} */ (texts.default);
  const { title, description, lead, blocks } = /** @type {Article} */ (articles[path.replaceAll("/", "")]);
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
