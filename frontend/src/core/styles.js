/** Style sheets that only some pages need; they come with the page's module. */

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
