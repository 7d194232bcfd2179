/** A performance's picture in a 3:4 box: the API's WebP files, or a drawn poster when there is none or it fails. */

import { h } from "../core/h.js";
import { t } from "../core/i18n.js";

const BOX_RATIO = 3 / 4;
const COVER_TOLERANCE = 0.12;
const COLOR = /^#[0-9a-f]{3,8}$/i;

/** @typedef {Pick<import("../../types/shapes.d.ts").Card, "id" | "title" | "genre" | "venue" | "poster">} Pictured */

/**
 * @param {Pictured} performance
 * @param {{ sizes: string, eager?: boolean, alone?: boolean, className?: string }} options `sizes` as in HTML; `eager`
 *   for what is seen at once; `alone` gives alternative text, for a picture without its title beside it
 * @returns {HTMLElement}
 */
export function poster(performance, { sizes, eager = false, alone = false, className = "" }) {
  const box = h("span", { class: `poster ${className}`.trim() });
  const drawn = async () => {
    const { typePoster } = await import("./type-poster.js");
    box.replaceChildren(typePoster(performance, { alone }));
  };
  const picture = performance.poster;
  if (!picture) {
    drawn();
    return box;
  }
  if (picture.color && COLOR.test(picture.color)) box.style.setProperty("--poster-color", picture.color);
  const ratio = picture.width && picture.height ? picture.width / picture.height : BOX_RATIO;
  const fits = Math.abs(ratio / BOX_RATIO - 1) <= COVER_TOLERANCE;
  const image = h("img", {
    class: fits ? "poster-image" : "poster-image is-contained",
    alt: alone ? t("poster.alt", { title: performance.title }) : "",
    width: picture.width,
    height: picture.height,
    decoding: "async",
    loading: eager ? "eager" : "lazy",
    fetchpriority: eager ? "high" : null,
    sizes,
    onerror: drawn,
  });
  // After `loading` and `sizes`, so that the browser fetches one file, when it should.
  image.srcset = picture.srcset ?? "";
  image.src = picture.url;
  box.append(image);
  return box;
}
