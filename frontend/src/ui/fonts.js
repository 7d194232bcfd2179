/**
 * Pretendard for screens that are wide and have a mouse: a Korean page pulls 230 to 360 KB of slices, too much for
 * phones. The style sheet is added after the first page stands, so that it never delays the first paint.
 */

const ROOM_FOR_FONTS = "(min-width: 768px) and (pointer: fine)";
const STYLE_SHEET = "/vendor/pretendard/1.3.9/pretendardvariable-dynamic-subset.css";

/** Add the fonts where they belong. */
export function loadFonts() {
  if (!matchMedia(ROOM_FOR_FONTS).matches) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = STYLE_SHEET;
  document.head.append(link);
}
