import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { decodeScan } from "./decode-scan.ts";
import { nameAtHalfSize } from "./half-size.ts";
import { sharp, type Pixels } from "./sharp.ts";

let folder = "";
let sheet = Buffer.alloc(0);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "half-size-"));
  const bars = Array.from({ length: 60 }, (_, row) => `<rect x="${200 + row * 9}" y="${150 + row * 50}" width="1400" height="17" fill="#${row % 3 === 0 ? "b02020" : "222222"}"/>`).join("");
  const svg = `<svg width="2480" height="3508"><rect width="100%" height="100%" fill="#f3ead8"/>${bars}</svg>`;
  sheet = await sharp(Buffer.from(svg)).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

async function onDisk(name: string, bytes: Uint8Array): Promise<{ name: string; path: string }> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { name, path };
}

function meanDifference(one: Pixels, other: Pixels): number {
  return one.data.reduce((sum, value, at) => sum + Math.abs(value - other.data[at]!), 0) / one.data.length;
}

it.each(["sheet.jpg", "sheet[1].jpg", "sheet, final.jpg"])("a sheet on disk is the same page as one in memory, decoded whole: %s", async (name) => {
  const whole = await decodeScan({ name, bytes: sheet });
  const scan = await decodeScan(await onDisk(name, sheet), "quick");
  expect({ ...scan, pixels: { ...scan.pixels, data: null } }).toEqual({ ...whole, pixels: { ...whole.pixels, data: null } });
  expect(scan).toMatchObject({ originalWidth: 3508, originalHeight: 2480, pixels: { width: 1600, height: 1131 } });
  expect(meanDifference(scan.pixels, whole.pixels)).toBeLessThan(1.5);
});

it("a sheet cut off on disk is refused as one in memory is", async () => {
  await expect(decodeScan(await onDisk("cut.jpg", sheet.subarray(0, sheet.length / 2)), "quick")).rejects.toMatchObject({ code: "page-truncated" });
});

it("is asked for only where it fits: of half the size and less, and by no name that reads as options", () => {
  expect(nameAtHalfSize("/scans/a.jpg", 0.456)).toBe("/scans/a.jpg[shrink=2]");
  for (const [path, scale] of [["/scans/a.jpg", 0.51], ["/scans/a.jpg", 0.33], ["/scans/a[1].jpg", 0.456]] as const) expect(nameAtHalfSize(path, scale)).toBeUndefined();
});
