import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createSheet, SHEET_CLASSES, type SheetClass } from "../../test/samples/sheets.ts";
import { cutPixels } from "./cut-pixels.ts";
import { preparePage } from "./prepare-page.ts";
import { fromPixels, sharp, type Pixels } from "./sharp.ts";
import { straightenPage, turnPage } from "./straighten.ts";

const A4 = { width: 1131, height: 1600 } as const;
const LID = "#161618";

/** A picture on a background of its own, turned clockwise about its middle: what a scanner sees of a sheet that went in askew. */
async function scanned(picture: Pixels, degrees: number, background: string, size: { width: number; height: number } = A4): Promise<Pixels> {
  const turned = await fromPixels(picture).rotate(degrees, { background }).raw().toBuffer({ resolveWithObject: true });
  const whole: Pixels = { data: turned.data, width: turned.info.width, height: turned.info.height, channels: 3 };
  const [left, top] = [Math.floor((whole.width - size.width) / 2), Math.floor((whole.height - size.height) / 2)];
  const [besides, above] = [Math.max(0, -left), Math.max(0, -top)];
  const wide = await fromPixels(whole).extend({ left: besides, right: besides + 1, top: above, bottom: above + 1, background }).raw().toBuffer({ resolveWithObject: true });
  return cutPixels({ data: wide.data, width: wide.info.width, height: wide.info.height, channels: 3 }, { left: Math.max(0, left), top: Math.max(0, top), ...size });
}

/** A white A4 sheet, or another picture, with marks drawn over it. */
async function drawn(svg: string, on: Pixels | string = "#ffffff"): Promise<Pixels> {
  const picture = typeof on === "string" ? sharp({ create: { ...A4, channels: 3, background: on } }) : fromPixels(on);
  return { data: await picture.composite([{ input: Buffer.from(`<svg width="1131" height="1600">${svg}</svg>`) }]).removeAlpha().raw().toBuffer(), ...A4, channels: 3 };
}

const pictures = new Map<SheetClass, Pixels>();
beforeAll(async () => {
  for (const sheetClass of SHEET_CLASSES) {
    const { jpeg } = await createSheet(sheetClass, 0);
    pictures.set(sheetClass, { data: await sharp(jpeg).resize(A4.width, A4.height).removeAlpha().raw().toBuffer(), ...A4, channels: 3 });
  }
}, 600_000);
const pictureOf = (sheetClass: SheetClass): Pixels => pictures.get(sheetClass) ?? expect.unreachable();

/** Row of the darkest line within a strip of columns. */
function rowOfLine({ data, width, height, channels }: Pixels, fromColumn: number, fromRow: number, toRow: number): number {
  let [best, darkest] = [-1, Number.POSITIVE_INFINITY];
  for (let row = fromRow; row < Math.min(height, toRow); row++) {
    let sum = 0;
    for (let column = fromColumn; column < fromColumn + 30; column++) sum += data[(row * width + column) * channels] ?? 255;
    if (sum < darkest) [best, darkest] = [row, sum];
  }
  return best;
}

describe("a page that went in askew", () => {
  const printed: readonly SheetClass[] = ["text-12pt", "text-10.5pt", "text-9pt", "text-7.5pt", "table", "seal", "noisy-paper", "newspaper"];

  it("lies straight afterwards to a tenth of a degree, whatever is printed on it and however it lay (−5° … 5°)", async () => {
    const run = fc.asyncProperty(fc.constantFrom(...printed), fc.double({ min: -5, max: 5, noNaN: true }), async (sheetClass, degrees) => {
      const { turnedDegrees } = await straightenPage(await scanned(pictureOf(sheetClass), degrees, "#f8f8f6"));
      const residual = degrees + turnedDegrees;
      // Below the threshold it is left alone; above it the angle is met.
      expect(Math.abs(residual), `${sheetClass} at ${degrees}° turned by ${turnedDegrees}°`).toBeLessThan(turnedDegrees === 0 ? 0.2 : 0.1);
    });
    await fc.assert(run, { numRuns: 30 });
  }, 300_000);

  it("a card's copy, which has few lines, to a quarter of a degree", async () => {
    for (const degrees of [-4.5, -1.5, 2.5, 4.9]) {
      const { turnedDegrees } = await straightenPage(await scanned(pictureOf("identity-copy"), degrees, "#f8f8f6"));
      expect(Math.abs(degrees + turnedDegrees)).toBeLessThan(0.25);
    }
  });

  it("its ruled lines run level from one side to the other", async () => {
    const picture = await drawn('<rect x="100" y="800" width="931" height="3" fill="#111"/>', pictureOf("text-12pt"));
    for (const degrees of [-3.7, 4.4]) {
      const laid = await straightenPage(await scanned(picture, degrees, "#f8f8f6"));
      const pixels = await turnPage(laid.pixels, laid.owedDegrees, "white");
      const [left, right] = [rowOfLine(pixels, 160, 770, 830), rowOfLine(pixels, 940, 770, 830)];
      expect(Math.abs(left - right)).toBeLessThanOrEqual(2);
    }
  });

  it("is not touched when it lies straight, and its pixels are the same", async () => {
    const pixels = await scanned(pictureOf("text-9pt"), 0, "#f8f8f6");
    const straight = await straightenPage(pixels);
    expect(straight).toMatchObject({ turnedDegrees: 0, isBorderGone: false });
    expect(straight.pixels.data).toBe(pixels.data);
  });

  it.each<SheetClass>(["photograph", "blank"])("is not turned by what forms no lines: %s", async (sheetClass) => {
    for (const degrees of [0, 2.2, -4]) {
      expect((await straightenPage(await scanned(pictureOf(sheetClass), degrees, "#f8f8f6"))).turnedDegrees).toBe(0);
    }
  });

  it("is left as it lay in the faithful mode, and so is a signature", async () => {
    const bytes = await fromPixels(await scanned(pictureOf("text-12pt"), 3, "#f8f8f6")).png().toBuffer();
    expect((await preparePage({ name: "x", bytes }, { mode: "faithful" })).turnedDegrees).toBe(0);
    expect((await preparePage({ name: "x", bytes, isStraight: true }, { mode: "standard" })).turnedDegrees).toBe(0);
    expect((await preparePage({ name: "x", bytes }, { mode: "fast" })).turnedDegrees).toBeCloseTo(-3, 1);
  });
});

