import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { CaseId, WorkstationCode } from "../../domain/ids.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { cases, workstations } from "../database/schema.ts";
import { actAsSystem, dueCaseColumns } from "./system-act.ts";
import { walkDue } from "./walk-due.ts";

/** What silence counts as once a limit is over: nothing answered as acceptance (R-RECV-3), nothing paid as refusal (R-FLOW-7). */
const silences = {
  unanswered: { dueAt: cases.answerDueAt, body: { kind: "deemAccepted", payload: {} } },
  unpaid: { dueAt: cases.payDueAt, body: { kind: "lapseUnpaid", payload: {} } },
} as const satisfies Record<string, { dueAt: unknown; body: CommandBody }>;
type Silence = keyof typeof silences;

/**
 * A window that lost the network may have acted in time and not been heard yet. So the rule waits for the case's workstation to
 * have been in touch after the limit, with a while to send all it has queued; but not longer than a day. What another
 * workstation did in time and is heard of later is for the rules of the case to weigh.
 */
const settlingMs = 5 * 60_000;
const longestSilenceMs = 24 * 3_600_000;

/** Counts the silence of every case whose limit is over. Returns how many there were in this round. */
export async function countSilence(centre: Centre, silence: Silence, now: Instant, batchSize: number): Promise<number> {
  return walkDue(
    (after: OverdueCase | undefined, limit) => findOverdue(centre, silence, now, after, limit),
    batchSize,
    async (row) => isSettled(row, now) && actAsSystem(centre, row, silences[silence].body, now),
  );
}

type OverdueCase = Awaited<ReturnType<typeof findOverdue>>[number];

function isSettled({ dueAt, workstationCode, lastHeardAt }: { dueAt: Instant | null; workstationCode: WorkstationCode | null; lastHeardAt: Instant | null }, now: Instant): boolean {
  if (dueAt === null) return false;
  const isHeard = workstationCode === null || (lastHeardAt !== null && lastHeardAt > addMs(dueAt, settlingMs));
  return isHeard || now > addMs(dueAt, longestSilenceMs);
}

async function findOverdue(centre: Centre, silence: Silence, now: Instant, after: { dueAt: Instant | null; caseId: CaseId } | undefined, limit: number) {
  const { dueAt } = silences[silence];
  return centre.database
    .select({ ...dueCaseColumns, dueAt, workstationCode: cases.workstationCode, lastHeardAt: workstations.lastHeardAt })
    .from(cases)
    .leftJoin(workstations, eq(workstations.code, cases.workstationCode))
    .where(and(lt(dueAt, now), after && sql`(${dueAt}, ${cases.caseId}) > (${after.dueAt}::text, ${after.caseId}::uuid)`))
    .orderBy(asc(dueAt), asc(cases.caseId))
    .limit(limit);
}
