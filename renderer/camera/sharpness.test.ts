import { expect, it } from "vitest";
import { sharpnessOf } from "./sharpness.ts";

it.each([
  [3264, 2448, { dpi: 279, grade: "good" }],
  [2448, 3264, { dpi: 279, grade: "good" }],
  [1920, 1080, { dpi: 164, grade: "fair" }],
  [1600, 1200, { dpi: 136, grade: "poor" }],
])("a picture of %d × %d", (width, height, expected) => expect(sharpnessOf({ width, height })).toEqual(expected));
