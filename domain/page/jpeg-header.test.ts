import sharp, { type JpegOptions } from "sharp";
import { describe, expect, it } from "vitest";
import { pictureBytes } from "../../test/fixtures/picture-bytes.ts";
import { findJpegHeader } from "./jpeg-header.ts";

const picture = (options: JpegOptions = {}) =>
  sharp({ create: { width: 1000, height: 700, channels: 3, background: "#abc" } }).jpeg(options).toBuffer();

describe("a JPEG's header", () => {
  it.each<[string, JpegOptions]>([["baseline", {}], ["progressive", { progressive: true }], ["of MozJPEG", { mozjpeg: true }]])("%s: says its size", async (_kind, options) => {
    expect(findJpegHeader(await picture(options))).toEqual({ width: 1000, height: 700 });
  });

  it("is found in grey, behind an EXIF, and in the tests' own pictures", async () => {
    const grey = sharp(await picture()).greyscale().withExif({ IFD0: { Make: "x" } });
    expect(findJpegHeader(await grey.jpeg().toBuffer())).toEqual({ width: 1000, height: 700 });
    expect(findJpegHeader(pictureBytes(1, 3000))).toEqual({ width: 1200, height: 1600 });
  });

  it("is none in anything else", async () => {
    const whole = await picture();
    const cmyk = await sharp(whole).toColourspace("cmyk").jpeg().toBuffer();
    const png = await sharp(whole).png().toBuffer();
    const cut = [2, 3, 20, 100, whole.length / 2, whole.length - 1].map((length) => whole.subarray(0, length));
    for (const bytes of [...cut, cmyk, png, new Uint8Array(), new TextEncoder().encode("%PDF-1.7"), Buffer.from("\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xd9", "latin1")]) {
      expect(findJpegHeader(bytes)).toBeUndefined();
    }
  });
});
