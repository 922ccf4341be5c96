import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findPageViolations } from "../../domain/page/page-rules.ts";
import { preparePage, type PageMode, type PreparedPage } from "./prepare-page.ts";
import { sharp } from "./sharp.ts";

const black = { r: 20, g: 20, b: 20 };
const red = { r: 210, g: 30, b: 40 };
const PAPER = "#ffffff";

/** A sheet with bars like lines of print, upright when the heavy bar is on top. */
function sheet(width: number, height: number, options: { paper?: string; seal?: boolean; lines?: number } = {}) {
  const lines = options.lines ?? 30;
  const bar = (index: number) => {
    const barHeight = index === 0 ? height / 12 : height / 120;
    return { input: { create: { width: Math.round(width * 0.8), height: Math.max(2, Math.round(barHeight)), channels: 3 as const, background: black } }, left: Math.round(width * 0.1), top: Math.round(height * (0.06 + index / 36)) };
  };
  const seal = { input: { create: { width: Math.round(width / 6), height: Math.round(width / 6), channels: 3 as const, background: red } }, left: Math.round(width * 0.6), top: Math.round(height * 0.3) };
  const things = [...Array.from({ length: lines }, (_, index) => bar(index)), ...(options.seal ? [seal] : [])];
  return sharp({ create: { width, height, channels: 3, background: options.paper ?? PAPER } }).composite(things);
}

async function prepared(bytes: Uint8Array, mode: PageMode = "standard"): Promise<PreparedPage> {
  const page = await preparePage({ name: "sheet", bytes }, { mode });
  const { format, width, height } = await sharp(page.jpeg).metadata();
  expect(findPageViolations({ format, width, height, bytes: page.jpeg.byteLength })).toEqual([]);
  expect({ width: page.width, height: page.height, bytes: page.bytes }).toEqual({ width, height, bytes: page.jpeg.byteLength });
  expect(page.sha256).toBe(createHash("sha256").update(page.jpeg).digest("hex"));
  return page;
}

const meanOf = async (page: PreparedPage, left: number, top: number) => {
  const at = { left: Math.round(page.width * left), top: Math.round(page.height * top), width: 8, height: 8 };
  const { channels } = await sharp(await sharp(page.jpeg).toColourspace("srgb").extract(at).png().toBuffer()).stats();
  return channels.map((channel) => Math.round(channel.mean));
};

describe("R-SCAN-1 whatever comes in", () => {
  it.each<[string, number, number]>([
    ["75 dpi", 620, 877],
    ["300 dpi", 2480, 3508],
    ["300 dpi landscape", 3508, 2480],
    ["600 dpi", 4960, 7016],
    ["A3 at 200 dpi", 3308, 2339],
  ])("JPEG, %s", async (_, width, height) => {
    const page = await prepared(await sheet(width, height).jpeg({ quality: 95 }).toBuffer());
    expect(page.width > page.height).toBe(width > height);
    expect(page.width / page.height).toBeCloseTo(width / height, 2);
  });

  it.each<[string, () => Promise<Buffer>]>([
    ["PNG", () => sheet(1654, 2339).png().toBuffer()],
    ["PNG with alpha", () => sheet(1654, 2339).ensureAlpha(1).png().toBuffer()],
    ["grey PNG of 16 bits", () => sheet(1654, 2339).toColourspace("grey16").png().toBuffer()],
    ["TIFF of 16 bits", () => sheet(1654, 2339).toColourspace("rgb16").tiff().toBuffer()],
    ["TIFF of 1 bit", async () => sharp(await sheet(1654, 2339).png().toBuffer()).toColourspace("b-w").tiff({ bitdepth: 1, compression: "lzw" }).toBuffer()],
    ["WebP", () => sheet(1654, 2339).webp({ quality: 90 }).toBuffer()],
    ["CMYK JPEG", () => sheet(1654, 2339).toColourspace("cmyk").jpeg().toBuffer()],
    ["progressive JPEG", () => sheet(1654, 2339).jpeg({ progressive: true }).toBuffer()],
  ])("%s", async (_, make) => {
    const page = await prepared(await make());
    expect(page.colour).toBe("grey");
    expect(await meanOf(page, 0.03, 0.03)).toEqual([255, 255, 255]);
    const [bar] = await meanOf(page, 0.5, 0.09);
    expect(bar).toBeLessThan(60);
  });

  it.each([
    ["P5, 8 bits", 255],
    ["P5, 16 bits", 65_535],
    ["P5, 10 bits", 1023],
  ])("PNM %s", async (_, maximum) => {
    const grey = await sheet(1240, 1754).toColourspace("b-w").raw().toBuffer();
    const body = maximum === 255 ? grey : Buffer.alloc(grey.length * 2);
    if (maximum > 255) grey.forEach((value, index) => body.writeUInt16BE(Math.round((value * maximum) / 255), index * 2));
    const page = await prepared(Buffer.concat([Buffer.from(`P5\n# SANE data follows\n1240 1754\n${maximum}\n`), body]));
    expect(await meanOf(page, 0.03, 0.03)).toEqual([255, 255, 255]);
  });

  it("PNM P6 and P4", async () => {
    const colour = await sheet(1240, 1754, { seal: true }).removeAlpha().raw().toBuffer();
    expect((await prepared(Buffer.concat([Buffer.from("P6\n1240 1754\n255\n"), colour]))).colour).toBe("colour");
    const bits = Buffer.alloc(155 * 1754);
    bits.fill(0xff, 155 * 200, 155 * 300);
    const page = await prepared(Buffer.concat([Buffer.from("P4\n1240 1754\n"), bits]));
    expect((await meanOf(page, 0.5, 250 / 1754))[0]).toBeLessThan(30);
  });

  it("the worst there is: noise over the whole sheet", async () => {
    const noise = sharp({ create: { width: 2480, height: 3508, channels: 3, background: "white", noise: { type: "gaussian", mean: 128, sigma: 60 } } });
    await prepared(await noise.png().toBuffer());
  });
});

