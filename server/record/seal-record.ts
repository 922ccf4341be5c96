import { sign } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { desc, sql } from "drizzle-orm";
import type { OfficeId } from "../../domain/ids.ts";
import { beforeFirstSeal, bytesOfRecordSeal, hashOfRecordSeal, type RecordSeal } from "../../domain/record/record-seal.ts";
import { addMs } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import type { Queryable, Transaction } from "../database/connection.ts";
import { recordSeals } from "../database/record-schema.ts";
import { events, feed, feedHeads } from "../database/schema.ts";
import { openRecordAuthority } from "../seal/centre-authority.ts";
import { sha256Of } from "./append.ts";
import { readAudit, summarizeAudit } from "./sealed-audit.ts";

/** Between seals nobody's hand but the hash chain guards what is new; a seal a minute would fill the table with seals. */
const everyMs = 10 * 60_000;
/** By then what was begun before is written or undone, so nothing comes to be behind a seal. */
const auditSettlesMs = 10 * 60_000;
/** Of each office's feed, in one seal. */
const eventsAtOnce = 5000;

/**
 * R-SUP-8: seals what the record has come to since the last seal, should that be long enough ago or `isLast` be given; in several seals
 * when it is much. Returns how many were made. Throws what opening the authority's key throws: then it is done in a later round.
 */
export async function sealRecord(centre: Centre, { isLast, atOnce = eventsAtOnce }: { isLast: boolean; atOnce?: number }): Promise<number> {
  for (let made = 0; ; made += 1) {
    const seal = await sealOnce(centre, isLast || made > 0, atOnce);
    if (seal === undefined) return made;
    await centre.recordWitness.remember(seal);
  }
}

async function sealOnce(centre: Centre, isAtOnce: boolean, atOnce: number): Promise<RecordSeal | undefined> {
  return centre.database.transaction(
    async (transaction) => {
      // Whoever waited here sees the seal that was made meanwhile: a transaction's view begins behind its LOCK TABLE.
      await transaction.execute(sql`lock table ${recordSeals} in share row exclusive mode`);
      const last = await findNewestSeal(transaction);
      const sealedAt = centre.now();
      if (!isAtOnce && last !== undefined && addMs(last.sealedAt, everyMs) > sealedAt) return undefined;
      const feeds = await findNextFeeds(transaction, last, atOnce);
      const heads = await findHeads(transaction, last, feeds);
      const auditedUntil = addMs(sealedAt, -auditSettlesMs);
      const audit = summarizeAudit(await readAudit(transaction, last?.audit.until, auditedUntil), auditedUntil);
      if (isDeepStrictEqual(feeds, last?.feeds ?? []) && audit.count === 0) return undefined;
      const { authorityId, key } = await openRecordAuthority(transaction, centre);
      const { position, hash: previousHash } = last ?? beforeFirstSeal;
      const said = { position: position + 1, sealedAt, feeds, heads, audit, authorityId, previousHash };
      const hash = hashOfRecordSeal(said, sha256Of);
      const seal: RecordSeal = { ...said, hash, signature: sign("sha256", bytesOfRecordSeal({ hash }), key).toString("base64") };
      await transaction.insert(recordSeals).values({ position: seal.position, sealedAt, hash, seal });
      return seal;
    },
    { isolationLevel: "repeatable read" },
  );
}

export async function findNewestSeal(database: Queryable): Promise<RecordSeal | undefined> {
  const [row] = await database.select({ seal: recordSeals.seal }).from(recordSeals).orderBy(desc(recordSeals.position)).limit(1);
  return row?.seal;
}

/** A case's events are all in the feed of the office that keeps it, and nobody who sees a position of a feed misses an earlier one. */
async function findNextFeeds(transaction: Transaction, last: RecordSeal | undefined, atOnce: number): Promise<RecordSeal["feeds"]> {
  const sealed = new Map(last?.feeds.map(({ officeId, position }) => [officeId, position]));
  const heads = await transaction.select().from(feedHeads).orderBy(feedHeads.officeId);
  return heads.map(({ officeId, position }) => ({ officeId, position: Math.min(position, (sealed.get(officeId) ?? 0) + atOnce) }));
}

async function findHeads(transaction: Transaction, last: RecordSeal | undefined, feeds: RecordSeal["feeds"]): Promise<RecordSeal["heads"]> {
  const from = (officeId: OfficeId): number => last?.feeds.find((feed) => feed.officeId === officeId)?.position ?? 0;
  const { rows } = await transaction.execute<RecordSeal["heads"][number]>(sql`
    select distinct on (${events.caseId}) ${events.caseId} as "caseId", ${events.version} as version, ${events.hash} as hash
    from unnest(${sql.param(feeds.map(({ officeId }) => officeId))}::uuid[], ${sql.param(feeds.map(({ officeId }) => from(officeId)))}::bigint[], ${sql.param(feeds.map(({ position }) => position))}::bigint[])
      as part (office_id, after, until)
    join ${feed} on ${feed.officeId} = part.office_id and ${feed.caseOfficeId} = part.office_id and ${feed.position} > part.after and ${feed.position} <= part.until
    join ${events} on ${events.officeId} = ${feed.caseOfficeId} and ${events.caseId} = ${feed.caseId} and ${events.version} = ${feed.version}
    order by ${events.caseId}, ${events.version} desc`);
  return rows;
}
