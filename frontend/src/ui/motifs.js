/** The drawings of the type posters, several for each genre, in a box of 300 × 400 with the title below y = 250. */

import { svg } from "../core/h.js";

/** @typedef {{ ground: string, main: string, soft: string, title: string }} Colors */
/** @typedef {(colors: Colors, seed: number) => SVGElement[]} Motif */

/** @type {Motif} */
const moon = ({ main, ground }, seed) => {
  const right = seed % 2 === 0;
  const x = right ? 208 : 108;
  const stars = Array.from({ length: 4 }, (_, i) =>
    svg("circle", {
      cx: ((seed >>> (i * 3)) % 260) + 20,
      cy: 30 + ((seed >>> (i * 4)) % 180),
      r: 1.5 + (i % 3),
      fill: main,
    }),
  );
  const d = `M${x} 30 a86 86 0 1 1 -74 130 a80 80 0 0 0 74 -130 z`;
  return [
    ...stars,
    svg("circle", {
      cx: x - 30,
      cy: 108,
      r: 74,
      fill: ground.startsWith("#") ? ground : "#000000",
      "fill-opacity": ground.startsWith("#") ? 1 : 0.14,
    }),
    svg("path", { d, fill: main }),
  ];
};

/** @type {Motif} */
const beams = ({ main }) => [
  svg("polygon", { points: "20,0 70,0 300,290 150,290", fill: main, "fill-opacity": 0.26 }),
  svg("polygon", { points: "280,0 230,0 0,290 150,290", fill: main, "fill-opacity": 0.34 }),
  svg("circle", { cx: 150, cy: 196, r: 44, fill: main }),
];

/** @type {Motif} */
const notes = ({ main }) => [
  svg("path", { d: "M96 210 V84 L212 56 V184", fill: "none", stroke: main, "stroke-width": 14 }),
  svg("ellipse", { cx: 74, cy: 212, rx: 30, ry: 23, fill: main }),
  svg("ellipse", { cx: 190, cy: 186, rx: 30, ry: 23, fill: main }),
];

/** @type {Motif} */
const masks = ({ main, ground }, seed) => [
  svg("path", { d: "M118 214 a76 76 0 0 1 152 0 z", fill: main, "fill-opacity": 0.55 }),
  svg("path", { d: "M36 62 h186 a93 93 0 0 1 -186 0 z", fill: main }),
  ...(seed % 2
    ? []
    : [
        svg("circle", { cx: 100, cy: 86, r: 9, fill: ground.startsWith("#") ? ground : "#3d0706" }),
        svg("circle", { cx: 158, cy: 86, r: 9, fill: ground.startsWith("#") ? ground : "#3d0706" }),
      ]),
];

/** @type {Motif} */
const doors = ({ main, ground }) => {
  const hole = ground.startsWith("#") ? ground : "#6b120f";
  return [
    svg("rect", { x: 58, y: 50, width: 86, height: 152, fill: main }),
    svg("rect", { x: 158, y: 96, width: 86, height: 106, fill: main, "fill-opacity": 0.55 }),
    svg("circle", { cx: 101, cy: 104, r: 20, fill: hole }),
    svg("circle", { cx: 201, cy: 142, r: 20, fill: hole }),
  ];
};

/** @type {Motif} */
const chair = ({ main }) => [
  svg("polygon", { points: "150,0 40,230 260,230", fill: main, "fill-opacity": 0.22 }),
  svg("path", { d: "M112 96 V224 M112 164 H188 M188 164 V224", fill: "none", stroke: main, "stroke-width": 12 }),
  svg("ellipse", { cx: 150, cy: 230, rx: 104, ry: 12, fill: main, "fill-opacity": 0.5 }),
];

/** @type {Motif} */
const waves = ({ main }, seed) => {
  const lift = 20 + (seed % 40);
  const lines = [0, 1, 2, 3, 4].map((i) =>
    svg("path", {
      d: `M0 ${78 + i * 26} C 70 ${78 + i * 26 - lift}, 120 ${78 + i * 26 + lift}, 180 ${78 + i * 26} S 270 ${78 + i * 26 - lift}, 300 ${78 + i * 26}`,
      fill: "none",
      stroke: main,
      "stroke-width": i === 2 ? 5 : 2,
      "stroke-opacity": i === 2 ? 1 : 0.5,
    }),
  );
  return [...lines, svg("circle", { cx: 180, cy: 130, r: 19, fill: main })];
};

/** @type {Motif} */
const strings = ({ main }, seed) => [
  ...[0, 1, 2, 3].map((i) =>
    svg("rect", { x: 92 + i * 36, y: 0, width: 3 + i, height: 240, fill: main, "fill-opacity": 0.45 + i * 0.12 }),
  ),
  svg("path", {
    d: `M20 ${170 + (seed % 30)} L280 ${60 + (seed % 30)}`,
    stroke: main,
    "stroke-width": 10,
    "stroke-linecap": "round",
  }),
];

/** @type {Motif} */
const keys = ({ main }) => [
  ...[0, 1, 2, 3, 4, 5].map((i) =>
    svg("rect", { x: 30 + i * 41, y: 40, width: 36, height: 170, rx: 4, fill: main, "fill-opacity": 0.32 }),
  ),
  ...[0, 1, 3, 4].map((i) => svg("rect", { x: 58 + i * 41, y: 40, width: 21, height: 104, rx: 3, fill: main })),
];

/** @type {Motif} */
const brushRing = ({ main }, seed) => [
  svg("path", {
    d: "M196 66 A78 78 0 1 1 128 58",
    fill: "none",
    stroke: main,
    "stroke-width": 26,
    "stroke-linecap": "round",
    transform: `rotate(${(seed % 6) * 24} 154 132)`,
  }),
  svg("path", {
    d: "M26 226 C 90 210, 150 240, 274 216",
    fill: "none",
    stroke: main,
    "stroke-width": 5,
    "stroke-opacity": 0.5,
  }),
];

