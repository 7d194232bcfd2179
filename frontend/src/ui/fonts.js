/**
 * Pretendard, for screens that are wide and have a mouse: a Korean page pulls some 300 KB of slices, too much for phones.
 * The style sheet is added after the first page stands, so that it never delays the first paint.
 */

const STYLE_SHEET = "/assets/fonts.css";

/** Add the fonts. */
export function loadFonts() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = STYLE_SHEET;
  document.head.append(link);
}
