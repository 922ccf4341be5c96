import { lightNames, lightWording } from "../../contracts/wording/cases.ts";
import { pausedLabel, pauseWording } from "../../contracts/wording/flow.ts";
import { durationWording } from "../../contracts/wording/time.ts";
import { explainLight } from "../../domain/deadline/light.ts";
import type { DeadlineKind } from "../../domain/case/case-parts.ts";
import type { Pause } from "../../domain/case/pauses.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { useDue, useIsEstimated } from "../app/use-due.ts";
import { useNow } from "../app/use-now.ts";

export interface DeadlineLightProps {
  readonly deadline: { kind: DeadlineKind; dueAt: Instant } | null;
  readonly pause: Pause | null;
}

/** The light of the deadline that ends next (R-SUP-2), or that the clock stands still: colour, shape and words; the title explains it. */
export function DeadlineLight({ deadline, pause }: DeadlineLightProps) {
  const now = useNow();
  const writeDue = useDue();
  const isEstimated = useIsEstimated();
  if (pause !== null) return <span className="light paused" title={pauseWording(pause)}>{pausedLabel}</span>;
  if (deadline === null) return <span className="quiet">无期限</span>;
  const explanation = explainLight({ ...deadline, doneAt: null }, now);
  const { light, leftMs } = explanation;
  const estimated = isEstimated(deadline.dueAt) ? "预计" : "";
  const left = leftMs < 0 ? `超期 ${durationWording(-leftMs)}` : `剩 ${durationWording(leftMs)}`;
  return (
    <span className={`light ${light}`} title={lightWording(explanation, writeDue)}>
      <span className="visually-hidden">{lightNames[light]}</span>
      {estimated}
      {left}
    </span>
  );
}
