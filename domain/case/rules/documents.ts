import type { DocumentKind } from "../case-parts.ts";
import type { Case } from "../case-state.ts";
import { findOutcome } from "../result.ts";
import { happened, refused, type Rule } from "./rule.ts";

/** Which documents of decision the case gives rise to as it stands (R-FLOW-4, R-FLOW-7, R-RECV-6). */
export function documentsDue(current: Case): DocumentKind[] {
  const outcome = findOutcome(current);
  const due: DocumentKind[] = [];
  if (suspensionCount(current) > 0) due.push("special-procedure-notice");
  if (current.fee !== null) due.push("fee-notice");
  if (outcome === "grant") due.push("grant-decision");
  if (outcome === "deny") due.push("deny-decision");
  if (outcome !== undefined) due.push("delivery-receipt");
  if (current.withdrawal !== null) due.push("withdrawal-decision");
  return due;
}

/** One number for each document, from the centre's register; a special procedure has a notice each time. */
export const numberDocument: Rule<"numberDocument"> = (current, { payload }) => {
  const { document } = payload;
  if (!documentsDue(current).includes(document)) return refused({ code: "document-not-due", document });
  const isNoticeOpen = document === "special-procedure-notice" && numberedCount(current, document) < suspensionCount(current);
  const numbered = isNoticeOpen ? undefined : findNumbered(current, document);
  return numbered === undefined
    ? happened({ kind: "documentNumbered", payload })
    : refused({ code: "document-already-numbered", document, number: numbered.number });
};

function suspensionCount({ suspension, endedSuspensions }: Case): number {
  return endedSuspensions.length + (suspension === null ? 0 : 1);
}

function numberedCount({ documents }: Case, kind: DocumentKind): number {
  return documents.filter(({ document }) => document === kind).length;
}

export function findNumbered({ documents }: Pick<Case, "documents">, kind: DocumentKind): Case["documents"][number] | undefined {
  return documents.findLast(({ document, isVoid }) => document === kind && !isVoid);
}
