import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8");
const light = tokens('[data-bs-theme="light"] {');
const dark = { ...light, ...tokens('\n[data-bs-theme="dark"] {') };
const GENRES = ["play", "musical", "classical", "gugak", "pop", "dance", "circus", "mixed"];

/** @param {string} start */
function tokens(start) {
  const from = css.indexOf(start) + start.length;
  const block = css.slice(from, css.indexOf("}", from));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

/** @param {string | undefined} color */
function luminance(color = "") {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string | undefined} a @param {string | undefined} b */
function contrast(a, b) {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

for (const [theme, color] of Object.entries({ light, dark })) {
  /** @param {string} ink @param {string} ground @param {number} least */
  const holds = (ink, ground, least) => {
    const ratio = contrast(color[ink], color[ground]);
    assert.ok(ratio >= least, `${theme}: ${ink} on ${ground} is ${ratio.toFixed(2)}, less than ${least}`);
  };

  test(`text can be read in the ${theme} theme`, () => {
    for (const ground of ["bg", "surface", "sunken"]) {
      holds("ink", ground, ground === "sunken" ? 12 : 14);
      for (const ink of ["muted", "velvet"]) holds(ink, ground, 4.5);
    }
    holds("on-primary", "primary", 4.5);
    for (const tone of ["ok", "warn", "danger", "info"]) {
      holds(tone, `${tone}-tint`, 4.5);
      for (const ground of ["bg", "surface"]) holds(tone, ground, 4.5);
    }
  });

  test(`genres can be read in the ${theme} theme`, () => {
    for (const genre of GENRES) holds(`g-${genre}`, `g-${genre}-tint`, 4.5);
  });

  test(`controls and focus can be seen in the ${theme} theme`, () => {
    for (const ground of ["bg", "surface"]) for (const mark of ["line-strong", "focus", "star"]) holds(mark, ground, 3);
  });
}
