import { isLimitEndEstimated, limitEnd, type WorkingCalendar } from "../../calendar/working-calendar.ts";
import type { ItemDefinition } from "../../item/item-definition.ts";
import type { Instant } from "../../time/instant.ts";
import type { Case, CaseFee } from "../case-state.ts";
import type { Refusal } from "../refusal.ts";
import type { DecisionContext } from "./rule.ts";

/**
 * Limits as they are judged. The record keeps each end as it was counted when the limit began, by the calendar known then; past its last
 * day that was an estimate. So an end is counted again from where the limit began whenever something is to follow from it, and
 * is never earlier than the applicant was told.
 */

/** The window must answer within this many working days of reception, else the case counts as accepted (R-RECV-3). */
export const answerWorkingDays = 5;

type Correction = NonNullable<Case["correction"]>;
type Suspension = NonNullable<Case["suspension"]>;

/** From when the window's answer is owed: reception, or the delivered correction. */
export function answerBegan({ correction, receivedAt }: Pick<Case, "correction" | "receivedAt">): Instant {
  return correction?.deliveredAt ?? receivedAt;
}

export function answerEndOf(current: Pick<Case, "correction" | "receivedAt" | "answerDueAt">, calendar: WorkingCalendar): Instant {
  return later(current.answerDueAt, limitEnd(calendar, answerBegan(current), answerWorkingDays));
}

export function correctionEndOf({ requestedAt, limitWorkingDays, dueAt }: Correction, calendar: WorkingCalendar): Instant {
  return later(dueAt, limitEnd(calendar, requestedAt, limitWorkingDays));
}

export function paymentEndOf({ noticedAt, dueAt }: Pick<CaseFee, "noticedAt" | "dueAt">, { feeLimitWorkingDays }: Pick<ItemDefinition, "feeLimitWorkingDays">, calendar: WorkingCalendar): Instant {
  return later(dueAt, limitEnd(calendar, noticedAt, feeLimitWorkingDays));
}

/** When a special procedure ends by itself: what was stated when it began is but the earliest (R-FLOW-4). */
export function suspensionEndOf({ startedAt, workingDays, until }: Pick<Suspension, "startedAt" | "workingDays" | "until">, calendar: WorkingCalendar): Instant {
  return later(until, limitEnd(calendar, startedAt, workingDays));
}

/** The case as the desks show it, with the ends that count; the record, and a paper printed again, keep what was told when the limit began. */
export function withJudgedEnds(current: Case, item: Pick<ItemDefinition, "feeLimitWorkingDays">, calendar: WorkingCalendar): Case {
  const { correction, fee, suspension } = current;
  return {
    ...current,
    answerDueAt: answerEndOf(current, calendar),
    correction: correction && { ...correction, dueAt: correctionEndOf(correction, calendar) },
    fee: fee && { ...fee, dueAt: paymentEndOf(fee, item, calendar) },
    suspension: suspension && { ...suspension, until: suspensionEndOf(suspension, calendar) },
  };
}

/** Why the centre may not end a special procedure yet; undefined once its stated time has come for certain. */
export function findSuspensionProblem(suspension: Suspension, { now, calendar }: Pick<DecisionContext, "calendar" | "now">): Refusal | undefined {
  const until = suspensionEndOf(suspension, calendar);
  if (now < until) return { code: "suspension-not-over", until };
  return isLimitEndEstimated(calendar, until) ? { code: "limit-estimated", dueAt: until, knownUntil: calendar.knownUntil } : undefined;
}

/** Whether the limit is over for certain: one whose end is an estimate is not, however late it seems. */
export function isOver(dueAt: Instant, { calendar, now }: Pick<DecisionContext, "calendar" | "now">): boolean {
  return now > dueAt && !isLimitEndEstimated(calendar, dueAt);
}

type NotYetLate = Extract<Refusal["code"], `${string}-not-yet-late`>;

/** Why nothing may follow from the limit's passing yet; undefined once it is over for certain. */
export function findNotOver(code: NotYetLate, dueAt: Instant, context: Pick<DecisionContext, "calendar" | "now">): Refusal | undefined {
  if (isOver(dueAt, context)) return undefined;
  const { now, calendar } = context;
  return now > dueAt ? { code: "limit-estimated", dueAt, knownUntil: calendar.knownUntil } : { code, dueAt };
}

function later(recorded: Instant, counted: Instant): Instant {
  return counted > recorded ? counted : recorded;
}
