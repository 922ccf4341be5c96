import type { DocumentKind } from "../../domain/case/case-parts.ts";
import deliveryReceipt from "./templates/delivery-receipt.json" with { type: "json" };
import denyDecision from "./templates/deny-decision.json" with { type: "json" };
import feeNotice from "./templates/fee-notice.json" with { type: "json" };
import grantDecision from "./templates/grant-decision.json" with { type: "json" };
import specialProcedureNotice from "./templates/special-procedure-notice.json" with { type: "json" };
import withdrawalDecision from "./templates/withdrawal-decision.json" with { type: "json" };
import { parseDecisionTemplate, type DecisionTemplate } from "./template.ts";

/** The templates the program ships, by kind. An office's own are data of the same form. */
export const decisionTemplates: Readonly<Record<DocumentKind, DecisionTemplate>> = {
  "grant-decision": parseDecisionTemplate(grantDecision),
  "deny-decision": parseDecisionTemplate(denyDecision),
  "withdrawal-decision": parseDecisionTemplate(withdrawalDecision),
  "special-procedure-notice": parseDecisionTemplate(specialProcedureNotice),
  "fee-notice": parseDecisionTemplate(feeNotice),
  "delivery-receipt": parseDecisionTemplate(deliveryReceipt),
};