/** @type {Motif} */
const hills = ({ main }) => [
  svg("circle", { cx: 214, cy: 74, r: 34, fill: main }),
  svg("path", { d: "M0 214 C 60 120, 110 130, 150 190 S 250 150, 300 190 V236 H0 z", fill: main, "fill-opacity": 0.5 }),
  svg("path", { d: "M0 236 C 90 176, 180 220, 300 206 V246 H0 z", fill: main, "fill-opacity": 0.75 }),
];

/** @type {Motif} */
const bars = ({ main }, seed) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((i) => {
    const height = 40 + ((seed >>> (i * 3)) % 8) * 20;
    return svg("rect", {
      x: 34 + i * 30,
      y: 226 - height,
      width: 18,
      height,
      rx: 7,
      fill: main,
      "fill-opacity": i % 2 ? 0.65 : 1,
    });
  });

/** @type {Motif} */
const record = ({ main }, seed) => [
  svg("circle", { cx: 150, cy: 130, r: 96, fill: main, "fill-opacity": 0.28 }),
  ...[78, 60].map((r) =>
    svg("circle", { cx: 150, cy: 130, r, fill: "none", stroke: main, "stroke-width": 2, "stroke-opacity": 0.7 }),
  ),
  svg("circle", { cx: 150, cy: 130, r: 36, fill: main }),
  svg("path", {
    d: "M236 30 L196 148",
    stroke: main,
    "stroke-width": 8,
    "stroke-linecap": "round",
    transform: `rotate(${(seed % 5) * 3} 236 30)`,
  }),
];

/** @type {Motif} */
const leap = ({ main }, seed) => [
  svg("path", {
    d: "M40 236 C 110 220, 90 70, 170 62 S 226 150, 168 208",
    fill: "none",
    stroke: main,
    "stroke-width": 22,
    "stroke-linecap": "round",
  }),
  svg("circle", { cx: 214, cy: 48, r: 20, fill: main }),
  svg("path", {
    d: `M10 ${196 + (seed % 20)} C 100 240, 200 180, 290 226`,
    fill: "none",
    stroke: main,
    "stroke-width": 3,
    "stroke-opacity": 0.6,
  }),
];

/** @type {Motif} */
const ribbons = ({ main }) => [
  svg("path", {
    d: "M30 60 C 160 20, 140 150, 250 110",
    fill: "none",
    stroke: main,
    "stroke-width": 20,
    "stroke-linecap": "round",
  }),
  svg("path", {
    d: "M50 190 C 120 120, 200 240, 268 160",
    fill: "none",
    stroke: main,
    "stroke-width": 12,
    "stroke-opacity": 0.6,
    "stroke-linecap": "round",
  }),
  svg("circle", { cx: 64, cy: 118, r: 22, fill: main }),
];

/** @type {Motif} */
const steps = ({ main }) =>
  [0, 1, 2, 3].map((i) =>
    svg("rect", {
      x: 40 + i * 58,
      y: 60 + (i % 2) * 64,
      width: 44,
      height: 92,
      rx: 22,
      fill: main,
      "fill-opacity": i % 2 ? 0.6 : 1,
      transform: `rotate(${i % 2 ? 16 : -12} ${62 + i * 58} 130)`,
    }),
  );

/** @type {Motif} */
const tent = ({ main }) => [
  svg("circle", { cx: 150, cy: 36, r: 9, fill: main }),
  svg("polygon", { points: "150,48 40,236 82,236", fill: main }),
  svg("polygon", { points: "150,48 118,236 150,236", fill: main, "fill-opacity": 0.85 }),
  svg("polygon", { points: "150,48 182,236 150,236", fill: main, "fill-opacity": 0.3 }),
  svg("polygon", { points: "150,48 218,236 260,236", fill: main }),
];

/** @type {Motif} */
const juggling = ({ main }, seed) =>
  [0, 1, 2, 3, 4].map((i) => {
    const angle = Math.PI * (0.1 + i * 0.2);
    return svg("circle", {
      cx: 150 - Math.cos(angle) * 104,
      cy: 212 - Math.sin(angle) * 150,
      r: 18 + ((seed >>> i) % 3) * 5,
      fill: main,
      "fill-opacity": i % 2 ? 0.6 : 1,
    });
  });

/** @type {Motif} */
const dots = ({ main }, seed) =>
  Array.from({ length: 30 }, (_, i) =>
    svg("circle", {
      cx: 42 + (i % 6) * 43,
      cy: 44 + Math.floor(i / 6) * 42,
      r: 6 + ((seed >>> (i % 24)) % 4) * 3.4,
      fill: main,
      "fill-opacity": 0.4 + ((seed >>> (i % 20)) % 5) * 0.15,
    }),
  );

/** @type {Motif} */
const overlap = ({ main }) => [
  svg("circle", { cx: 118, cy: 116, r: 76, fill: main, "fill-opacity": 0.6 }),
  svg("rect", { x: 132, y: 92, width: 124, height: 124, rx: 10, fill: main, "fill-opacity": 0.55 }),
  svg("polygon", { points: "70,232 150,150 214,232", fill: main }),
];

/** @type {Record<string, readonly Motif[]>} */
export const MOTIFS = {
  play: [masks, doors, chair],
  musical: [moon, beams, notes],
  classical: [waves, strings, keys],
  gugak: [brushRing, hills],
  pop: [bars, record, beams],
  dance: [leap, ribbons],
  pop_dance: [steps, ribbons],
  circus: [tent, juggling],
  mixed: [dots, overlap],
};
