import type { Instant } from "../time/instant.ts";
import type { EventKind, StampedEvent } from "./case-event.ts";
import type { Case } from "./case-state.ts";
import type { ClockRestart } from "./flow-parts.ts";

type EventOf<K extends EventKind> = Extract<StampedEvent, { kind: K }>;
type PauseKind = "caseSuspended" | "caseResumed" | "reportedUpward" | "upperAnswerRecorded";

export const pauseChanges: { [K in PauseKind]: (current: Case, event: EventOf<K>) => Partial<Case> } = {
  caseSuspended: (_current, { payload: { signature: _signature, onBehalfOf: _onBehalfOf, ...parts }, occurredAt, actor: { personId, name } }) => ({
    suspension: { ...parts, startedAt: occurredAt, by: { personId, name } },
  }),
  caseResumed: (current, { payload, occurredAt }) => ({ ...endSuspension(current, occurredAt, payload.workingDays), ...restarted(current, payload) }),
  reportedUpward: (_current, { payload: { signature: _signature, onBehalfOf: _onBehalfOf, ...parts }, occurredAt, actor: { personId, name } }) => ({
    reportedUpward: { ...parts, startedAt: occurredAt, by: { personId, name } },
  }),
  upperAnswerRecorded: (current, { payload: { workingDays, decideDueAt, stepDueAt, onBehalfOf: _, ...answer }, occurredAt, actor: { personId, name } }) => {
    if (current.reportedUpward === null) throw new Error("an answer to no report");
    const answered = { ...current.reportedUpward, answer: { ...answer, at: occurredAt, by: { personId, name } }, pausedWorkingDays: workingDays };
    return {
      reportedUpward: null,
      answeredReports: [...current.answeredReports, answered],
      ...restarted(current, { workingDays, decideDueAt, stepDueAt }),
    };
  },
};

/** What was at rest when the case ended has ended with it. */
export function endPauses(current: Case, at: Instant): Partial<Case> {
  return { ...endSuspension(current, at, 0), reportedUpward: null };
}

function endSuspension({ suspension, endedSuspensions }: Case, endedAt: Instant, pausedWorkingDays: number): Partial<Case> {
  if (suspension === null) return {};
  return { suspension: null, endedSuspensions: [...endedSuspensions, { ...suspension, endedAt, pausedWorkingDays }] };
}

function restarted({ acceptance, stays }: Case, { decideDueAt, stepDueAt }: ClockRestart): Partial<Case> {
  return {
    acceptance: acceptance && { ...acceptance, decideDueAt },
    stays: stays.map((stay) => (stay.endedAt === null ? { ...stay, dueAt: stepDueAt } : stay)),
  };
}
