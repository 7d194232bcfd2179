/** A map drawn from our own coordinates: the venue as the bright star, its neighbours around it. No tiles, no third party. */

import { formatDistance } from "../core/format.js";
import { h, list, svg } from "../core/h.js";
import { inKorean, t, to } from "../core/i18n.js";
import { hash } from "./type-poster.js";

/** @typedef {import("../../types/shapes.d.ts").Venue} Venue */
/** @typedef {import("../../types/shapes.d.ts").Neighbour} Neighbour */

const WIDTH = 320;
const HEIGHT = 140;
const MARGIN = 34;
const LABELLED = 3;
const METRES_PER_DEGREE = 111_320;
const SCALE_STEPS = [100, 200, 500, 1000, 2000];

/**
 * Place the neighbours around the centre, north up, so that all of them fit.
 * @param {{ latitude: number, longitude: number }} centre
 * @param {readonly Neighbour[]} neighbours
 * @returns {{ points: { neighbour: Neighbour, x: number, y: number }[], pixelsPerMetre: number }}
 */
export function project(centre, neighbours) {
  const east = METRES_PER_DEGREE * Math.cos((centre.latitude * Math.PI) / 180);
  const offsets = neighbours.map((neighbour) => ({
    neighbour,
    dx: (neighbour.longitude - centre.longitude) * east,
    dy: (centre.latitude - neighbour.latitude) * METRES_PER_DEGREE,
  }));
  const reachX = Math.max(200, ...offsets.map(({ dx }) => Math.abs(dx)));
  const reachY = Math.max(100, ...offsets.map(({ dy }) => Math.abs(dy)));
  const pixelsPerMetre = Math.min((WIDTH / 2 - MARGIN) / reachX, (HEIGHT / 2 - 18) / reachY);
  const points = offsets.map(({ neighbour, dx, dy }) => ({
    neighbour,
    x: WIDTH / 2 + dx * pixelsPerMetre,
    y: HEIGHT / 2 + dy * pixelsPerMetre,
  }));
  return { points, pixelsPerMetre };
}

/**
 * @param {Venue} venue
 * @returns {HTMLElement | null} null when the venue's place is not known
 */
export function constellation(venue) {
  const { latitude, longitude } = venue;
  if (latitude === null || longitude === null) return null;
  const neighbours = venue.neighbours ?? [];
  const { points, pixelsPerMetre } = project({ latitude, longitude }, neighbours);
  const near = points.slice(0, LABELLED);
  const picture = svg(
    "svg",
    {
      class: "constellation",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label": t("map.label", { name: venue.name }),
    },
    sky(venue.id),
    near.map(({ x, y }) =>
      svg("line", {
        class: "star-line",
        x1: WIDTH / 2,
        y1: HEIGHT / 2,
        x2: x,
        y2: y,
      }),
    ),
    points.map(({ x, y }) => svg("circle", { class: "star", cx: x, cy: y, r: 3 })),
    svg("circle", { class: "star-glow", cx: WIDTH / 2, cy: HEIGHT / 2, r: 12 }),
    svg("circle", { class: "star", cx: WIDTH / 2, cy: HEIGHT / 2, r: 6 }),
    near.map(name),
    svg(
      "text",
      {
        class: "star-name is-centre",
        x: WIDTH / 2,
        y: HEIGHT / 2 + 26,
        "text-anchor": "middle",
      },
      shorten(venue.name),
    ),
    scaleBar(pixelsPerMetre),
  );
  return h("figure", { class: "map" }, picture, neighbourList(neighbours));
}

/** Small stars behind; the same for the same venue. */
function sky(/** @type {string} */ id) {
  return Array.from({ length: 40 }, (_, index) => {
    const seed = hash(`${id} ${index}`);
    return svg("circle", {
      class: "star-dust",
      cx: seed % WIDTH,
      cy: (seed >>> 9) % HEIGHT,
      r: 0.5 + (seed % 3) * 0.4,
    });
  });
}

/** @param {{ neighbour: Neighbour, x: number, y: number }} point */
function name({ neighbour, x, y }) {
  const left = x > WIDTH / 2;
  const close = Math.abs(y - HEIGHT / 2) < 14 && Math.abs(x - WIDTH / 2) < 60;
  const words = `${shorten(neighbour.name)} ${formatDistance(neighbour.distance_m)}`;
  return svg(
    "text",
    {
      class: "star-name",
      x: left ? Math.min(x, WIDTH - 8) : Math.max(x, 8),
      y: close ? y - 12 : y < HEIGHT / 2 ? y - 7 : y + 14,
      "text-anchor": left ? "end" : "start",
    },
    words,
  );
}

/** @param {string} words */
function shorten(words) {
  const letters = [...words];
  return letters.length > 12 ? `${letters.slice(0, 11).join("")}…` : words;
}

/** @param {number} pixelsPerMetre */
function scaleBar(pixelsPerMetre) {
  const metres = SCALE_STEPS.findLast((step) => step * pixelsPerMetre <= 80) ?? 100;
  const width = metres * pixelsPerMetre;
  return [
    svg("line", {
      class: "scale-bar",
      x1: 12,
      y1: HEIGHT - 10,
      x2: 12 + width,
      y2: HEIGHT - 10,
    }),
    svg("text", { class: "star-name", x: 12, y: HEIGHT - 15 }, formatDistance(metres)),
  ];
}

/** @param {readonly Neighbour[]} neighbours */
function neighbourList(neighbours) {
  if (neighbours.length === 0) return null;
  return h(
    "figcaption",
    null,
    h(
      "details",
      { class: "neighbours" },
      h("summary", null, t("map.neighbours", { n: neighbours.length })),
      list(neighbours, (neighbour) => [
        h("a", { href: to(`/venues/${neighbour.id}`), ...inKorean() }, neighbour.name),
        ` ${formatDistance(neighbour.distance_m)}`,
      ]),
    ),
  );
}
