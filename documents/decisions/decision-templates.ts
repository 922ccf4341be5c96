import type { DocumentKind } from "../../domain/case/case-parts.ts";
import deliveryReceipt from "./templates/delivery-receipt.json" with { type: "json" };
import denyDecision from "./templates/deny-decision.json" with { type: "json" };
import feeNotice from "./templates/fee-notice.json" with { type: "json" };
import grantDecision from "./templates/grant-decision.json" with { type: "json" };
import specialProcedureNotice from "./templates/special-procedure-notice.json" with { type: "json" };
import withdrawalDecision from "./templates/withdrawal-decision.json" with { type: "json" };
import { parseDecisionTemplate } from "./template.ts";
import type { DecisionTemplate, TemplateFile } from "./template-form.ts";

/** The templates the program ships, by kind, as their files have them: what an office's own begins with. */
export const shippedTemplates: Readonly<Record<DocumentKind, TemplateFile>> = {
  "grant-decision": grantDecision,
  "deny-decision": denyDecision,
  "withdrawal-decision": withdrawalDecision,
  "special-procedure-notice": specialProcedureNotice,
  "fee-notice": feeNotice,
  "delivery-receipt": deliveryReceipt,
};

/** The same, ready to be filled in. */
export const decisionTemplates = Object.fromEntries(Object.entries(shippedTemplates).map(([kind, file]) => [kind, parseDecisionTemplate(file)])) as Readonly<Record<DocumentKind, DecisionTemplate>>;