it("turns a picture upright as its EXIF says", async () => {
  const sideways = await sharp(await sheet(1654, 2339).png().toBuffer()).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const page = await prepared(sideways);
  expect(page.height).toBeGreaterThan(page.width);
  expect((await meanOf(page, 0.5, 0.09))[0]).toBeLessThan(60);
  expect((await sharp(page.jpeg).metadata()).orientation).toBeUndefined();
});

it("keeps a red seal red and makes tinted paper white", async () => {
  const page = await prepared(await sheet(2480, 3508, { paper: "#f3e4c8", seal: true }).jpeg({ quality: 95 }).toBuffer());
  expect(page.colour).toBe("colour");
  const [r, g, b] = await meanOf(page, 0.66, 0.34);
  expect(r).toBeGreaterThan(150);
  expect(Math.max(g!, b!)).toBeLessThan(90);
  expect(await meanOf(page, 0.03, 0.03)).toEqual([255, 255, 255]);
});

it("a faithful page keeps the paper's tint", async () => {
  const page = await prepared(await sheet(2480, 3508, { paper: "#f3e4c8" }).jpeg({ quality: 95 }).toBuffer(), "faithful");
  const [r, g, b] = await meanOf(page, 0.03, 0.03);
  for (const [seen, was] of [[r, 0xf3], [g, 0xe4], [b, 0xc8]] as const) expect(Math.abs(seen! - was)).toBeLessThan(8);
});

it("points out a blank sheet and not one with a single line", async () => {
  const noisy = { type: "gaussian", mean: 235, sigma: 6 } as const;
  const blank = await sharp({ create: { width: 1654, height: 2339, channels: 3, background: "white", noise: noisy } }).jpeg().toBuffer();
  const written = await sharp(blank).composite([{ input: { create: { width: 300, height: 24, channels: 3, background: black } }, left: 200, top: 300 }]).jpeg().toBuffer();
  for (const mode of ["standard", "fast", "faithful"] as const) {
    expect((await prepared(blank, mode)).warnings).toContain("blank");
    expect((await prepared(written, mode)).warnings).not.toContain("blank");
  }
});

it("lays a narrow slip on white paper instead of refusing it", async () => {
  const page = await prepared(await sheet(700, 3500).jpeg().toBuffer());
  expect(page.warnings).toContain("padded");
});

it("warns of a coarse scan", async () => {
  expect((await prepared(await sheet(620, 877).jpeg().toBuffer())).warnings).toContain("low-resolution");
});

it("stops when it is cancelled", async () => {
  const cancelled = AbortSignal.abort(new Error("cancelled"));
  await expect(preparePage({ name: "sheet", bytes: await sheet(1654, 2339).jpeg().toBuffer() }, { mode: "fast" }, cancelled)).rejects.toThrow("cancelled");
});
