import type { DocumentKind } from "../case-parts.ts";
import type { Case } from "../case-state.ts";
import { findNotice, findReceiptOf } from "../notices.ts";
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

/** One number for each document, from the centre's register; a special procedure has a notice each time, and every notice a receipt of its own. */
export const numberDocument: Rule<"numberDocument"> = (current, { payload }) => {
  const { document, notice } = payload;
  if (notice !== undefined) {
    const isDue = document === "delivery-receipt" && findNotice(current, notice) !== undefined;
    if (!isDue) return refused({ code: "document-not-due", document });
    const receipt = findReceiptOf(current, notice);
    return receipt === undefined ? happened({ kind: "documentNumbered", payload }) : refused({ code: "document-already-numbered", document, number: receipt.number });
  }
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

/** Of receipts the result's. */
export function findNumbered({ documents }: Pick<Case, "documents">, kind: DocumentKind): Case["documents"][number] | undefined {
  return documents.findLast(({ document, isVoid, notice }) => document === kind && !isVoid && notice === undefined);
}
