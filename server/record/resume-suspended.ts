import { and, asc, lte, sql } from "drizzle-orm";
import { replay } from "../../domain/case/evolve.ts";
import { findSuspensionProblem } from "../../domain/case/rules/limits.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { getCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { cases } from "../database/schema.ts";
import { readEvents } from "./load-case.ts";
import { actAsSystem, dueCaseColumns } from "./system-act.ts";
import { latestCertain, walkDue } from "./walk-due.ts";

/**
 * R-FLOW-4: a special procedure that nobody ended before its stated time ends then. It waits for no workstation: an end that was
 * given before and is heard of after this changes nothing but a few days of the limits, and its giver is told. A stated time that ends after
 * the announced holidays waits until they are announced that far, and then for its end by them.
 * Returns how many cases go on.
 */
export async function resumeSuspended(centre: Centre, now: Instant, batchSize: number): Promise<number> {
  const calendar = await getCalendar(centre.database);
  return walkDue(
    (after: Awaited<ReturnType<typeof findDue>>[number] | undefined, limit) => findDue(centre, latestCertain(now, calendar), after, limit),
    batchSize,
    async (row) => {
      const suspension = replay(await readEvents(centre.database, row.officeId, row.caseId))?.suspension ?? null;
      const isOver = suspension !== null && findSuspensionProblem(suspension, { calendar, now }) === undefined;
      return isOver && actAsSystem(centre, row, { kind: "resumeCase", payload: { note: "" } }, now);
    },
  );
}

async function findDue(centre: Centre, until: Instant, after: { resumeDueAt: Instant | null; caseId: string } | undefined, limit: number) {
  return centre.database
    .select({ ...dueCaseColumns, resumeDueAt: cases.resumeDueAt })
    .from(cases)
    .where(
      and(
        lte(cases.resumeDueAt, until),
        after && sql`(${cases.resumeDueAt}, ${cases.caseId}) > (${after.resumeDueAt}::text, ${after.caseId}::uuid)`,
      ),
    )
    .orderBy(asc(cases.resumeDueAt), asc(cases.caseId))
    .limit(limit);
}
