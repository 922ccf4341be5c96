import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import { and, asc, eq, sum } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { Failure } from "../domain/failure.ts";
import type { Sha256 } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import { pageTable } from "./pages-schema.ts";

/**
 * Pictures by their content. Put here, and on the disk, before a command may name them; kept at least until the centre has
 * them, then as a bounded cache.
 */
export interface PageFiles {
  /** Durable when it returns. Putting the same content again changes nothing. */
  put(bytes: Uint8Array, at: Instant): Sha256;
  /** Many at once, for one wait for the disk. */
  putAll(pages: readonly Uint8Array[], at: Instant): Sha256[];
  /** A copy fetched from the centre. @throws Failure `page-content-wrong` when it is not what was asked for */
  putFromCentre(sha256: Sha256, bytes: Uint8Array, at: Instant): void;
  has(sha256: Sha256): boolean;
  find(sha256: Sha256): Buffer | undefined;
  markAtCentre(sha256s: readonly Sha256[]): void;
  /** Everything the centre is not known to have, oldest first. */
  notAtCentre(): { sha256: Sha256; byteLength: number }[];
  /** Throws the oldest away of those the centre has, until they take no more than `limitBytes`. Returns how many went. */
  trim(limitBytes: number): number;
}

/** So many go in one transaction of `trim`: between two the desk gets its turn. */
const trimBatch = 200;

export function createPageFiles(client: Database): PageFiles {
  const db = drizzle({ client });
  const insert = (bytes: Uint8Array, isAtCentre: boolean, at: Instant): Sha256 => {
    const sha256 = sha256Of(bytes);
    db.insert(pageTable)
      .values({ sha256, byteLength: bytes.length, isAtCentre, storedAt: at, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) })
      .onConflictDoNothing()
      .run();
    return sha256;
  };
  const is = (sha256: Sha256) => eq(pageTable.sha256, sha256);
  const atCentreBytes = (): number =>
    Number(db.select({ bytes: sum(pageTable.byteLength) }).from(pageTable).where(eq(pageTable.isAtCentre, true)).get()?.bytes ?? 0);

  return {
    put: (bytes, at) => insert(bytes, false, at),
    putAll: (pages, at) => client.transaction(() => pages.map((bytes) => insert(bytes, false, at))).immediate(),
    putFromCentre: (sha256, bytes, at) => {
      if (sha256Of(bytes) !== sha256) throw new Failure("page-content-wrong", { retryable: true, details: { sha256 } });
      insert(bytes, true, at);
    },
    has: (sha256) => db.select({ sequence: pageTable.sequence }).from(pageTable).where(is(sha256)).get() !== undefined,
    find: (sha256) => db.select({ bytes: pageTable.bytes }).from(pageTable).where(is(sha256)).get()?.bytes,
    markAtCentre: (sha256s) => {
      client.transaction(() => {
        for (const sha256 of sha256s) db.update(pageTable).set({ isAtCentre: true }).where(and(is(sha256), eq(pageTable.isAtCentre, false))).run();
      })();
    },
    notAtCentre: () =>
      db
        .select({ sha256: pageTable.sha256, byteLength: pageTable.byteLength })
        .from(pageTable)
        .where(eq(pageTable.isAtCentre, false))
        .orderBy(asc(pageTable.sequence))
        .all(),
    trim: (limitBytes) => {
      let trimmed = 0;
      let excess = atCentreBytes() - limitBytes;
      while (excess > 0) {
        const oldest = db
          .select({ sequence: pageTable.sequence, byteLength: pageTable.byteLength })
          .from(pageTable)
          .where(eq(pageTable.isAtCentre, true))
          .orderBy(asc(pageTable.sequence))
          .limit(trimBatch)
          .all();
        if (oldest.length === 0) break;
        client.transaction(() => {
          for (const { sequence, byteLength } of oldest) {
            if (excess <= 0) break;
            db.delete(pageTable).where(eq(pageTable.sequence, sequence)).run();
            excess -= byteLength;
            trimmed += 1;
          }
        })();
      }
      return trimmed;
    },
  };
}

export function sha256Of(bytes: Uint8Array | string): Sha256 {
  return createHash("sha256").update(bytes).digest("hex") as Sha256;
}