describe("the scanner's dark border", () => {
  const big = { width: 1200, height: 1700 } as const;
  const greenAt = ({ data, width, channels }: Pixels, x: number, y: number): number => data[(Math.round(y) * width + Math.round(x)) * channels + 1] ?? -1;

  it.each([0, 1.4, -3.6])("is cut off round a sheet that lies at %f°", async (degrees) => {
    const { pixels, isBorderGone } = await straightenPage(await scanned(pictureOf("text-12pt"), degrees, LID, big));
    expect(isBorderGone).toBe(true);
    expect(Math.abs(pixels.width - A4.width)).toBeLessThan(24);
    expect(Math.abs(pixels.height - A4.height)).toBeLessThan(24);
    for (const x of [0, 0.5, 1]) for (const y of [0, 0.5, 1]) expect(greenAt(pixels, x * (pixels.width - 1), y * (pixels.height - 1))).toBeGreaterThan(200);
  });

  it("goes white round a small sheet, which keeps its place and its size", async () => {
    const card = (top: number): string => `<rect x="200" y="${top}" width="480" height="300" fill="#dfe8ee"/><rect x="260" y="${top + 60}" width="300" height="20" fill="#222222"/>`;
    const { pixels, isBorderGone } = await straightenPage(await drawn(card(300) + card(900), LID));
    expect(isBorderGone).toBe(true);
    expect([pixels.width, pixels.height]).toEqual([A4.width, A4.height]);
    expect([[10, 10], [600, 700], [1000, 1500]].map(([x, y]) => greenAt(pixels, x!, y!))).toEqual([255, 255, 255]);
    for (const top of [300, 900]) {
      expect(greenAt(pixels, 210, top + 150)).toBe(0xe8);
      expect(greenAt(pixels, 300, top + 70)).toBe(0x22);
    }
  });

  it("is cut away round a sheet under a camera, which is the page, as large as a page may be", async () => {
    const mat = { width: 3200, height: 2400 } as const;
    const sheet = await fromPixels(pictureOf("text-12pt")).resize(1600, 2263).png().toBuffer();
    const picture = await sharp({ create: { ...mat, channels: 3, background: "#232826" } }).composite([{ input: sheet, left: 800, top: 68 }]).removeAlpha().jpeg({ quality: 92 }).toBuffer();
    const page = await preparePage({ name: "x", bytes: picture, isFromCamera: true }, { mode: "fast" });
    expect(page).toMatchObject({ isBorderGone: true, warnings: [] });
    expect(page.width / page.height).toBeCloseTo(1600 / 2263, 1);
    expect(page.quality.scale * 1600).toBeLessThan(page.height + 20);
    // From a scanner's glass the same sheet would stay where it lay.
    expect((await preparePage({ name: "x", bytes: picture, isFromCamera: false }, { mode: "fast" })).width).toBeGreaterThan(page.height);
    // A file tells by itself: it has the shape of a sensor, and no density.
    expect(await preparePage({ name: "x", bytes: picture }, { mode: "fast" })).toEqual(page);
  });

  it("is not seen in a dark picture, a black bar across a sheet, or a frame printed to the edge", async () => {
    expect(await straightenPage(await drawn('<circle cx="550" cy="750" r="440" fill="#c8b070"/>', "#101014"))).toMatchObject({ isBorderGone: false, turnedDegrees: 0 });
    for (const mark of ['<rect y="700" width="1131" height="90" fill="#111"/>', '<rect width="1131" height="1600" fill="none" stroke="#111" stroke-width="12"/>']) {
      expect((await straightenPage(await drawn(mark, pictureOf("text-12pt")))).isBorderGone).toBe(false);
    }
  });
});
