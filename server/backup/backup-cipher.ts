import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";

/** How the key of one backup is made of the passphrase; stands in the clear beside what it opens. */
export const keyParametersSchema = z.object({
  name: z.literal("scrypt"),
  n: z.int().min(2 ** 14).max(2 ** 20),
  r: z.int().min(1).max(32),
  p: z.int().min(1).max(16),
  salt: z.base64(),
});
export type KeyParameters = z.infer<typeof keyParametersSchema>;

const keyBytes = 32;
const saltBytes = 16;
const tagBytes = 16;
const chunkBytes = 65_536;

export function newKeyParameters(): KeyParameters {
  return { name: "scrypt", n: 2 ** 15, r: 8, p: 1, salt: randomBytes(saltBytes).toString("base64") };
}

export async function deriveKey(passphrase: string, { n, r, p, salt }: KeyParameters): Promise<Buffer> {
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
  return derive(passphrase.normalize("NFC"), Buffer.from(salt, "base64"), keyBytes, { N: n, r, p, maxmem: 256 * n * r });
}

/** A name that tells nothing, and whether the key is the right one: what only the key's owner can compute. */
export function markOf(key: Buffer, purpose: string, text: string): string {
  return createHmac("sha256", key).update(`${purpose}\0${text}`).digest("hex").slice(0, 32);
}

/**
 * A file's bytes: a salt of 16, then chunks of 65,536 bytes, each with its own tag of 16, the last one shorter or empty. Key and name
 * of the file and the number of the chunk are bound in, and which is the last, so that a file put in another's place, a chunk moved and
 * an end cut off are all found. Holds one chunk at a time.
 */
export async function* encryptFile(key: Buffer, name: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes);
  const fileKey = fileKeyOf(key, name, salt);
  yield salt;
  for await (const { bytes, nonce } of chunksOf(source, chunkBytes)) {
    const cipher = createCipheriv("aes-256-gcm", fileKey, nonce);
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Throws when a byte is not as it was written. What came before it was right; the caller uses none of it before the end. */
export async function* decryptFile(key: Buffer, name: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const rest = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < saltBytes) {
    const next = await rest.next();
    if (next.done) throw new Error("shorter than its salt");
    head = Buffer.concat([head, next.value]);
  }
  const fileKey = fileKeyOf(key, name, head.subarray(0, saltBytes));
  const encrypted = startingWith(head.subarray(saltBytes), rest);
  for await (const { bytes, nonce } of chunksOf(encrypted, chunkBytes + tagBytes)) {
    const decipher = createDecipheriv("aes-256-gcm", fileKey, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    yield Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
  }
}

function fileKeyOf(key: Buffer, name: string, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, `yichuang backup file\0${name}`, keyBytes));
}

/** Pieces of one length; the last, which may be empty, has another nonce than it would have in the middle. */
async function* chunksOf(source: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<{ bytes: Buffer; nonce: Buffer }> {
  let pending = Buffer.alloc(0);
  let number = 0;
  for await (const bytes of source) {
    pending = Buffer.concat([pending, bytes]);
    let start = 0;
    // One byte more than a chunk must be there: only then is it not the last.
    for (; pending.length - start > length; start += length) yield { bytes: pending.subarray(start, start + length), nonce: nonceOf(number++, false) };
    pending = pending.subarray(start);
  }
  yield { bytes: pending, nonce: nonceOf(number, true) };
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
