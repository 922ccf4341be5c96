import { and, asc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { Failure } from "../../domain/failure.ts";
import { officeIdSchema, type CaseId, type OfficeId } from "../../domain/ids.ts";
import type { Queryable, Transaction } from "../database/connection.ts";
import { events, feed, feedHeads } from "../database/schema.ts";
import { readRecordEpoch } from "./record-epoch.ts";

/**
 * Gives events their places in the offices' feeds. Called last in a transaction: the counter rows stay locked until it
 * commits, so a reader who saw a position has seen every lower one. A plain sequence as cursor loses rows that commit late.
 * Offices are taken in one order, so that two transactions never wait for each other in a circle.
 */
export async function appendToFeeds(
  transaction: Transaction,
  officeIds: readonly OfficeId[],
  caseOfficeId: OfficeId,
  recorded: readonly RecordedEvent[],
): Promise<void> {
  const [first] = recorded;
  if (first === undefined) return;
  const count = sql`${recorded.length}::integer`;
  const heads = transaction.$with("heads").as(
    transaction
      .insert(feedHeads)
      .values([...new Set(officeIds)].sort().map((officeId) => ({ officeId, position: recorded.length })))
      .onConflictDoUpdate({ target: feedHeads.officeId, set: { position: sql`${feedHeads.position} + excluded.position` } })
      .returning({ officeId: feedHeads.officeId, position: feedHeads.position }),
  );
  const places = transaction
    .select({
      officeId: heads.officeId,
      position: sql<number>`${heads.position} - ${count} + step`.as("place"),
      caseOfficeId: sql<OfficeId>`${caseOfficeId}::uuid`.as("case_office_id"),
      caseId: sql<CaseId>`${first.caseId}::uuid`.as("case_id"),
      version: sql<number>`${first.version}::integer + step - 1`.as("version"),
    })
    .from(heads)
    .crossJoin(sql`generate_series(1, ${count}) as step`);
  await transaction.with(heads).insert(feed).select(places).prepare().execute();
}

/** How far a reader has read: a position for each office, on the record of one epoch. Opaque to the reader. */
const cursorSchema = z.object({ epoch: z.string(), positions: z.record(officeIdSchema, z.int().min(0)) });
type Cursor = z.infer<typeof cursorSchema>;

export interface FeedPage {
  cursor: string;
  events: RecordedEvent[];
  isMore: boolean;
}

/**
 * The next events of these offices' feeds, in each feed's order. A cursor from before a restore starts again from the
 * beginning: its positions mean nothing on the restored record. Throws `cursor-invalid` for one we never gave.
 */
export async function readFeed(database: Queryable, officeIds: readonly OfficeId[], cursorText: string, limit: number): Promise<FeedPage> {
  const epoch = await readRecordEpoch(database);
  const given = parseCursor(cursorText);
  const cursor: Cursor = given?.epoch === epoch ? given : { epoch, positions: {} };
  const found: RecordedEvent[] = [];
  let isMore = false;
  for (const officeId of [...officeIds].sort()) {
    const wanted = limit - found.length;
    const rows = await database
      .select({ position: feed.position, event: events.event })
      .from(feed)
      .innerJoin(events, and(eq(events.officeId, feed.caseOfficeId), eq(events.caseId, feed.caseId), eq(events.version, feed.version)))
      .where(and(eq(feed.officeId, officeId), gt(feed.position, cursor.positions[officeId] ?? 0)))
      .orderBy(asc(feed.position))
      .limit(wanted + 1);
    isMore ||= rows.length > wanted;
    const taken = rows.slice(0, wanted);
    found.push(...taken.map((row) => row.event));
    const last = taken.at(-1);
    if (last !== undefined) cursor.positions[officeId] = last.position;
  }
  return { cursor: Buffer.from(JSON.stringify(cursor)).toString("base64url"), events: found, isMore };
}

function parseCursor(text: string): Cursor | undefined {
  if (text === "") return undefined;
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch (cause) {
    throw new Failure("cursor-invalid", { cause });
  }
}
