/** A map drawn from our own coordinates: the venue as the bright star, its neighbours around it. No tiles, no third party. */

import { h, list, svg } from "../core/h.js";
import { hash } from "../core/hash.js";
import { inKorean, t, to } from "../core/i18n.js";
import { formatDistance } from "../core/units.js";

/** @typedef {import("../../types/shapes.d.ts").Venue} Venue */
/** @typedef {import("../../types/shapes.d.ts").Neighbour} Neighbour */

const WIDTH = 320;
const HEIGHT = 140;
const MARGIN = 34;
const LABELLED = 3;
const LABEL_GAP = 13;
const METRES_PER_DEGREE = 111_320;
const SCALE_STEPS = [100, 200, 500, 1000, 2000];

/**
 * Place the neighbours around the centre, north up. The scale fits the nearest ones; what lies farther out than the
 * picture reaches is left out.
 * @param {{ latitude: number, longitude: number }} centre
 * @param {readonly Neighbour[]} neighbours nearest first
 * @returns {{ points: { neighbour: Neighbour, x: number, y: number }[], pixelsPerMetre: number }}
 */
export function project(centre, neighbours) {
  const east = METRES_PER_DEGREE * Math.cos((centre.latitude * Math.PI) / 180);
  const offsets = neighbours.map((neighbour) => ({
    neighbour,
    dx: (neighbour.longitude - centre.longitude) * east,
    dy: (centre.latitude - neighbour.latitude) * METRES_PER_DEGREE,
  }));
  const nearest = offsets.slice(0, LABELLED);
  const reachX = Math.max(100, ...nearest.map(({ dx }) => Math.abs(dx)));
  const reachY = Math.max(50, ...nearest.map(({ dy }) => Math.abs(dy)));
  const pixelsPerMetre = Math.min((WIDTH / 2 - MARGIN) / reachX, (HEIGHT / 2 - 22) / reachY);
  const points = offsets
    .map(({ neighbour, dx, dy }) => ({
      neighbour,
      x: WIDTH / 2 + dx * pixelsPerMetre,
      y: HEIGHT / 2 + dy * pixelsPerMetre,
    }))
    .filter(({ x, y }) => x > 4 && x < WIDTH - 4 && y > 4 && y < HEIGHT - 4);
  return { points, pixelsPerMetre };
}

/**
 * Heights for labels so that none covers another or the name in the middle: each as near to its star as there is room.
 * @param {readonly { x: number, y: number }[]} points
 * @returns {number[]}
 */
export function labelHeights(points) {
  const taken = [HEIGHT / 2 + 26];
  return points.map(({ y }) => {
    const wanted = y < HEIGHT / 2 ? y - 7 : y + 14;
    const steps = Array.from({ length: 2 * HEIGHT }, (_, step) => (step % 2 ? -1 : 1) * Math.ceil(step / 2));
    const free = steps
      .map((step) => wanted + step)
      .find((at) => at > 11 && at < HEIGHT - 22 && taken.every((other) => Math.abs(other - at) >= LABEL_GAP));
    taken.push(free ?? wanted);
    return free ?? wanted;
  });
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
  const heights = labelHeights(near);
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
    near.map((point, index) => name(point, heights[index] ?? point.y)),
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

/**
 * @param {{ neighbour: Neighbour, x: number, y: number }} point
 * @param {number} height
 */
function name({ neighbour, x }, height) {
  const right = x > WIDTH / 2;
  return svg(
    "text",
    {
      class: "star-name",
      x: right ? Math.min(x + 4, WIDTH - 8) : Math.max(x - 4, 8),
      y: height,
      "text-anchor": right ? "end" : "start",
    },
    `${shorten(neighbour.name)} ${formatDistance(neighbour.distance_m)}`,
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
