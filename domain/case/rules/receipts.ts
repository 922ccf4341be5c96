import type { ReceiptKind } from "../case-parts.ts";
import type { Case } from "../case-state.ts";
import { happened, refused, type Rule } from "./rule.ts";

/** Which papers the case's applicant is due by now (R-RECV-2, R-RECV-4, R-RECV-5, R-RECV-6). */
export function receiptsDue(current: Pick<Case, "acceptance" | "correction" | "refusal" | "withdrawal">): ReceiptKind[] {
  const due: ReceiptKind[] = ["reception-slip"];
  if (current.correction) due.push("correction-notice");
  if (current.acceptance) due.push("acceptance-notice");
  if (current.refusal) due.push("refusal-notice");
  if (current.withdrawal) due.push("withdrawal-decision");
  return due;
}

export const recordReceiptPrint: Rule<"recordReceiptPrint"> = (current, { payload }) =>
  receiptsDue(current).includes(payload.receipt)
    ? happened({ kind: "receiptPrinted", payload: { ...payload, printNumber: (current.printCounts[payload.receipt] ?? 0) + 1 } })
    : refused({ code: "receipt-not-due", receipt: payload.receipt });
