import { limitEnd } from "../../calendar/working-calendar.ts";
import type { DecisionOutcome } from "../case-parts.ts";
import type { ResultStart } from "../result-parts.ts";
import type { DecisionContext } from "./rule.ts";

/** Results are published within this many working days (R-FLOW-9). */
export const publishWorkingDays = 5;

/** What is owed from `context.now` on, when the case's outcome is certain: the hand-over by the flow's last step, the publication. */
export function startResult({ item, calendar, now }: DecisionContext, outcome: DecisionOutcome): ResultStart {
  const last = item.flow.at(-1);
  const certificate = outcome === "grant" && item.resultCertificate !== null ? { officersNeeded: item.resultCertificate.officersNeeded } : null;
  return {
    certificate,
    handOverDueAt: last?.role === "window-clerk" ? limitEnd(calendar, now, last.limitWorkingDays) : null,
    publishDueAt: limitEnd(calendar, now, publishWorkingDays),
  };
}
