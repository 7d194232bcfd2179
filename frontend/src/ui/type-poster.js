/** Posters drawn from a genre's colours, a motif and the title, for performances without a picture. */

import { svg } from "../core/h.js";
import { hash } from "../core/hash.js";
import { t } from "../core/i18n.js";
import { MOTIFS } from "./motifs.js";

const LINE_CHARS = 7;
const MAX_LINES = 4;
const FONT_SIZE = 38;

/** @typedef {import("./poster.js").Pictured} Pictured */
/** @typedef {{ deep: string, edge: string, bright: string, pale: string }} Ink */

const INKS = /** @type {Record<string, Ink>} */ ({
  play: { deep: "#8f1d18", edge: "#3d0706", bright: "#ff9a8d", pale: "#fee3de" },
  musical: { deep: "#7a2070", edge: "#350a33", bright: "#f09adf", pale: "#fde6fa" },
  classical: { deep: "#0f4a94", edge: "#03204a", bright: "#8ec1ff", pale: "#e2efff" },
  gugak: { deep: "#0d5c2a", edge: "#032f14", bright: "#7fd492", pale: "#dff6e3" },
  pop: { deep: "#5a2d94", edge: "#27104d", bright: "#b79bee", pale: "#f0e9ff" },
  dance: { deep: "#035862", edge: "#002a31", bright: "#52d3e6", pale: "#d5f6fb" },
  pop_dance: { deep: "#0b5a73", edge: "#032b3d", bright: "#62cdf0", pale: "#d9f2fd" },
  circus: { deep: "#6f5102", edge: "#2e2000", bright: "#f3bf45", pale: "#fbeecb" },
  mixed: { deep: "#454c6c", edge: "#20253c", bright: "#a9b4dc", pale: "#e8ecfc" },
});

let drawnCount = 0;

/**
 * Break a title into lines for the poster: at spaces where they fit, in the middle of a long word, the rest cut.
 * @param {string} title
 * @returns {string[]}
 */
export function breakTitle(title) {
  // Wide characters count one, Latin letters about half; a place name in brackets at the end is left out.
  const words = title
    .replace(/\s*\[[^\]]*\]\s*$/, "")
    .split(/\s+/)
    .filter(Boolean);
  /** @type {string[]} */
  const lines = [];
  for (const word of words.flatMap(split)) {
    const last = lines.at(-1);
    if (last !== undefined && width(`${last} ${word}`) <= LINE_CHARS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= MAX_LINES) return lines;
  return [...lines.slice(0, MAX_LINES - 1), `${lines[MAX_LINES - 1]}…`];
}

/** @param {string} text */
function width(text) {
  return [...text].reduce((sum, char) => sum + (/[\u0020-\u024f]/.test(char) ? 0.58 : 1), 0);
}

/** @param {string} word */
function split(word) {
  /** @type {string[]} */
  const parts = [""];
  for (const char of word) {
    if (width(parts[parts.length - 1] + char) > LINE_CHARS) parts.push("");
    parts[parts.length - 1] += char;
  }
  return parts;
}

/**
 * @param {Pictured} performance
 * @param {{ alone?: boolean }} [options] `alone` names the drawing for screen readers
 * @returns {SVGSVGElement}
 */
export function typePoster(performance, { alone = false } = {}) {
  const genre = performance.genre && INKS[performance.genre] ? performance.genre : "mixed";
  const ink = /** @type {Ink} */ (INKS[genre]);
  const seed = hash(performance.id || performance.title);
  const light = seed % 4 === 3;
  const motifs = MOTIFS[genre] ?? MOTIFS.mixed ?? [];
  const motif = motifs[(seed >>> 4) % motifs.length];
  drawnCount += 1;
  const gradient = `type-poster-${drawnCount}`;
  const colors = light
    ? { ground: ink.pale, main: ink.deep, soft: ink.bright, title: ink.edge }
    : { ground: `url(#${gradient})`, main: ink.bright, soft: ink.bright, title: "#ffffff" };
  return svg(
    "svg",
    {
      class: light ? "type-poster is-light" : "type-poster",
      viewBox: "0 0 300 400",
      preserveAspectRatio: "xMidYMid slice",
      ...(alone
        ? { role: "img", "aria-label": t("poster.alt", { title: performance.title }) }
        : { "aria-hidden": "true" }),
    },
    svg(
      "defs",
      null,
      svg(
        "linearGradient",
        { id: gradient, x1: 0, y1: 0, x2: 0.55, y2: 1 },
        svg("stop", { offset: 0, "stop-color": ink.deep }),
        svg("stop", { offset: 1, "stop-color": ink.edge }),
      ),
    ),
    svg("rect", { width: 300, height: 400, fill: colors.ground }),
    motif?.(colors, seed) ?? null,
    caption(performance, colors.title),
  );
}

/**
 * @param {Pictured} performance
 * @param {string} fill
 */
function caption(performance, fill) {
  const lines = breakTitle(performance.title);
  const venue = performance.venue?.name ?? "";
  const bottom = 356;
  const rows = lines.map((line, index) =>
    svg(
      "text",
      {
        x: 22,
        y: bottom - (lines.length - 1 - index) * (FONT_SIZE * 1.16) - 6,
        "font-size": FONT_SIZE,
        "font-weight": 800,
        fill,
      },
      line,
    ),
  );
  const small = { x: 24, y: 382, "font-size": 13, fill, "fill-opacity": 0.8 };
  return [rows, svg("text", small, venue.length > 22 ? `${venue.slice(0, 21)}…` : venue)].flat();
}
