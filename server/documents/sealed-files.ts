import { asc, eq } from "drizzle-orm";
import { isFailure } from "../../domain/failure.ts";
import type { Sha256 } from "../../domain/ids.ts";
import type { Centre } from "../centre.ts";
import type { Transaction } from "../database/connection.ts";
import { sealedFiles } from "../database/certificate-schema.ts";
import type { FileStore } from "../files/file-store.ts";

/**
 * A file store cannot take part in a transaction. So a sealed file begins as a row, written with its event and the seal's log,
 * and is moved to the store afterwards: whatever is killed in between, there is never a sealed file without its event, nor an
 * event without its file.
 */
export async function keepSealedFile(transaction: Transaction, file: typeof sealedFiles.$inferInsert): Promise<void> {
  await transaction.insert(sealedFiles).values(file).onConflictDoNothing();
}

/** Moves one content to the file store, if its row is still there. Throws what the store throws; the row then stays. */
export async function moveSealedFile({ database, fileStore }: Pick<Centre, "database" | "fileStore">, sha256: Sha256): Promise<void> {
  const [row] = await database.select({ bytes: sealedFiles.bytes }).from(sealedFiles).where(eq(sealedFiles.sha256, sha256)).limit(1);
  if (row === undefined) return;
  await store(fileStore, sha256, row.bytes);
  await database.delete(sealedFiles).where(eq(sealedFiles.sha256, sha256));
}

/** Moves what is still waiting, oldest first, one after the other; the first that fails ends the round. Returns how many were moved. */
export async function moveSealedFiles(centre: Pick<Centre, "database" | "fileStore">, limit = 500): Promise<number> {
  const waiting = await centre.database.select({ sha256: sealedFiles.sha256 }).from(sealedFiles).orderBy(asc(sealedFiles.sealedAt)).limit(limit);
  for (const { sha256 } of waiting) await moveSealedFile(centre, sha256);
  return waiting.length;
}

/** How often another writer of the same content may have got in between. */
const attempts = 3;

async function store(fileStore: FileStore, sha256: Sha256, bytes: Buffer): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { offset, isComplete } = await fileStore.stateOf(sha256);
    if (isComplete) return;
    try {
      await fileStore.write(sha256, { offset, length: bytes.length, bytes: toChunks(bytes.subarray(offset)) });
      return;
    } catch (error) {
      // What lay there was somebody else's beginning: a wrong one was thrown away, a right one is further on.
      const isMoved = isFailure(error, "file-offset-wrong") || isFailure(error, "file-content-wrong");
      if (!isMoved || attempt === attempts) throw error;
    }
  }
}

async function* toChunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
