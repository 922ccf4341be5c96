import { papersBegunBy } from "../../domain/case/papers.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { Transaction } from "../database/connection.ts";
import { duePapers } from "../database/paper-schema.ts";

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
