import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Failure } from "../../domain/failure.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { encryptedFormat, encryptionHeaderSchema, headerName, type EncryptionHeader } from "./backup-format.ts";
import { decryptFile, deriveKey, encryptFile, markOf, newKeyParameters } from "./backup-cipher.ts";

/** A backup's files by their names (`tables/events.jsonl`), in the clear or encrypted: whoever fills or reads it need not know. */
export interface BackupWriter {
  write(name: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

export interface BackupReader {
  /** Breaks off with an error when the file is missing or, encrypted, not as it was written. */
  read(name: string): Readable;
}

/** `passphrase` undefined: in the clear. */
export async function createBackupFolder(folder: string, passphrase: string | undefined, now: Instant): Promise<BackupWriter> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const save = async (path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await pipeline(Readable.from(bytes), createWriteStream(path, { mode: 0o600, flush: true }));
  };
  if (passphrase === undefined) return { write: (name, bytes) => save(join(folder, name), bytes) };
  const parameters = newKeyParameters();
  const key = await deriveKey(passphrase, parameters);
  const header: EncryptionHeader = { format: encryptedFormat, createdAt: now, key: parameters, keyCheck: keyCheckOf(key) };
  await writeFile(join(folder, headerName), JSON.stringify(header, undefined, 1), { mode: 0o600, flush: true });
  return { write: (name, bytes) => save(storedPath(folder, key, name), encryptFile(key, name, bytes)) };
}

/**
 * Opens either kind; a passphrase is not asked for one in the clear. Throws `backup-unreadable`, `backup-key-needed`, `backup-key-wrong`.
 */
export async function openBackupFolder(folder: string, passphrase: string | undefined): Promise<BackupReader> {
  const header = await readHeader(folder);
  if (header === undefined) return { read: (name) => createReadStream(join(folder, name)) };
  if (passphrase === undefined) throw new Failure("backup-key-needed", { details: { folder } });
  const key = await deriveKey(passphrase, header.key);
  if (keyCheckOf(key) !== header.keyCheck) throw new Failure("backup-key-wrong", { details: { folder } });
  return {
    read(name) {
      const stored = createReadStream(storedPath(folder, key, name));
      return Readable.from(decryptFile(key, name, stored), { objectMode: false });
    },
  };
}

async function readHeader(folder: string): Promise<EncryptionHeader | undefined> {
  try {
    return encryptionHeaderSchema.parse(JSON.parse(await readFile(join(folder, headerName), "utf8")));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Failure("backup-unreadable", { cause, details: { folder } });
  }
}

function keyCheckOf(key: Buffer): string {
  return markOf(key, "check", "");
}

/** Neither the tables nor the pages' hashes can be read off the folder. */
function storedPath(folder: string, key: Buffer, name: string): string {
  return join(folder, "data", markOf(key, "name", name));
}
