import { and, asc, lte, sql } from "drizzle-orm";
import type { Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { cases } from "../database/schema.ts";
import { actAsSystem, dueCaseColumns } from "./system-act.ts";
import { walkDue } from "./walk-due.ts";

/**
 * R-FLOW-4: a special procedure that nobody ended before its stated time ends then. It waits for no workstation: an end that was
 * given before and is heard of after this changes nothing but a few days of the limits, and its giver is told.
 * Returns how many cases go on.
 */
export async function resumeSuspended(centre: Centre, now: Instant, batchSize: number): Promise<number> {
  return walkDue(
    (after: Awaited<ReturnType<typeof findDue>>[number] | undefined, limit) => findDue(centre, now, after, limit),
    batchSize,
    (row) => actAsSystem(centre, row, { kind: "resumeCase", payload: { note: "" } }, now),
  );
}

async function findDue(centre: Centre, now: Instant, after: { resumeDueAt: Instant | null; caseId: string } | undefined, limit: number) {
  return centre.database
    .select({ ...dueCaseColumns, resumeDueAt: cases.resumeDueAt })
    .from(cases)
    .where(
      and(
        lte(cases.resumeDueAt, now),
        after && sql`(${cases.resumeDueAt}, ${cases.caseId}) > (${after.resumeDueAt}::text, ${after.caseId}::uuid)`,
      ),
    )
    .orderBy(asc(cases.resumeDueAt), asc(cases.caseId))
    .limit(limit);
}
