import { and, eq, sql, type SQL } from "drizzle-orm";
import { papersBegunBy } from "../../domain/case/papers.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Transaction } from "../database/connection.ts";
import { duePapers } from "../database/paper-schema.ts";
import { cases } from "../database/schema.ts";

/** Queues the documents these events give rise to, in the events' own transaction. */
export async function queuePapers(transaction: Transaction, homeOfficeId: OfficeId, recorded: readonly RecordedEvent[]): Promise<void> {
  const rows = recorded.flatMap((event) =>
    papersBegunBy(event).map((document, ordinal) => ({
      officeId: homeOfficeId, caseId: event.caseId, version: event.version, ordinal, document,
      queuedAt: event.recordedAt, state: "waiting" as const, attempts: 0, nextAttemptAt: event.recordedAt,
    })),
  );
  if (rows.length > 0) await transaction.insert(duePapers).values(rows);
}

/** Has the waiting papers that an office decides (null: that any does) tried again in the next round, where they wait for what came. */
export async function retryPapers(transaction: Transaction, now: Instant, officeId: OfficeId | null, waitsForIt: SQL | undefined): Promise<void> {
  const ofTheOffice = sql`exists (select 1 from ${cases} where ${cases.officeId} = ${duePapers.officeId} and ${cases.caseId} = ${duePapers.caseId} and ${cases.itemOfficeId} = ${officeId})`;
  await transaction
    .update(duePapers)
    .set({ nextAttemptAt: now })
    .where(and(eq(duePapers.state, "waiting"), waitsForIt, officeId === null ? undefined : ofTheOffice));
}
