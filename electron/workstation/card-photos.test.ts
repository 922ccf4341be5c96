import { beforeEach, describe, expect, it, vi } from "vitest";
import type { decodeCardPhoto } from "../../devices/card-photo/decode-card-photo.ts";
import { Failure } from "../../domain/failure.ts";
import { createCardPhotos, type CardPhotos } from "./card-photos.ts";

const photo = (number: number): string => Buffer.alloc(1024, number).toString("base64");

let stored: Map<string, unknown>;
/** Decoders at work, by what they were given. */
let running: { command: string; number: number; answer(png: string): void; fail(code: string): void; signal: AbortSignal }[];
let photos: CardPhotos;

const open = (givenCommand?: string): CardPhotos =>
  createCardPhotos({
    settings: { find: (key) => stored.get(key), set: (key, value) => void stored.set(key, value), remove: (key) => void stored.delete(key) },
    givenCommand,
    temporaryFolder: "/nowhere",
    decode: (({ command, photoWlt, signal }) =>
      new Promise((resolve, reject) => {
        running.push({ command, number: photoWlt[0] ?? 0, signal, answer: (png) => resolve(Buffer.from(png)), fail: (code) => reject(new Failure(code)) });
      })) satisfies typeof decodeCardPhoto,
  });
beforeEach(() => {
  stored = new Map();
  running = [];
  photos = open();
});

const decode = async (number: number) => photos.handlers["cardPhotos.decode"]({ photoWlt: photo(number) });
const configure = async (command: string | null) => photos.handlers["cardPhotos.configure"]({ command });
const started = (count: number) => vi.waitFor(() => expect(running.length).toBe(count), { timeout: 20_000 });

describe("the decoder of this PC", () => {
  it("is none at first, and nothing is decoded then", async () => {
    expect(await photos.handlers["cardPhotos.decoder"]({})).toEqual({ command: null });
    await expect(decode(1)).rejects.toMatchObject({ code: "card-photo-no-decoder" });
    expect(running).toEqual([]);
  });

  it("is the settings', else the one the program was started with", async () => {
    photos = open("/opt/given");
    expect(await photos.handlers["cardPhotos.decoder"]({})).toEqual({ command: "/opt/given" });
    expect(await configure("/opt/own")).toEqual({ command: "/opt/own" });
    photos = open("/opt/given");
    expect(await photos.handlers["cardPhotos.decoder"]({})).toEqual({ command: "/opt/own" });
    expect(await configure(null)).toEqual({ command: "/opt/given" });
  });
});

describe("decoding", () => {
  beforeEach(() => configure("/opt/decode"));

  it("gives a picture the page can show, and asks the decoder once", async () => {
    const twice = [decode(1), decode(1)];
    await started(1);
    running[0]?.answer("png");
    expect(await Promise.all(twice)).toEqual([1, 2].map(() => ({ pictureUrl: `data:image/png;base64,${btoa("png")}` })));
    await decode(1);
    expect(running).toMatchObject([{ command: "/opt/decode", number: 1 }]);
  });

  it("runs one decoder at a time, also after one has failed", async () => {
    const first = decode(1);
    const second = decode(2);
    await started(1);
    running[0]?.fail("card-photo-decoder-hung");
    await expect(first).rejects.toMatchObject({ code: "card-photo-decoder-hung" });
    await started(2);
    running[1]?.answer("png");
    await second;
  });

  it("tries again what failed, and everything with another decoder", async () => {
    const failed = decode(1);
    await started(1);
    running[0]?.fail("card-photo-decoder-failed");
    await expect(failed).rejects.toThrow();
    const again = decode(1);
    await started(2);
    running[1]?.answer("old");
    await again;
    await configure("/opt/better");
    const better = decode(1);
    await started(3);
    running[2]?.answer("new");
    expect(await better).toEqual({ pictureUrl: `data:image/png;base64,${btoa("new")}` });
    expect(running[2]?.command).toBe("/opt/better");
  });

  it("forgets the oldest rather than keep all", async () => {
    for (let number = 1; number <= 51; number++) {
      const decoded = decode(number);
      await started(number);
      running.at(-1)?.answer("png");
      await decoded;
    }
    await decode(2);
    expect(running.length).toBe(51);
    void decode(1);
    await started(52);
  });

  it("ends a decoder at work when the program stops", async () => {
    void decode(1);
    await started(1);
    photos.stop();
    expect(running[0]?.signal.aborted).toBe(true);
  });
});
