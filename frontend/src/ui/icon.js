import { svg } from "../core/h.js";

/**
 * A Bootstrap icon from the sprite, always decorative: the word beside it, or the label of its control, says it.
 * Names are written as literals, `icon("geo-alt")` or `icon: "geo-alt"`, so that `npm run sprite` finds them.
 * @param {string} name
 * @param {string} [className]
 * @returns {SVGSVGElement}
 */
export function icon(name, className = "") {
  return svg(
    "svg",
    { class: `icon ${className}`.trim(), "aria-hidden": "true", focusable: "false", viewBox: "0 0 16 16" },
    svg("use", { href: `/assets/icons.svg#${name}` }),
  );
}
