import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decryptFile, deriveKey, encryptFile, keyParametersSchema, newKeyParameters } from "./backup-cipher.ts";

const key = randomBytes(32);
const chunk = 65_536;

async function* inPieces(bytes: Uint8Array, pieceLength: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceLength) yield bytes.subarray(start, start + pieceLength);
}

async function joined(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

const encrypted = (bytes: Uint8Array, pieceLength = 1000) => joined(encryptFile(key, "tables/events.jsonl", inPieces(bytes, pieceLength)));
const decrypted = (bytes: Uint8Array, pieceLength = 1000, name = "tables/events.jsonl") => joined(decryptFile(key, name, inPieces(bytes, pieceLength)));

it.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk])("gives %d bytes back, however they come in pieces", async (length) => {
  const bytes = randomBytes(length);
  for (const pieceLength of [7, 4096, chunk, 5 * chunk]) {
    const saved = await encrypted(bytes, pieceLength);
    expect(saved.length).toBe(16 + length + 16 * Math.max(1, Math.ceil(length / chunk)));
    expect((await decrypted(saved, pieceLength)).equals(bytes)).toBe(true);
  }
});

it("never writes the same bytes twice", async () => {
  const bytes = randomBytes(100);
  expect((await encrypted(bytes)).equals(await encrypted(bytes))).toBe(false);
});

it("finds any changed bit, any end cut off and anything added", async () => {
  const saved = await encrypted(randomBytes(chunk + 200));
  await fc.assert(
    fc.asyncProperty(fc.nat(saved.length - 1), fc.nat(7), async (at, bit) => {
      const changed = Buffer.from(saved);
      changed[at] = changed[at]! ^ (1 << bit);
      await expect(decrypted(changed)).rejects.toThrow();
    }),
    { numRuns: 60 },
  );
  const cuts = [0, 15, 16, 17, 16 + chunk, 16 + chunk + 16, 16 + chunk + 17, saved.length - 1];
  for (const length of cuts) await expect(decrypted(saved.subarray(0, length)), `cut at ${length}`).rejects.toThrow();
  await expect(decrypted(Buffer.concat([saved, Buffer.alloc(1)]))).rejects.toThrow();
});

it("finds chunks in another order, and a file in another's place", async () => {
  const saved = await encrypted(randomBytes(3 * chunk));
  const piece = chunk + 16;
  const [head, first, second, third] = [saved.subarray(0, 16), saved.subarray(16, 16 + piece), saved.subarray(16 + piece, 16 + 2 * piece), saved.subarray(16 + 2 * piece)];
  await expect(decrypted(Buffer.concat([head, second, first, third]))).rejects.toThrow();
  await expect(decrypted(Buffer.concat([head, first, third]))).rejects.toThrow();
  await expect(decrypted(saved, 1000, "tables/cases.jsonl")).rejects.toThrow();
  expect(await decrypted(Buffer.concat([head, first, second, third]))).toHaveLength(3 * chunk);
});

it("makes the key of passphrase and salt, and takes no parameters that make guessing cheap", async () => {
  const parameters = newKeyParameters();
  const made = await deriveKey("correct horse battery staple", parameters);
  expect(made).toEqual(await deriveKey("correct horse battery staple", parameters));
  expect(made).not.toEqual(await deriveKey("correct horse battery staple", newKeyParameters()));
  expect(made).not.toEqual(await deriveKey("correct horse battery stapl", parameters));
  expect(keyParametersSchema.safeParse(parameters).success).toBe(true);
  expect(keyParametersSchema.safeParse({ ...parameters, n: 2 }).success).toBe(false);
});
