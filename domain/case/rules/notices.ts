import { regionDateOf } from "../../time/instant.ts";
import type { NoticeDelivery } from "../notice-parts.ts";
import { findNotice, type Notice } from "../notices.ts";
import type { Refusal } from "../refusal.ts";
import { findOfficeProblem } from "../result.ts";
import { happened, refused, type DecisionContext, type Rule } from "./rule.ts";
import { findSignatureProblem } from "./signature-page.ts";

/**
 * A notice the centre numbered and sealed is in the applicant's hand (R-FLOW-4, R-FEE-1, R-RECV-6), once, whatever became of the case since. It
 * moves no limit: the clock stands still from the day the suspension was signed, and a fee is due on the day its notice names (R-FEE-1).
 */
export const deliverNotice: Rule<"deliverNotice"> = (current, { payload, actor }, context) => {
  const notice = findNotice(current, payload);
  const problem =
    findOfficeProblem(current, actor) ??
    (notice === undefined ? ({ code: "notice-not-there", document: payload.document, number: payload.number } as const) : findDeliveryProblem(notice, payload, context)) ??
    (payload.signature === null ? undefined : findSignatureProblem(current, payload.signature.page));
  return problem === undefined ? happened({ kind: "noticeDelivered", payload }) : refused(problem);
};

function findDeliveryProblem({ document, number, at, delivery }: Notice, { deliveredOn }: NoticeDelivery, { now }: DecisionContext): Refusal | undefined {
  if (delivery !== null) return { code: "notice-already-delivered", document, number, recipientName: delivery.recipient.name, deliveredOn: delivery.deliveredOn };
  const [earliest, latest] = [regionDateOf(at), regionDateOf(now)];
  return deliveredOn < earliest || deliveredOn > latest ? { code: "delivery-date-wrong", earliest, latest } : undefined;
}
