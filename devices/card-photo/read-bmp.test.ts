import fc from "fast-check";
import { expect, it } from "vitest";
import { writeBmp } from "../../test/emulators/drawn-photo.ts";
import { readBmp } from "./read-bmp.ts";

const side = fc.integer({ min: 1, max: 9 });
const pixels = fc.tuple(side, side).chain(([width, height]) =>
  fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }).map((data) => ({ data, width, height })));
const bits = fc.constantFrom(24 as const, 32 as const);

it("reads what was written, rows upwards and downwards", () => {
  fc.assert(fc.property(pixels, bits, (picture, bitsPerPixel) => {
    expect(readBmp(writeBmp(picture, bitsPerPixel), 9)).toEqual(picture);
  }));
});

it("takes nothing that is cut short, too large, or of another kind", () => {
  fc.assert(fc.property(pixels, bits, fc.nat(), (picture, bitsPerPixel, cut) => {
    const file = writeBmp(picture, bitsPerPixel);
    expect(readBmp(file.subarray(0, cut % file.length), 9)).toBeUndefined();
    expect(readBmp(file, Math.max(picture.width, picture.height) - 1)).toBeUndefined();
  }));
});

it("stays within the file, whatever its header says", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 52, maxLength: 300 }), (rest) => {
    const picture = readBmp(Uint8Array.of(0x42, 0x4d, ...rest), 40);
    if (picture) expect(picture.data.length).toBe(picture.width * picture.height * 3);
  }));
  const lying = Buffer.from(writeBmp({ data: new Uint8Array(3), width: 1, height: 1 }));
  for (const [at, value] of [[10, 0xfffffff0], [18, 0x7fffffff], [22, 0x80000000], [18, 0xffffffff]] as const) {
    const file = Buffer.from(lying);
    file.writeUInt32LE(value, at);
    expect(readBmp(file, 0x7fffffff)).toBeUndefined();
  }
});
