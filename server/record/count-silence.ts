import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { CaseId, WorkstationCode } from "../../domain/ids.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { replay } from "../../domain/case/evolve.ts";
import { answerEndOf, isOver, paymentEndOf } from "../../domain/case/rules/limits.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { getCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { cases, workstations } from "../database/schema.ts";
import { readEvents } from "./load-case.ts";
import { actAsSystem, dueCaseColumns } from "./system-act.ts";
import { latestCertain, walkDue } from "./walk-due.ts";

interface SilenceKind {
  dueAt: typeof cases.answerDueAt | typeof cases.payDueAt;
  body: CommandBody;
  /** The limit's end by today's calendar; undefined when nothing is owed any more. */
  endOf(current: Case, item: ItemDefinition, calendar: WorkingCalendar): Instant | undefined;
}

/** What silence counts as once a limit is over: nothing answered as acceptance (R-RECV-3), nothing paid as refusal (R-FLOW-7). */
const silences = {
  unanswered: { dueAt: cases.answerDueAt, body: { kind: "deemAccepted", payload: {} }, endOf: (current, _item, calendar) => answerEndOf(current, calendar) },
  unpaid: { dueAt: cases.payDueAt, body: { kind: "lapseUnpaid", payload: {} }, endOf: ({ fee }, item, calendar) => (fee === null ? undefined : paymentEndOf(fee, item, calendar)) },
} as const satisfies Record<string, SilenceKind>;
type Silence = keyof typeof silences;

/**
 * A window that lost the network may have acted in time and not been heard yet. So the rule waits for the case's workstation to
 * have been in touch after the limit, with a while to send all it has queued; but not longer than a day. What another
 * workstation did in time and is heard of later is for the rules of the case to weigh.
 */
const settlingMs = 5 * 60_000;
const longestSilenceMs = 24 * 3_600_000;

/**
 * Counts the silence of every case whose limit is over. Returns how many there were in this round. Nothing is counted on an estimate: a
 * limit that ends after the announced holidays waits until they are announced that far, and then for its end by them.
 */
export async function countSilence(centre: Centre, silence: Silence, now: Instant, batchSize: number): Promise<number> {
  const calendar = await getCalendar(centre.database);
  return walkDue(
    (after: OverdueCase | undefined, limit) => findOverdue(centre, silence, latestCertain(now, calendar), after, limit),
    batchSize,
    async (row) => {
      if (!isSettled(row, now)) return false;
      const dueAt = await findEnd(centre, silence, row, calendar);
      const isCounted = dueAt !== undefined && isOver(dueAt, { calendar, now }) && isSettled({ ...row, dueAt }, now);
      return isCounted && actAsSystem(centre, row, silences[silence].body, now);
    },
  );
}

type OverdueCase = Awaited<ReturnType<typeof findOverdue>>[number];

/** What was recorded when the limit began is but the earliest it can end. */
async function findEnd(centre: Centre, silence: Silence, { officeId, caseId }: OverdueCase, calendar: WorkingCalendar): Promise<Instant | undefined> {
  const current = replay(await readEvents(centre.database, officeId, caseId));
  const item = current && (await centre.itemVersions.find(centre.database, current.itemCode, current.itemVersion));
  return current && item && silences[silence].endOf(current, item, calendar);
}

function isSettled({ dueAt, workstationCode, lastHeardAt }: { dueAt: Instant | null; workstationCode: WorkstationCode | null; lastHeardAt: Instant | null }, now: Instant): boolean {
  if (dueAt === null) return false;
  const isHeard = workstationCode === null || (lastHeardAt !== null && lastHeardAt > addMs(dueAt, settlingMs));
  return isHeard || now > addMs(dueAt, longestSilenceMs);
}

async function findOverdue(centre: Centre, silence: Silence, before: Instant, after: { dueAt: Instant | null; caseId: CaseId } | undefined, limit: number) {
  const { dueAt } = silences[silence];
  return centre.database
    .select({ ...dueCaseColumns, dueAt, workstationCode: cases.workstationCode, lastHeardAt: workstations.lastHeardAt })
    .from(cases)
    .leftJoin(workstations, eq(workstations.code, cases.workstationCode))
    .where(and(lt(dueAt, before), after && sql`(${dueAt}, ${cases.caseId}) > (${after.dueAt}::text, ${after.caseId}::uuid)`))
    .orderBy(asc(dueAt), asc(cases.caseId))
    .limit(limit);
}
