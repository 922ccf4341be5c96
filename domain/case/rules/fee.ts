import { isLimitEndEstimated, limitEnd } from "../../calendar/working-calendar.ts";
import { yuanText } from "../../money.ts";
import { regionDateOf, type Instant } from "../../time/instant.ts";
import type { CaseFee } from "../case-state.ts";
import type { FeeNotice, LapseParts, Payment } from "../fee-parts.ts";
import type { Refusal } from "../refusal.ts";
import { findOfficeProblem } from "../result.ts";
import { findNotOver, paymentEndOf } from "./limits.ts";
import { startResult } from "./result-start.ts";
import { happened, refused, type DecisionContext, type Rule } from "./rule.ts";

/** What the granted applicant has to pay, from the item's standard (R-FEE-1); undefined when it is free. */
export function findFeeNotice({ item, calendar, now }: DecisionContext): FeeNotice | undefined {
  const lines = item.fees.filter(({ amountFen }) => amountFen > 0);
  const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return totalFen === 0 ? undefined : { lines, totalFen, dueAt: limitEnd(calendar, now, item.feeLimitWorkingDays) };
}

/**
 * The exact fee, in time. A payment made in time but heard of only after the centre recorded the lapse takes the lapse's place, as
 * long as nobody was handed the denial: money taken offline is never lost to a clock (R-OFF-1, R-FLOW-7).
 */
export const recordPayment: Rule<"recordPayment"> = (current, { payload, actor }, context) => {
  const { fee, handOver } = current;
  if (fee === null) return refused({ code: "no-fee-due" });
  const problem = findOfficeProblem(current, actor) ?? findPaidProblem(fee);
  if (problem !== undefined) return refused(problem);
  if (handOver !== null) return refused({ code: "already-handed-over", recipientName: handOver.recipient.name, at: handOver.at });
  const { totalFen } = fee;
  const dueAt = paymentEndOf(fee, context.item, context.calendar);
  const earliest = regionDateOf(fee.noticedAt);
  const latest = regionDateOf(context.now);
  if (payload.receivedOn < earliest || payload.receivedOn > latest) return refused({ code: "payment-date-wrong", earliest, latest });
  if (!isInTime(payload, dueAt, context)) return refused({ code: "payment-too-late", dueAt });
  if (payload.amountFen !== totalFen) return refused({ code: "amount-not-due", totalFen, amountFen: payload.amountFen });
  return happened({ kind: "paymentRecorded", payload: { ...payload, result: startResult(context, "grant") } });
};

/** A fee not paid at its limit denies the case (R-FLOW-7): the day its notice names, whenever that was delivered, and if it was not (R-FEE-1). */
export const lapseUnpaid: Rule<"lapseUnpaid"> = ({ fee }, _command, context) => {
  if (fee === null) return refused({ code: "no-fee-due" });
  const dueAt = paymentEndOf(fee, context.item, context.calendar);
  const problem = findNotOver("payment-not-yet-late", dueAt, context);
  if (problem !== undefined) return refused(problem);
  return happened({ kind: "unpaidLapsed", payload: { ...lapseOf({ ...fee, dueAt }), result: startResult(context, "deny") } });
};

function findPaidProblem({ payment }: CaseFee): Refusal | undefined {
  return payment === null ? undefined : { code: "fee-already-paid", at: payment.at, receivedBy: payment.by.name };
}

/** Cash when it was taken; what went through a bank by the day it reached the account, which is seen on the statement later. */
function isInTime({ method, receivedOn }: Payment, dueAt: Instant, context: DecisionContext): boolean {
  if (isLimitEndEstimated(context.calendar, dueAt)) return true;
  return method === "cash" ? context.now <= dueAt : receivedOn <= regionDateOf(dueAt);
}

/** Part of the record and of the document the applicant gets, so in the applicant's language, like what a leader writes. */
function lapseOf({ lines, totalFen, dueAt }: FeeNotice): LapseParts {
  const [line] = lines;
  if (line === undefined) throw new Error("a fee has a line");
  return {
    reasons: `申请人未在缴费通知书载明的期限（${regionDateOf(dueAt)}）内缴纳费用${yuanText(totalFen)}元。`,
    legalBasis: { law: line.basis, article: "" },
    remedies: "如不服本决定，可以自收到本决定书之日起六十日内依法申请行政复议，或者自收到之日起六个月内依法向人民法院提起行政诉讼。",
  };
}
