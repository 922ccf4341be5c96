import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { chainStart } from "../../domain/record/hash-chain.ts";
import type { RecordFault } from "../../domain/record/record-fault.ts";
import type { events } from "../database/schema.ts";

export type EventRow = typeof events.$inferSelect;

/** How far a case's own row says its record goes. */
export interface RowHead {
  version: number;
  headHash: string;
}

/** The first fault of a case's rows: `inside` is the first that the events themselves show; the centre's own columns and the case's row are looked at here. */
export function findFault(rows: readonly EventRow[], head: RowHead, inside: RecordFault | undefined): RecordFault | undefined {
  const differing = rows.find((row) => !agrees(row));
  if (differing !== undefined && (inside === undefined || differing.version < inside.version)) return { version: differing.version, kind: differing.kind, problem: "row-differs" };
  if (inside !== undefined) return inside;
  const isWhole = rows.length === head.version && (rows.at(-1)?.hash ?? chainStart) === head.headHash;
  return isWhole ? undefined : { version: Math.min(rows.length, head.version) + 1, kind: null, problem: "events-missing" };
}

/** The columns only the centre keeps. */
function agrees(row: EventRow): boolean {
  const event = row.event as RecordedEvent | null;
  return event !== null && row.caseId === event.caseId && row.kind === event.kind && row.recordedAt === event.recordedAt;
}
