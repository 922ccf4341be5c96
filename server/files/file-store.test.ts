import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, it } from "vitest";
import { sha256Schema, type Sha256 } from "../../domain/ids.ts";
import { openFileStore, type FileStore } from "./file-store.ts";

let folder: string;
let store: FileStore;
const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 251));
const name = nameOf(content);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yichuang-files-"));
  store = await openFileStore(folder, uuidv7);
  return () => rm(folder, { recursive: true, force: true });
});

function nameOf(bytes: Buffer): Sha256 {
  return sha256Schema.parse(createHash("sha256").update(bytes).digest("hex"));
}

async function* inChunks(bytes: Buffer, options: { breakAfter?: number } = {}): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 10_000) {
    if (options.breakAfter !== undefined && start >= options.breakAfter) throw new Error("connection reset");
    yield bytes.subarray(start, start + 10_000);
  }
}

const upload = (offset: number, bytes: AsyncIterable<Uint8Array>) => store.write(name, { offset, length: content.length, bytes });

it("keeps what arrived before a cut and goes on from there, also after a restart", async () => {
  await expect(upload(0, inChunks(content, { breakAfter: 70_000 }))).rejects.toThrow("connection reset");
  store = await openFileStore(folder, uuidv7);
  expect(await store.stateOf(name)).toEqual({ offset: 70_000, isComplete: false });
  expect(await store.findLength(name)).toBeUndefined();
  expect(await upload(70_000, inChunks(content.subarray(70_000)))).toEqual({ offset: content.length, isComplete: true });
  expect(await buffer(store.read(name))).toEqual(content);
  expect(await readdir(join(folder, "partial"))).toEqual([]);
});

it("names the right offset for a wrong one", async () => {
  await upload(0, inChunks(content.subarray(0, 50_000)));
  for (const offset of [0, 60_000]) {
    await expect(upload(offset, inChunks(content.subarray(offset)))).rejects.toMatchObject({ code: "file-offset-wrong", details: { offset: 50_000 } });
  }
});

it("throws a content away that is not what its name says, and takes the right one afterwards", async () => {
  const wrong = Buffer.from(content);
  wrong[100] = 0xff;
  await expect(upload(0, inChunks(wrong))).rejects.toMatchObject({ code: "file-content-wrong", details: { offset: 0 } });
  expect(await store.stateOf(name)).toEqual({ offset: 0, isComplete: false });
  expect(await upload(0, inChunks(content))).toMatchObject({ isComplete: true });
});

it("takes no more bytes than announced", async () => {
  await expect(store.write(name, { offset: 0, length: 1000, bytes: inChunks(content) })).rejects.toMatchObject({ code: "file-too-long" });
});

it("ends with the right content however many send it at once, a wrong one among them", async () => {
  const wrong = Buffer.from(content);
  wrong[199_999] = 0xff;
  for (let round = 0; round < 20; round += 1) {
    const other = Buffer.concat([content, Buffer.from([round])]);
    const otherName = nameOf(other);
    const send = (bytes: Buffer) => store.write(otherName, { offset: 0, length: other.length, bytes: inChunks(bytes) });
    const sent = await Promise.allSettled([send(other), send(Buffer.concat([wrong, Buffer.from([round])])), send(other)]);
    const { isComplete } = await store.stateOf(otherName);
    if (isComplete) expect(await readFile(join(folder, "whole", otherName.slice(0, 2), otherName))).toEqual(other);
    else expect(sent.some((result) => result.status === "rejected")).toBe(true);
    if (!isComplete) {
      const { offset } = await store.stateOf(otherName);
      expect(await store.write(otherName, { offset, length: other.length, bytes: inChunks(other.subarray(offset)) })).toMatchObject({ isComplete: true });
    }
  }
});

it("answers an upload of what is there already at once", async () => {
  await upload(0, inChunks(content));
  expect(await upload(0, inChunks(content, { breakAfter: 0 }))).toEqual({ offset: content.length, isComplete: true });
  const listed: Sha256[] = [];
  for await (const each of store.list()) listed.push(each);
  expect(listed).toEqual([name]);
});
