import type { Actor } from "../people/role.ts";
import type { DecisionOutcome } from "./case-parts.ts";
import type { Case, CaseCertificate } from "./case-state.ts";
import type { Refusal } from "./refusal.ts";

/** What became of the case: the decision, a fee not paid counted in (R-FLOW-7). Undefined while it is undecided or unpaid. */
export function findOutcome({ decision, fee }: Pick<Case, "decision" | "fee">): DecisionOutcome | undefined {
  if (decision === null) return undefined;
  if (decision.outcome === "deny" || fee?.lapse) return "deny";
  return fee !== null && fee.payment === null ? undefined : "grant";
}

/** The certificate in force; undefined before the first and after a revocation. */
export function findValidCertificate({ certificates }: Pick<Case, "certificates">): CaseCertificate | undefined {
  return certificates.findLast(({ state }) => state === "valid");
}

export function isPrinted({ prints }: Pick<CaseCertificate, "prints">): boolean {
  return prints.some(({ outcome }) => outcome === "printed");
}

/** Money, results and their publication are the affair of the window's office and the deciding one alone. */
export function findOfficeProblem(current: Case, { officeId }: Pick<Actor, "officeId">): Refusal | undefined {
  return [current.windowOfficeId, current.officeId].includes(officeId) ? undefined : { code: "office-not-concerned" };
}
