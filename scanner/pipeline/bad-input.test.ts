import { execFileSync } from "node:child_process";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isFailure, type Failure } from "../../domain/failure.ts";
import { SCAN_LIMIT_BYTES } from "../../domain/page/page-rules.ts";
import { expandScan } from "./decode-scan.ts";
import { preparePage } from "./prepare-page.ts";
import type { ScanInput } from "./scan-input.ts";
import { sharp } from "./sharp.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "bad-input-"))));
afterAll(async () => rm(folder, { recursive: true, force: true }));

async function failureOf(input: ScanInput): Promise<Failure> {
  try {
    await preparePage(input, { mode: "standard" });
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new Error("a page came out of bad input");
}

const noise = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "white", noise: { type: "gaussian", mean: 128, sigma: 40 } } });

function pngChunk(type: string, body: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const chunk = Buffer.alloc(content.length + 8);
  chunk.writeUInt32BE(body.length, 0);
  content.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(content), content.length + 4);
  return chunk;
}

function png(width: number, height: number, ...chunks: Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const data = pngChunk("IDAT", deflateSync(Buffer.alloc(Math.min(height, 1000) * (width + 1))));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), pngChunk("IHDR", header), ...chunks, data, pngChunk("IEND", Buffer.alloc(0))]);
}

describe("bad input names its file and its trouble", () => {
  it.each<[string, string, () => Promise<Uint8Array> | Uint8Array]>([
    ["zero bytes", "page-file-empty", () => new Uint8Array()],
    ["a PDF named .jpg", "page-is-pdf", () => Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n")],
    ["text", "page-not-an-image", () => Buffer.from("这不是图片")],
    ["a Word file", "page-not-an-image", () => Buffer.from("PK\x03\x04word/document.xml", "latin1")],
    ["HEIC of a telephone", "page-format-unsupported", () => Buffer.from("\0\0\0\x24ftypheic\0\0\0\0", "latin1")],
    ["GIF", "page-format-unsupported", () => Buffer.from("GIF89a", "latin1")],
    ["truncated JPEG", "page-truncated", async () => (await noise(1000, 1400).jpeg().toBuffer()).subarray(0, 60_000)],
    ["JPEG cut in its header", "page-truncated", async () => (await noise(1000, 1400).jpeg().toBuffer()).subarray(0, 200)],
    ["a PNG of rubbish", "page-damaged", () => Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(5000, 0x55)])],
    ["truncated PNG", "page-truncated", async () => (await noise(800, 1000).png().toBuffer()).subarray(0, 90_000)],
    ["truncated PNM", "page-truncated", () => Buffer.concat([Buffer.from("P5 800 1000 255\n"), Buffer.alloc(1000)])],
    ["PNM without a sound header", "page-damaged", () => Buffer.from("P6 wide high 255\n")],
    ["PNM of no size", "page-damaged", () => Buffer.from("P5 0 1000 255\n")],
    ["bomb of 30,000×30,000 pixels, PNG", "page-too-many-pixels", () => png(30_000, 30_000)],
    ["bomb of 30,000×30,000 pixels, PNM", "page-too-many-pixels", () => Buffer.from("P6\n30000 30000\n255\n")],
    ["too few pixels", "page-too-small", () => noise(639, 900).resize(470, 900).jpeg().toBuffer()],
    ["animated PNG", "page-animated", () => png(800, 1000, pngChunk("acTL", Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])))],
    [
      "animated WebP",
      "page-animated",
      async () => sharp(await Promise.all([noise(700, 900), noise(700, 900).negate()].map((frame) => frame.png().toBuffer())), { join: { animated: true } }).webp().toBuffer(),
    ],
  ])("%s", async (name, code, make) => {
    const bytes = await make();
    const failure = await failureOf({ name: `${name}.jpg`, bytes });
    expect(failure.code).toBe(code);
    expect(failure.details["name"]).toBe(`${name}.jpg`);
    const path = join(folder, "input.jpg");
    await writeFile(path, bytes);
    expect((await failureOf({ name: "input.jpg", path })).code).toBe(code);
  });

  it("a file that is gone", async () => {
    const failure = await failureOf({ name: "gone.jpg", path: join(folder, "gone.jpg") });
    expect(failure).toMatchObject({ code: "page-file-unreadable", retryable: true });
  });

  it("a pipe, which nobody may ever fill", async () => {
    const path = join(folder, "pipe");
    execFileSync("mkfifo", [path]);
    expect(await failureOf({ name: "pipe", path })).toMatchObject({ code: "page-file-unreadable", details: { name: "pipe" } });
  });
});

/** A file of so many bytes of which only the head takes room on the disk. */
async function sparse(name: string, head: string | Uint8Array, bytes: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, head);
  await truncate(path, bytes);
  return path;
}

describe("a file that is too much is refused before it is read", () => {
  // Node cannot read such a file whole: whoever tried would hear something else.
  const unreadableBytes = 5_000_000_000;
  it.each([
    ["bomb.pnm", "P6\n30000 30000\n255\n", unreadableBytes, "page-too-many-pixels"],
    ["long.pnm", "P6\n4960 7016\n255\n", unreadableBytes, "page-file-too-large"],
    ["over.jpg", "\xff\xd8\xff", SCAN_LIMIT_BYTES + 1, "page-file-too-large"],
  ])("%s", async (name, head, bytes, code) => {
    const path = await sparse(name, Buffer.from(head, "latin1"), bytes);
    const failure = await failureOf({ name, path });
    expect(failure.code).toBe(code);
    if (code === "page-file-too-large") expect(failure.details).toEqual({ name, bytes });
  });

  it("and so is one in memory", async () => {
    const bytes = new Uint8Array(SCAN_LIMIT_BYTES + 1);
    bytes.set([0xff, 0xd8, 0xff]);
    expect((await failureOf({ name: "over.jpg", bytes })).code).toBe("page-file-too-large");
  });

  it("but not A4 in colour at 600 dpi as a scanner writes it", async () => {
    const head = "P6\n4960 7016\n255\n";
    const path = await sparse("a4.pnm", head, head.length + 4960 * 7016 * 3);
    expect(await preparePage({ name: "a4.pnm", path }, { mode: "fast" })).toMatchObject({ name: "a4.pnm" });
  });

  it("nor a file of many pages, which are read one by one", async () => {
    const pages = await Promise.all([1, 2].map(() => noise(700, 900).png().toBuffer()));
    const path = await sparse("bundle.tif", await sharp(pages, { join: { animated: true } }).tiff().toBuffer(), unreadableBytes);
    expect((await expandScan({ name: "bundle.tif", path })).map(({ name }) => name)).toEqual(["bundle.tif#1", "bundle.tif#2"]);
    expect(await preparePage({ name: "bundle.tif", path, frame: 1 }, { mode: "fast" })).toMatchObject({ name: "bundle.tif" });
  });
});
