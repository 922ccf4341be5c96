import { describe, expect, it } from "vitest";
import { photographCode } from "../../test/fixtures/code-picture.ts";
import { findCode } from "./find-code.ts";
import { sharp } from "./sharp.ts";

const url = "https://spzx.example.gov.cn/verify/7K3MQ9P4XW2D7K3M";

describe("the code of a certificate is read", () => {
  it.each([
    ["by a document camera of 720p, the sheet filling the picture", { width: 1280, height: 720 }],
    ["by one of 1080p, the sheet askew", { width: 1920, height: 1080, share: 0.75, turnedDegrees: 4 }],
    ["off a telephone's photograph, the sheet upside down", { width: 3200, height: 2400, turnedDegrees: 187, blur: 1.2 }],
    ["off one held from afar", { width: 3200, height: 2400, share: 0.5, turnedDegrees: -12, blur: 1.2 }],
    ["off a scan of 200 dpi", { width: 2339, height: 1654, share: 1 }],
  ])("%s", async (_how, picture) => expect(await findCode(await photographCode(url, picture))).toBe(url));

  it("off a picture that its EXIF turns, and off TIFF and PNG", async () => {
    const photograph = await photographCode(url, { width: 1920, height: 1440 });
    const lying = await sharp(photograph).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    const [tiff, png] = [await sharp(photograph).tiff().toBuffer(), await sharp(photograph).png().toBuffer()];
    for (const picture of [lying, tiff, png]) expect(await findCode(picture)).toBe(url);
  });
});

it("a picture without one has none, whatever its size", async () => {
  const blank = sharp({ create: { width: 1800, height: 900, channels: 3, background: "#fff" } });
  expect(await findCode(await blank.jpeg().toBuffer())).toBeNull();
  expect(await findCode(await blank.resize(40, 20).png().toBuffer())).toBeNull();
});

it("what is no picture is told apart, and a picture too large to open is none", async () => {
  expect(await findCode(Buffer.from("PK\u0003\u0004 a document"))).toBeUndefined();
  const photograph = await photographCode(url, { width: 1280, height: 720 });
  expect(await findCode(photograph.subarray(0, 300))).toBeUndefined();
  const bomb = await sharp({ create: { width: 16_000, height: 7_000, channels: 3, background: "#fff" } }).png().toBuffer();
  expect(await findCode(bomb)).toBeUndefined();
});
