import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPageViolations, fitPage, isAbovePageMaximum, PAGE_LIMIT_BYTES } from "./page-rules.ts";

const page = (width: number, height: number, bytes = 50_000, format = "jpeg") => ({ width, height, bytes, format });
const rules = (...facts: Parameters<typeof page>) => findPageViolations(page(...facts)).map((violation) => violation.rule);

describe("R-SCAN-1", () => {
  it.each([
    [640, 480],
    [480, 640],
    [1600, 1200],
    [1200, 1600],
    [1131, 1600],
  ])("takes %i×%i", (width, height) => expect(rules(width, height)).toEqual([]));

  it.each([
    [639, 480],
    [480, 639],
    [479, 1600],
    [Number.NaN, 1000],
  ])("says %i×%i is too small", (width, height) => expect(rules(width, height)).toEqual(["too-small"]));

  it.each([
    [1601, 1200],
    [1201, 1201],
    [1600, 1201],
  ])("says %i×%i is too large", (width, height) => expect(rules(width, height)).toEqual(["too-large"]));

  it("takes exactly the limit of bytes and not one more", () => {
    expect(rules(800, 600, PAGE_LIMIT_BYTES)).toEqual([]);
    expect(rules(800, 600, PAGE_LIMIT_BYTES + 1)).toEqual(["too-many-bytes"]);
    expect(rules(800, 600, 0)).toEqual(["no-bytes"]);
  });

  it("names every violation at once", () => {
    expect(rules(100, 5_000, 1_000_000, "png")).toEqual(["format", "too-small", "too-large", "too-many-bytes"]);
  });
});

it("fits any picture into a page without enlarging it", () => {
  const side = fc.integer({ min: 1, max: 20_000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const fitted = fitPage({ width, height });
      expect(isAbovePageMaximum(fitted)).toBe(false);
      expect(fitted.width).toBeLessThanOrEqual(width);
      expect(fitted.height).toBeLessThanOrEqual(height);
    }),
  );
});
