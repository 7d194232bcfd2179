import assert from "node:assert/strict";
import { test } from "node:test";
import { labelHeights, project } from "../src/ui/constellation.js";
import { dayNames, groupDays } from "../src/ui/detail-when.js";

test("days with the same times share a row", () => {
  const rows = groupDays([
    { weekday: "tue", times: ["19:30"] },
    { weekday: "wed", times: ["19:30"] },
    { weekday: "sat", times: ["14:00", "19:00"] },
    { weekday: "sun", times: ["19:30"] },
  ]);

  assert.deepEqual(rows, [
    { days: ["tue", "wed"], times: ["19:30"] },
    { days: ["sat"], times: ["14:00", "19:00"] },
    { days: ["sun"], times: ["19:30"] },
  ]);
});

test("a dash stands only for days that follow each other without a gap", () => {
  // Labels are not loaded here: a code stands for itself.
  assert.equal(dayNames(["tue", "wed", "thu"]), "tue–thu");
  assert.equal(dayNames(["mon", "wed", "fri"]), "mon·wed·fri");
  assert.equal(dayNames(["sat", "sun"]), "sat·sun");
  assert.equal(dayNames(["fri", "sat", "sun", "holiday"]), "fri·sat·sun·holiday");
});

test("every neighbour fits into the map, north up", () => {
  const centre = { latitude: 37.5, longitude: 127 };
  const at = (/** @type {number} */ latitude, /** @type {number} */ longitude) => ({
    id: "FC000001",
    name: "극장",
    latitude,
    longitude,
    distance_m: 1,
  });

  const { points } = project(centre, [at(37.54, 127), at(37.5, 127.05), at(37.47, 126.96)]);

  for (const { x, y } of points) {
    assert.ok(x >= 0 && x <= 320, `x ${x}`);
    assert.ok(y >= 0 && y <= 140, `y ${y}`);
  }
  assert.ok((points[0]?.y ?? 999) < 70, "north is above");
  assert.ok((points[1]?.x ?? 0) > 160, "east is right");
});

test("names of neighbours never cover each other or the venue's own", () => {
  const heights = labelHeights([
    { x: 150, y: 68 },
    { x: 152, y: 69 },
    { x: 158, y: 71 },
  ]);

  const all = [...heights, 96].sort((a, b) => a - b);
  for (let index = 1; index < all.length; index += 1)
    assert.ok((all[index] ?? 0) - (all[index - 1] ?? 0) >= 13, `${all}`);
});
