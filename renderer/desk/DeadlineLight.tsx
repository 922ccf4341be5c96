import { lightNames, lightWording } from "../../contracts/wording/cases.ts";
import { durationWording } from "../../contracts/wording/time.ts";
import { explainLight } from "../../domain/deadline/light.ts";
import type { DeadlineKind } from "../../domain/case/case-parts.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { useNow } from "../app/use-now.ts";

/** The light of the deadline that ends next (R-SUP-2): colour, shape and words; the title explains it. */
export function DeadlineLight({ deadline }: { deadline: { kind: DeadlineKind; dueAt: Instant } | null }) {
  const now = useNow();
  if (deadline === null) return <span className="quiet">无期限</span>;
  const explanation = explainLight({ ...deadline, doneAt: null }, now);
  const { light, leftMs } = explanation;
  const left = leftMs < 0 ? `超期 ${durationWording(-leftMs)}` : `剩 ${durationWording(leftMs)}`;
  return (
    <span className={`light ${light}`} title={lightWording(explanation)}>
      <span className="visually-hidden">{lightNames[light]}</span>
      {left}
    </span>
  );
}
