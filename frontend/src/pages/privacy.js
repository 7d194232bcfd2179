import { loadArticle, showArticle } from "../ui/article.js";

/** @type {import("../core/router.js").Page} */
export async function mount(root) {
  showArticle(root, await loadArticle("privacy"));
}
