import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAGE_SIZES_MM } from "../driver.ts";
import { isTakenByCamera } from "./camera-signs.ts";
import { decodeScan } from "./decode-scan.ts";
import { sharp } from "./sharp.ts";

interface Shot {
  readonly width: number;
  readonly height: number;
  /** 72 is what telephones and programs write who know no better. */
  readonly density?: number;
  readonly exposure?: Record<string, string>;
  readonly turned?: number;
}

const shot = ({ width, height, density = 72, exposure, turned }: Shot) =>
  sharp({ create: { width, height, channels: 3, background: "#e8e4dc" } })
    .withExif({ IFD0: { Make: "HUAWEI", Model: "ELS-AN00" }, ...(exposure && { IFD2: exposure }) })
    .withMetadata({ density, ...(turned !== undefined && { orientation: turned }) });

/** A picture's data with one entry of its exposure, and what it is of. */
function exifOf(order: "II" | "MM", tag: number, source = 3): Uint8Array {
  const isLittle = order === "II";
  const view = new DataView(new ArrayBuffer(62));
  new Uint8Array(view.buffer).set(Buffer.from(`Exif\0\0${order}`, "latin1"));
  view.setUint16(8, 42, isLittle);
  const entries = (at: number, count: number, ...tags: [number, number][]): void => {
    view.setUint16(at, count, isLittle);
    for (const [index, [name, value]] of tags.entries()) {
      view.setUint16(at + 2 + 12 * index, name, isLittle);
      view.setUint32(at + 10 + 12 * index, value, isLittle);
    }
  };
  view.setUint32(10, 8, isLittle);
  entries(14, 1, [0x8769, 28]);
  entries(34, 2, [tag, 0], [0xa300, 0]);
  view.setUint8(34 + 2 + 12 + 8, source);
  return new Uint8Array(view.buffer);
}

const isCamera = async (bytes: Uint8Array, change: { isFromCamera?: boolean } = {}) => (await decodeScan({ name: "x", bytes, ...change })).isFromCamera;

describe("a picture taken by a camera is told", () => {
  it.each<[string, Shot]>([
    ["by its exposure, whatever size it was cut to", { width: 1500, height: 1111, exposure: { ExposureTime: "1/100", FNumber: "18/10" } }],
    ["by its focal length alone", { width: 1500, height: 1111, exposure: { FocalLength: "27/4" } }],
    ["by its exposure though it names a density", { width: 1500, height: 1111, density: 300, exposure: { ExposureTime: "1/50" } }],
    ["by the shape of a sensor, after a messenger took its data away", { width: 1440, height: 1080 }],
    ["upright too", { width: 1080, height: 1920 }],
    ["turned by its data", { width: 1440, height: 1080, turned: 6 }],
  ])("%s", async (_title, from) => expect(await isCamera(await shot(from).jpeg().toBuffer())).toBe(true));

  it.each(["II", "MM"] as const)("in the byte order %s", (order) => {
    expect(isTakenByCamera({ format: "jpeg", width: 900, height: 700, exif: exifOf(order, 0x829d) })).toBe(true);
    expect(isTakenByCamera({ format: "jpeg", width: 900, height: 700, exif: exifOf(order, 0x9003) })).toBe(false);
  });
});

describe("a scan is never taken for a camera's picture", () => {
  it.each<[string, Shot]>([
    ["by a copier's make and model", { width: 1654, height: 2339, density: 200 }],
    ["of A4 without a density", { width: 1654, height: 2339 }],
    ["in the shape of a sensor, with a density", { width: 1600, height: 1200, density: 200 }],
  ])("%s", async (_title, from) => expect(await isCamera(await shot(from).jpeg().toBuffer())).toBe(false));

  it.each([[1, false], [2, false], [3, true]])("that says it is of source %d: %s", (source, expected) => {
    expect(isTakenByCamera({ format: "jpeg", width: 900, height: 700, exif: exifOf("II", 0x829a, source) })).toBe(expected);
  });

  it("as any other than a JPEG, which cameras write", async () => {
    expect(await isCamera(await shot({ width: 1440, height: 1080 }).png().toBuffer())).toBe(false);
    expect(await isCamera(Buffer.concat([Buffer.from("P5 1440 1080 255\n"), Buffer.alloc(1440 * 1080, 200)]))).toBe(false);
  });

  it("at any size, resolution and rounding, even without a density", () => {
    const around = fc.integer({ min: -2, max: 2 });
    fc.assert(fc.property(fc.constantFrom(...Object.values(PAGE_SIZES_MM)), fc.integer({ min: 75, max: 600 }), around, around, fc.boolean(), (size, dpi, wider, higher, isTurned) => {
      const sides = [Math.round((size.width / 25.4) * dpi) + wider, Math.round((size.height / 25.4) * dpi) + higher];
      const [width = 0, height = 0] = isTurned ? sides.reverse() : sides;
      expect(isTakenByCamera({ format: "jpeg", width, height })).toBe(false);
    }));
  });

  it("as any of the samples", async () => {
    const folder = join(import.meta.dirname, "../../samples");
    for (const name of await readdir(folder)) expect(await isCamera(await readFile(join(folder, name))), name).toBe(false);
  });

  it("for damaged data: whatever bytes it has, they are read as far as they go", () => {
    const head = Buffer.from("Exif\0\0II*\0", "latin1");
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(isTakenByCamera({ format: "jpeg", width: 900, height: 700, exif: Buffer.concat([head, bytes]) })).toBeTypeOf("boolean");
    }));
    expect(isTakenByCamera({ format: "jpeg", width: 900, height: 700, exif: head })).toBe(false);
  });
});

it("who knows better says so", async () => {
  const scan = await shot({ width: 1654, height: 2339, density: 200 }).jpeg().toBuffer();
  const photograph = await shot({ width: 1440, height: 1080, exposure: { FNumber: "2/1" } }).jpeg().toBuffer();
  expect([await isCamera(scan, { isFromCamera: true }), await isCamera(photograph, { isFromCamera: false })]).toEqual([true, false]);
});
