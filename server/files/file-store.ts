import { createHash } from "node:crypto";
import { createReadStream, type ReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import { sha256Schema, type Sha256 } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";

export interface UploadState {
  /** Bytes held so far; the whole length once complete. */
  offset: number;
  isComplete: boolean;
}

export interface FileUpload {
  offset: number;
  length: number;
  bytes: AsyncIterable<Uint8Array>;
  /** Looks at the whole content before it counts as arrived. Only for contents that fit into memory. */
  check?(content: Uint8Array): void;
}

export interface FileStore {
  stateOf(sha256: Sha256): Promise<UploadState>;
  /**
   * Takes the content's next bytes, from `offset` on. What arrived before `bytes` broke off is kept for the next attempt.
   * Throws `file-offset-wrong` with the right `offset`; `file-content-wrong` when the last byte is in and the content is
   * not what its name says, which forgets it, as does whatever `check` throws; `file-too-long` for more bytes than `length`; `file-store-full`.
   */
  write(sha256: Sha256, upload: FileUpload): Promise<UploadState>;
  /** Undefined until the content is complete. */
  findLength(sha256: Sha256): Promise<number | undefined>;
  read(sha256: Sha256): ReadStream;
  /** Every complete content, in no order. */
  list(): AsyncIterable<Sha256>;
  /** Forgets what has arrived of contents of which nothing came after that time. */
  dropPartials(untouchedSince: Instant): Promise<void>;
}

/**
 * Contents named by their SHA-256, on disk. `partial/` holds what has arrived so far and may be written by several uploads at
 * once; `whole/` holds only what was verified. A content is copied from the one to the other while it is verified, so that
 * no upload still holds the file that is read from then on.
 */
export async function openFileStore(folder: string, newId: () => string): Promise<FileStore> {
  const partialPath = (sha256: Sha256) => join(folder, "partial", sha256);
  const wholePath = (sha256: Sha256) => join(folder, "whole", sha256.slice(0, 2), sha256);
  // Pages are people's papers: nobody else on the machine reads them.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await mkdir(join(folder, "partial"), { recursive: true });
  await mkdir(join(folder, "whole"), { recursive: true });

  const stateOf = async (sha256: Sha256): Promise<UploadState> => {
    const whole = await findSize(wholePath(sha256));
    if (whole !== undefined) return { offset: whole, isComplete: true };
    return { offset: (await findSize(partialPath(sha256))) ?? 0, isComplete: false };
  };

  const finish = async (sha256: Sha256, check: FileUpload["check"]): Promise<UploadState> => {
    const partial = partialPath(sha256);
    const verified = `${partial}.${newId()}`;
    try {
      if ((await copyHashed(partial, verified)) !== sha256) {
        await rm(partial, { force: true });
        throw new Failure("file-content-wrong", { details: { sha256, offset: 0 } });
      }
      if (check !== undefined) await checkContent(verified, check).catch(async (error: unknown) => {
        await rm(partial, { force: true });
        throw error;
      });
      await mkdir(dirname(wholePath(sha256)), { recursive: true });
      await rename(verified, wholePath(sha256));
      await syncFolder(dirname(wholePath(sha256)));
      await rm(partial, { force: true });
    } catch (error) {
      // Another upload of the same content finished, or threw away, first.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    } finally {
      await rm(verified, { force: true });
    }
    return stateOf(sha256);
  };

  return {
    stateOf,
    async write(sha256, { offset, length, bytes, check }) {
      const state = await stateOf(sha256);
      if (state.isComplete) return state;
      if (state.offset !== offset) throw new Failure("file-offset-wrong", { retryable: true, details: { sha256, offset: state.offset } });
      try {
        const end = await writeAt(partialPath(sha256), offset, length, bytes);
        if (end < length) return { offset: end, isComplete: false };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "ENOSPC" || code === "EDQUOT") throw new Failure("file-store-full", { retryable: true, cause: error });
        throw error;
      }
      const finished = await finish(sha256, check);
      if (!finished.isComplete) throw new Failure("file-offset-wrong", { retryable: true, details: { sha256, offset: finished.offset } });
      return finished;
    },
    findLength: (sha256) => findSize(wholePath(sha256)),
    read: (sha256) => createReadStream(wholePath(sha256)),
    async *list() {
      for (const prefix of await readdir(join(folder, "whole"))) {
        for (const name of await readdir(join(folder, "whole", prefix))) yield sha256Schema.parse(name);
      }
    },
    async dropPartials(untouchedSince) {
      for (const name of await readdir(join(folder, "partial"))) {
        const path = join(folder, "partial", name);
        // Gone meanwhile, when another upload or process finished it.
        const touchedAtMs = (await stat(path).catch(() => undefined))?.mtimeMs;
        if (touchedAtMs !== undefined && touchedAtMs < Date.parse(untouchedSince)) await rm(path, { force: true });
      }
    },
  };
}

async function checkContent(path: string, check: (content: Uint8Array) => void): Promise<void> {
  check(await readFile(path));
}

async function writeAt(path: string, offset: number, length: number, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await openForWriting(path);
  let position = offset;
  try {
    for await (const chunk of bytes) {
      if (position + chunk.byteLength > length) throw new Failure("file-too-long", { details: { length } });
      await file.write(chunk, 0, chunk.byteLength, position);
      position += chunk.byteLength;
    }
  } finally {
    await file.close();
  }
  return position;
}

/** Made when missing, never emptied: another upload of the same content may have begun it. */
async function openForWriting(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return open(path, "a").then(async (made) => {
      await made.close();
      return open(path, "r+");
    });
  }
}

/** Copies to a file of our own, on disk when this returns, and tells the SHA-256 of what was copied. */
async function copyHashed(from: string, to: string): Promise<string> {
  const hash = createHash("sha256");
  const source = await open(from, "r");
  try {
    const target = await open(to, "wx");
    try {
      for await (const chunk of source.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        await target.write(chunk);
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  return hash.digest("hex");
}

/** A rename is on disk only when its folder is; Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function findSize(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
