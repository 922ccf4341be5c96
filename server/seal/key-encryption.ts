import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure } from "../../domain/failure.ts";

/**
 * Keeps the private keys of the authority and of the seals unreadable in the database and its backups: AES-256-GCM under one key
 * that lies elsewhere, in the environment or in a file.
 */
export interface KeyEncryption {
  /** `purpose` is bound in: what was wrapped for one seal opens for no other. Makes the key file when `mayMakeKey` and there is none. */
  wrap(secret: Uint8Array, purpose: string, options?: { mayMakeKey: boolean }): Promise<string>;
  /** Throws `seal-key-missing`, `seal-key-invalid`, `seal-key-wrong`, `seal-key-damaged`. */
  unwrap(wrapped: string, purpose: string): Promise<Buffer>;
}

export interface KeySource {
  /** The key itself, 32 bytes as hexadecimal or base64; goes before the file. */
  text?: string | undefined;
  file: string;
}

/** In the centre's data folder, unless another place is given. */
export const sealKeyFileName = "seal-key";

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const version = "1";

export function openKeyEncryption(source: KeySource, randomBytes: (length: number) => Buffer): KeyEncryption {
  const getKey = async (mayMakeKey: boolean): Promise<Buffer> => {
    if (source.text !== undefined) return parseKey(source.text, "YICHUANG_SEAL_KEY");
    if (mayMakeKey) await makeKeyFile(source.file, randomBytes);
    return parseKey(await readKeyFile(source.file), source.file);
  };
  return {
    async wrap(secret, purpose, { mayMakeKey } = { mayMakeKey: false }) {
      const key = await getKey(mayMakeKey);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
      const encrypted = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
      return [version, fingerprintOf(key), nonce.toString("base64url"), encrypted.toString("base64url")].join(".");
    },
    async unwrap(wrapped, purpose) {
      const [wrappedVersion, fingerprint, nonce = "", encrypted = ""] = wrapped.split(".");
      const key = await getKey(false);
      if (wrappedVersion !== version) throw new Failure("seal-key-damaged", { details: { purpose } });
      if (fingerprint !== fingerprintOf(key)) throw new Failure("seal-key-wrong", { details: { file: source.text === undefined ? source.file : "YICHUANG_SEAL_KEY" } });
      const bytes = Buffer.from(encrypted, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), { authTagLength: tagBytes });
        decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
      } catch (cause) {
        throw new Failure("seal-key-damaged", { cause, details: { purpose } });
      }
    },
  };
}

/** Tells one key from another without telling the key. */
function fingerprintOf(key: Buffer): string {
  return createHash("sha256").update("yichuang seal key").update(key).digest("hex").slice(0, 16);
}

function parseKey(text: string, origin: string): Buffer {
  const written = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(written) ? Buffer.from(written, "hex") : Buffer.from(written, "base64");
  if (key.length !== keyBytes) throw new Failure("seal-key-invalid", { details: { file: origin } });
  return key;
}

async function readKeyFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new Failure("seal-key-missing", { cause, details: { file } });
  }
}

/** Several processes may start at once: the first one's file stands. */
async function makeKeyFile(file: string, randomBytes: (length: number) => Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, `${randomBytes(keyBytes).toString("base64url")}\n`, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
