import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { drawnPhoto, photoHeight, photoWidth } from "../../test/emulators/drawn-photo.ts";
import { decodeCardPhoto } from "./decode-card-photo.ts";
import { splitCommand } from "./run-decoder.ts";

const photoWlt = Uint8Array.from({ length: 1024 }, (_, at) => (at * 7) % 256);
const program = join(import.meta.dirname, "../../test/emulators/photo-decoder.ts");
const decoder = (kind: string, file = ""): string => `"${process.execPath}" "${program}" ${kind} ${file}`;
/** For the decoders that end by themselves. */
const patience = 60_000;

let folder: string;
let stop: AbortController;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-decoder-"));
  stop = new AbortController();
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const decode = (command: string, limitMs = patience) => decodeCardPhoto({ command, photoWlt, temporaryFolder: folder, signal: stop.signal }, limitMs);
const failure = (command: string, limitMs?: number) => decode(command, limitMs).then(() => expect.unreachable(command), (error: unknown) => error);
const isAlive = (pid: number): boolean => {
  try {
    // A killed child that nobody has waited for yet is still listed.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

describe("a decoder that works", () => {
  it.each(["bmp", "bmp {file}", "png", "jpeg {file}"])("gives the photo as %s", async (kind) => {
    const png = await decode(decoder(kind));
    const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: photoWidth, height: photoHeight, channels: 3 });
    const drawn = drawnPhoto(photoWlt).data;
    // JPEG loses a little.
    const far = kind.startsWith("jpeg") ? 40 : 0;
    expect(data.every((value, at) => Math.abs(value - (drawn[at] ?? 0)) <= far)).toBe(true);
  });

  it("need not read its input", async () => {
    expect((await sharp(await decode(decoder("deaf"))).metadata()).format).toBe("png");
  });

  it("is handed over to no shell", async () => {
    const mark = join(folder, "mark");
    await failure(`"${process.execPath}" -e 0 ; touch ${mark}`);
    expect(existsSync(mark)).toBe(false);
  });
});

describe("a decoder that fails", () => {
  it.each([
    ["crash", "card-photo-decoder-failed", "SIGABRT"],
    ["complains", "card-photo-decoder-failed", "exit code 3"],
  ])("%s: is told with its end", async (kind, code, reason) => {
    expect(await failure(decoder(kind))).toMatchObject({ code, details: { program: process.execPath, reason } });
  });

  it.each(["silent", "junk", "truncated", "svg", "huge", "endless"])("%s: shows nothing of what it wrote", async (kind) => {
    expect(await failure(decoder(kind))).toMatchObject({ code: "card-photo-unreadable" });
  });

  it.each([join("/nowhere", "decode"), '""', "/tmp"])("%s: cannot be started", async (command) => {
    expect(await failure(command)).toMatchObject({ code: "card-photo-decoder-missing" });
  });
});

describe.skipIf(process.platform !== "linux")("a decoder that hangs", () => {
  const hangingPids = async (file: string): Promise<number[]> => {
    await expect.poll(() => existsSync(file) && readFileSync(file, "utf8").split(" ").length === 2, { timeout: patience }).toBe(true);
    return readFileSync(file, "utf8").split(" ").map(Number);
  };

  it("is killed at its limit, its helpers with it", async () => {
    const file = join(folder, "pids");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    // Waiting for the pids moves the faked clock on as well: the limit must be far beyond that.
    const hanging = failure(decoder("hang", file), 600_000);
    const pids = await hangingPids(file);
    expect(pids.every(isAlive)).toBe(true);
    vi.advanceTimersByTime(600_000);
    vi.useRealTimers();
    expect(await hanging).toMatchObject({ code: "card-photo-decoder-hung", retryable: true });
    await expect.poll(() => pids.filter(isAlive), { timeout: patience }).toEqual([]);
  }, 2 * patience);

  it("is killed when the workstation stops", async () => {
    const file = join(folder, "pids");
    const hanging = failure(decoder("hang", file));
    const pids = await hangingPids(file);
    expect(pids.every(isAlive)).toBe(true);
    stop.abort();
    expect(await hanging).toMatchObject({ code: "card-photo-decoder-failed", details: { reason: "stopped" } });
    await expect.poll(() => pids.filter(isAlive), { timeout: patience }).toEqual([]);
    expect(await failure(decoder("bmp"))).toMatchObject({ details: { reason: "stopped" } });
  }, 2 * patience);
});

it("leaves no photo on the disk", async () => {
  await decode(decoder("bmp {file}"));
  await failure(decoder("complains {file}"));
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ["/opt/decode", ["/opt/decode"]],
  ['  "C:\\Program Files\\wlt\\decode.exe"  {file} ', ["C:\\Program Files\\wlt\\decode.exe", "{file}"]],
  ['sh -c "decode $1 /dev/stdout" x {file}', ["sh", "-c", "decode $1 /dev/stdout", "x", "{file}"]],
  ['""', [""]],
  ["", []],
])("takes the command %s apart", (command, words) => expect(splitCommand(command)).toEqual(words));
