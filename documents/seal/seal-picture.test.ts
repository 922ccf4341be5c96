import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { getSealPicture, sealRed, type SealDesign } from "./seal-picture.ts";
import { renderSealSvg } from "./seal-svg.ts";

const fonts = new FontBook(bundledFontFiles());
const design: SealDesign = { officeName: "南京市行政审批局", centreLine: "审批专用章", code: "3201000012345", diameterMm: 42 };
/** A name as long as any real one: 30 characters. */
const longName = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县住房和城乡";

describe("the approval seal", () => {
  it("is drawn once for a design", () => {
    expect(getSealPicture({ ...design }, fonts)).toBe(getSealPicture(design, fonts));
    expect(getSealPicture({ ...design, code: "" }, fonts)).not.toBe(getSealPicture(design, fonts));
  });

  it.each([design.officeName, "沧州市运河区", longName])("keeps %s inside its ring, for any diameter", (officeName) => {
    for (const diameterMm of [42, 45]) {
      const { layers } = getSealPicture({ ...design, officeName, diameterMm }, fonts);
      const ringInside = diameterMm / 2 - (layers[0]?.strokeWidthMm ?? 0);
      const points = layers[1]!.path.flatMap(([, ...at]) => (at.length === 0 ? [] : [[at.at(-2)!, at.at(-1)!] as const]));
      expect(points.length).toBeGreaterThan(500);
      for (const [x, y] of points) expect(Math.hypot(x - diameterMm / 2, y - diameterMm / 2)).toBeLessThan(ringInside);
    }
  });

  it("is red: the star in its middle, letters round it, nothing between", async () => {
    const side = 420;
    const { data, info } = await sharp(Buffer.from(renderSealSvg(design, fonts)), { density: 300 }).resize(side).flatten({ background: "#fff" }).raw().toBuffer({ resolveWithObject: true });
    const at = (xMm: number, yMm: number) => {
      const start = (Math.round((yMm / 42) * side) * side + Math.round((xMm / 42) * side)) * info.channels;
      return [...data.subarray(start, start + 3)];
    };
    const red = sealRed.map((part) => Math.round(part * 255));
    expect(at(21, 21)).toEqual(red);
    expect(at(21, 0.6)).toEqual(red);
    expect(at(21, 26)).toEqual([255, 255, 255]);
    const inkIn = (fromMm: number, toMm: number): number => {
      let count = 0;
      for (let angle = 0; angle < 360; angle += 0.5) {
        for (let radius = fromMm; radius < toMm; radius += 0.1) {
          const [r = 255, g = 255] = at(21 + radius * Math.sin((angle * Math.PI) / 180), 21 - radius * Math.cos((angle * Math.PI) / 180));
          if (r > 150 && g < 120) count += 1;
        }
      }
      return count;
    };
    expect(inkIn(13.7, 18.2)).toBeGreaterThan(2000);
    expect(inkIn(19.35, 19.8)).toBe(0);
  });

  it("names the text that is too long for it, and what no font has", () => {
    expect(() => getSealPicture({ ...design, officeName: longName.repeat(2) }, fonts)).toThrow(expect.objectContaining({ code: "seal-text-too-long", details: { text: longName.repeat(2), length: longName.length * 2 } }));
    expect(() => getSealPicture({ ...design, centreLine: "审批专用章（第一二三号）" }, fonts)).toThrow(expect.objectContaining({ code: "seal-text-too-long" }));
    expect(() => getSealPicture({ ...design, code: "12345678901234567890" }, fonts)).toThrow(expect.objectContaining({ code: "seal-text-too-long" }));
    expect(() => getSealPicture({ ...design, officeName: "\u{10ffff}局" }, fonts)).toThrow(expect.objectContaining({ code: "glyph-missing", details: { characters: "\u{10ffff}" } }));
  });
});
