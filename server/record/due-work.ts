import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { CaseId } from "../../domain/ids.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { cases, workstations } from "../database/schema.ts";
import { resumeSuspended } from "./resume-suspended.ts";
import { actAsSystem, dueCaseColumns } from "./system-act.ts";

/**
 * A window that lost the network may have answered in time and not been heard yet. So the rule waits for the case's
 * workstation to have been in touch after the limit, with a while to send all it has queued; but not longer than a day.
 */
const settlingMs = 5 * 60_000;
const longestSilenceMs = 24 * 3_600_000;
const rowsAtOnce = 500;

/** What has fallen due is a row to look at, not a timer to lose: every round looks again, in as many processes as there are. */
export async function runDueWork(centre: Centre, batchSize = rowsAtOnce): Promise<{ deemedAccepted: number; resumed: number }> {
  const now = centre.now();
  return { deemedAccepted: await deemSilentAccepted(centre, now, batchSize), resumed: await resumeSuspended(centre, now, batchSize) };
}

/** R-RECV-3: a case the window did not answer in time counts as accepted. Returns how many did in this round. */
async function deemSilentAccepted(centre: Centre, now: Instant, batchSize: number): Promise<number> {
  let deemedAccepted = 0;
  let last: OverdueCase | undefined;
  do {
    const overdue = await findOverdue(centre, now, last, batchSize);
    for (const row of overdue) {
      if (mayCount(row, now) && (await actAsSystem(centre, row, { kind: "deemAccepted", payload: {} }, now))) deemedAccepted += 1;
    }
    last = overdue.length === batchSize ? overdue.at(-1) : undefined;
  } while (last !== undefined);
  return deemedAccepted;
}

type OverdueCase = Awaited<ReturnType<typeof findOverdue>>[number];

function mayCount({ answerDueAt, workstationCode, lastHeardAt }: OverdueCase, now: Instant): boolean {
  if (answerDueAt === null) return false;
  const isHeard = workstationCode === null || (lastHeardAt !== null && lastHeardAt > addMs(answerDueAt, settlingMs));
  return isHeard || now > addMs(answerDueAt, longestSilenceMs);
}

async function findOverdue(centre: Centre, now: Instant, after: { answerDueAt: Instant | null; caseId: CaseId } | undefined, limit: number) {
  return centre.database
    .select({
      ...dueCaseColumns,
      answerDueAt: cases.answerDueAt,
      workstationCode: cases.workstationCode,
      lastHeardAt: workstations.lastHeardAt,
    })
    .from(cases)
    .leftJoin(workstations, eq(workstations.code, cases.workstationCode))
    .where(
      and(
        lt(cases.answerDueAt, now),
        after && sql`(${cases.answerDueAt}, ${cases.caseId}) > (${after.answerDueAt}::text, ${after.caseId}::uuid)`,
      ),
    )
    .orderBy(asc(cases.answerDueAt), asc(cases.caseId))
    .limit(limit);
}
