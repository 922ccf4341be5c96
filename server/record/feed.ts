import { and, asc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { Failure } from "../../domain/failure.ts";
import { officeIdSchema, type OfficeId } from "../../domain/ids.ts";
import type { Queryable, Transaction } from "../database/connection.ts";
import { events, feed } from "../database/schema.ts";
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
  const inOrder = sql.param([...new Set(officeIds)].sort());
  await transaction.execute(sql`
    with heads as (
      insert into feed_heads (office_id, position)
      select office_id, ${recorded.length}::bigint from unnest(${inOrder}::uuid[]) as office_id order by office_id
      on conflict (office_id) do update set position = feed_heads.position + excluded.position
      returning office_id, position
    )
    insert into feed (office_id, position, case_office_id, case_id, version)
    select heads.office_id, heads.position - ${recorded.length}::bigint + step, ${caseOfficeId}::uuid, ${first.caseId}::uuid,
      ${first.version}::integer + step - 1
    from heads cross join generate_series(1, ${recorded.length}::integer) as step`);
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
