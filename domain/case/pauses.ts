import { z } from "zod";
import { limitEnd, workingDaysBetween, type WorkingCalendar } from "../calendar/working-calendar.ts";
import { instantSchema, regionDateOf, type Instant } from "../time/instant.ts";
import { findCurrentStep, type Case } from "./case-state.ts";
import type { ClockRestart } from "./flow-parts.ts";

/** What stops the clock now; `until` is null while a higher authority takes its time. */
export const pauseSchema = z.object({ kind: z.enum(["suspended", "reported-upward"]), since: instantSchema, until: instantSchema.nullable() });
export type Pause = z.infer<typeof pauseSchema>;

export function findPause({ suspension, reportedUpward }: Pick<Case, "suspension" | "reportedUpward">): Pause | undefined {
  if (suspension !== null) return { kind: "suspended", since: suspension.startedAt, until: suspension.until };
  return reportedUpward === null ? undefined : { kind: "reported-upward", since: reportedUpward.startedAt, until: null };
}

/** All working days on which the clock stood still so far. */
export function pausedWorkingDaysOf({ endedSuspensions, answeredReports }: Pick<Case, "endedSuspensions" | "answeredReports">): number {
  return [...endedSuspensions, ...answeredReports].reduce((sum, { pausedWorkingDays }) => sum + pausedWorkingDays, 0);
}

/**
 * Both running limits moved by the working days from the pause's beginning to `now`, but never past its `until` (R-FLOW-4). What
 * was late when it began is late by as much when it ends.
 */
export function restartClock(current: Case, pause: Pause, calendar: WorkingCalendar, now: Instant): ClockRestart {
  const { acceptance } = current;
  const step = findCurrentStep(current);
  if (acceptance === null || step === undefined) throw new Error("only a case at a step is paused");
  const end = pause.until !== null && pause.until < now ? pause.until : now;
  const workingDays = Math.max(0, workingDaysBetween(calendar, regionDateOf(pause.since), regionDateOf(end)));
  const moved = (dueAt: Instant): Instant => (workingDays === 0 ? dueAt : limitEnd(calendar, dueAt, workingDays));
  return { workingDays, decideDueAt: moved(acceptance.decideDueAt), stepDueAt: moved(step.dueAt) };
}
