import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import { commandIdSchema, personIdSchema, type CaseId } from "../../domain/ids.ts";
import type { Actor } from "../../domain/people/role.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { getCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { cases, workstations } from "../database/schema.ts";
import { announce } from "./feed-signal.ts";
import { judge } from "./judge.ts";

/** The centre acting by rule. */
export const systemPersonId = personIdSchema.parse("00000000-0000-7000-8000-000000000001");
const systemName = "审批中心";

/**
 * A window that lost the network may have answered in time and not been heard yet. So the rule waits for the case's
 * workstation to have been in touch after the limit, with a while to send all it has queued; but not longer than a day.
 */
const settlingMs = 5 * 60_000;
const longestSilenceMs = 24 * 3_600_000;
const rowsAtOnce = 500;

/**
 * What has fallen due is a row to look at, not a timer to lose: every round looks again, in as many processes as there are.
 * R-RECV-3: a case the window did not answer in time counts as accepted. Returns how many did in this round.
 */
export async function runDueWork(centre: Centre, batchSize = rowsAtOnce): Promise<{ deemedAccepted: number }> {
  const now = centre.now();
  let deemedAccepted = 0;
  let last: OverdueCase | undefined;
  do {
    const overdue = await findOverdue(centre, now, last, batchSize);
    for (const row of overdue) {
      if (mayCount(row, now) && (await deemAccepted(centre, row, now))) deemedAccepted += 1;
    }
    last = overdue.length === batchSize ? overdue.at(-1) : undefined;
  } while (last !== undefined);
  return { deemedAccepted };
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
      officeId: cases.officeId,
      caseId: cases.caseId,
      version: cases.version,
      itemOfficeId: cases.itemOfficeId,
      windowOfficeId: cases.windowOfficeId,
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

/** The same way as any command: judged under the case's lock, so an answer that came in the meantime wins. */
async function deemAccepted(centre: Centre, row: OverdueCase, now: Instant): Promise<boolean> {
  const actor: Actor = { personId: systemPersonId, name: systemName, roles: ["system"], officeId: row.itemOfficeId, workstationCode: null };
  const command: CaseCommand = {
    id: commandIdSchema.parse(centre.newId()),
    kind: "deemAccepted",
    payload: {},
    caseId: row.caseId,
    baseVersion: row.version,
    actor,
    workstationCode: null,
    givenAt: now,
  };
  const { result } = await judge(centre, {
    command,
    senderOfficeId: row.officeId,
    occurredAt: now,
    recordedAt: now,
    knownHead: undefined,
    calendar: await getCalendar(centre.database),
    findRefusal: async () => undefined,
  });
  if (result.outcome === "rejected") return false;
  await announce(centre.database, [...new Set([row.officeId, row.itemOfficeId, row.windowOfficeId])]);
  return true;
}
