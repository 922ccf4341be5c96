import type { Instant } from "../time/instant.ts";
import type { DeadlineKind } from "./case-parts.ts";
import type { Case } from "./case-state.ts";
import { findPause } from "./pauses.ts";

/** A promise with an end, as the case's events tell it. `rule` is where it comes from, for whoever asks why a light is red. */
export interface Deadline {
  kind: DeadlineKind;
  rule: string;
  startedAt: Instant;
  dueAt: Instant;
  /** When it was met, late or not; null while it runs. */
  doneAt: Instant | null;
  /** Since when the clock stands still (R-FLOW-4, R-FLOW-7); null while it goes. The light stays as it was then. */
  pausedAt: Instant | null;
}

/** Every deadline the case has or had, in the order begun. A case that ended has none running but its publication. */
export function deadlinesOf(current: Case): Deadline[] {
  const deadlines: Deadline[] = [];
  const { correction, acceptance } = current;
  // The decision ends what led to it; what it gives rise to has limits of its own.
  const endedAt = current.refusal?.at ?? current.withdrawal?.at ?? current.decision?.at ?? null;
  const pausedAt = findPause(current)?.since ?? null;
  const end = (doneAt: Instant | null): Instant | null => doneAt ?? endedAt;

  const firstAnswerAt = correction?.requestedAt ?? current.answeredAt;
  if (correction === null) {
    deadlines.push(answer(current.receivedAt, current.answerDueAt, end(firstAnswerAt)));
  } else {
    deadlines.push({
      kind: "deliver-correction",
      rule: "R-RECV-4",
      startedAt: correction.requestedAt,
      dueAt: correction.dueAt,
      doneAt: end(correction.deliveredAt),
      pausedAt: null,
    });
    if (correction.deliveredAt !== null) {
      deadlines.push(answer(correction.deliveredAt, current.answerDueAt, end(current.answeredAt)));
    }
  }
  if (acceptance !== null) {
    deadlines.push(...digitising(current, acceptance, end));
    deadlines.push({ kind: "decide", rule: "R-SUP-1", startedAt: acceptance.acceptedFrom, dueAt: acceptance.decideDueAt, doneAt: endedAt, pausedAt });
    deadlines.push(
      ...current.stays.map(({ startedAt, dueAt, endedAt: doneAt }): Deadline => ({
        kind: "sign-step", rule: "R-FLOW-1", startedAt, dueAt, doneAt, pausedAt: doneAt === null ? pausedAt : null,
      })),
    );
  }
  return [...deadlines, ...afterDecision(current)];
}

/** R-FLOW-7, R-FLOW-10, R-FLOW-9. The publication is owed even when the case is closed. */
function afterDecision({ fee, result, handOver, publication }: Case): Deadline[] {
  const deadlines: Deadline[] = [];
  if (fee !== null) {
    deadlines.push({ kind: "pay-fee", rule: "R-FLOW-7", startedAt: fee.noticedAt, dueAt: fee.dueAt, doneAt: fee.payment?.at ?? fee.lapse?.at ?? null, pausedAt: null });
  }
  if (result === null) return deadlines;
  if (result.handOverDueAt !== null) {
    deadlines.push({ kind: "hand-over", rule: "R-FLOW-10", startedAt: result.since, dueAt: result.handOverDueAt, doneAt: handOver?.at ?? null, pausedAt: null });
  }
  deadlines.push({ kind: "publish-result", rule: "R-FLOW-9", startedAt: result.since, dueAt: result.publishDueAt, doneAt: publication?.at ?? null, pausedAt: null });
  return deadlines;
}

/** The running deadline that ends first, which also has the worst light; undefined when none runs, or only such as are paused. */
export function findNextDeadline(current: Case): Deadline | undefined {
  return deadlinesOf(current)
    .filter((deadline) => deadline.doneAt === null && deadline.pausedAt === null)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
}

function answer(startedAt: Instant, dueAt: Instant, doneAt: Instant | null): Deadline {
  return { kind: "answer-reception", rule: "R-RECV-3", startedAt, dueAt, doneAt, pausedAt: null };
}

/** R-RECV-7: one deadline a medium, met when the last of its materials was brought in. */
function digitising(
  current: Case,
  acceptance: NonNullable<Case["acceptance"]>,
  end: (doneAt: Instant | null) => Instant | null,
): Deadline[] {
  const media = [
    { medium: "electronic", kind: "import-electronic-files", dueAt: acceptance.electronicDueAt },
    { medium: "paper", kind: "scan-paper", dueAt: acceptance.paperDueAt },
  ] as const;
  return media.flatMap(({ medium, kind, dueAt }) => {
    const materials = Object.values(current.materials).filter(
      (material) => material.record?.medium === medium && (material.isAwaitingDigitising || material.digitisedAt !== null),
    );
    if (materials.length === 0) return [];
    const isDone = materials.every((material) => !material.isAwaitingDigitising);
    const lastAt = materials.map((material) => material.digitisedAt ?? acceptance.recordedAt).sort().at(-1) ?? null;
    return [{ kind, rule: "R-RECV-7", startedAt: acceptance.recordedAt, dueAt, doneAt: end(isDone ? lastAt : null), pausedAt: null }];
  });
}
