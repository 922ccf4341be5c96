import type { CaseEvent } from "./case-event.ts";
import type { DocumentKind } from "./case-parts.ts";
import { isNoticeKind } from "./notice-parts.ts";

/**
 * The documents of decision an event gives rise to, in the order they are made: the receipt to be signed for the result comes when
 * all it lists is there, and a notice's own after the notice (R-FLOW-4, R-FLOW-7, R-RECV-6). `documentsDue` says which a case may have as it stands.
 */
export function papersBegunBy(event: CaseEvent): DocumentKind[] {
  switch (event.kind) {
    case "caseSuspended":
      return ["special-procedure-notice"];
    case "caseWithdrawn":
      return ["withdrawal-decision"];
    case "caseDecided": {
      const { fee, result, outcome } = event.payload;
      if (fee !== undefined) return ["fee-notice"];
      return outcome === "deny" ? ["deny-decision", "delivery-receipt"] : ["grant-decision", ...receiptUnlessCertified(result)];
    }
    case "paymentRecorded":
      return ["grant-decision", ...receiptUnlessCertified(event.payload.result)];
    case "unpaidLapsed":
      return ["deny-decision", "delivery-receipt"];
    case "documentNumbered":
      return isNoticeKind(event.payload.document) ? ["delivery-receipt"] : [];
    case "certificateIssued":
      return event.payload.issue === "first" ? ["delivery-receipt"] : [];
    default:
      return [];
  }
}

function receiptUnlessCertified(result: { certificate: unknown } | undefined): DocumentKind[] {
  return result?.certificate ? [] : ["delivery-receipt"];
}
