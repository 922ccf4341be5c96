import { and, eq, sql } from "drizzle-orm";
import type { OfficeId, Sha256 } from "../../domain/ids.ts";
import { chainStart } from "../../domain/record/hash-chain.ts";
import { hashOfSealUse, type SealUse } from "../../domain/record/seal-use.ts";
import type { Queryable, Transaction } from "../database/connection.ts";
import { sealUseHeads, sealUses } from "../database/seal-schema.ts";
import { sha256Of } from "../record/append.ts";

export type NewSealUse = Omit<SealUse, "position" | "previousHash" | "hash">;

/**
 * Writes one use of a seal to its log, in the transaction of the event that names the document: neither stands without the other.
 * The head's row stays locked until then, so uses of one seal follow each other without a gap.
 */
export async function logSealUse(transaction: Transaction, use: NewSealUse): Promise<SealUse> {
  await transaction.insert(sealUseHeads).values({ officeId: use.officeId, position: 0, hash: chainStart }).onConflictDoNothing();
  const [head] = await transaction.select().from(sealUseHeads).where(eq(sealUseHeads.officeId, use.officeId)).for("update");
  if (head === undefined) throw new Error("the seal's log has no head");
  const unhashed = { ...use, position: head.position + 1, previousHash: head.hash };
  const logged: SealUse = { ...unhashed, hash: hashOfSealUse(unhashed, sha256Of) };
  const { officeId, position, caseId, commandId, sha256, hash } = logged;
  await transaction.insert(sealUses).values({ officeId, position, caseId, commandId, sha256, hash, use: logged });
  await transaction.update(sealUseHeads).set({ position, hash }).where(eq(sealUseHeads.officeId, officeId));
  return logged;
}

/** The use that made this very content. */
export async function findSealUse(database: Queryable, sha256: Sha256): Promise<SealUse | undefined> {
  const [row] = await database.select({ use: sealUses.use }).from(sealUses).where(eq(sealUses.sha256, sha256)).limit(1);
  return row?.use;
}

/** An office's uses, newest first, before position `before`. */
export async function listSealUses(database: Queryable, officeId: OfficeId, { before, limit }: { before?: number | undefined; limit: number }): Promise<SealUse[]> {
  const rows = await database
    .select({ use: sealUses.use })
    .from(sealUses)
    .where(and(eq(sealUses.officeId, officeId), before === undefined ? undefined : sql`${sealUses.position} < ${before}`))
    .orderBy(sql`${sealUses.position} desc`)
    .limit(limit);
  return rows.map(({ use }) => use);
}
