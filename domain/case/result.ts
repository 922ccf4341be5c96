import type { Actor } from "../people/role.ts";
import type { DecisionOutcome, DecisionParts } from "./case-parts.ts";
import type { Case, CaseCertificate, PersonReference } from "./case-state.ts";
import type { Refusal } from "./refusal.ts";
import type { Instant } from "../time/instant.ts";

/** What became of the case: the decision, a fee not paid counted in (R-FLOW-7). Undefined while it is undecided or unpaid. */
export function findOutcome({ decision, fee }: Pick<Case, "decision" | "fee">): DecisionOutcome | undefined {
  if (decision === null) return undefined;
  if (decision.outcome === "deny" || fee?.lapse) return "deny";
  return fee !== null && fee.payment === null ? undefined : "grant";
}

/** Why the case was denied, by the leader's decision or by a fee not paid; undefined when it was not. `by` is null when no person decided so. */
export function findDenial(current: Pick<Case, "decision" | "fee">): (Omit<DecisionParts, "outcome" | "text"> & { at: Instant; by: PersonReference | null }) | undefined {
  const { decision, fee } = current;
  if (decision === null || findOutcome(current) !== "deny") return undefined;
  if (fee?.lapse) return { ...fee.lapse, by: null };
  const { reasons, legalBasis, remedies, at, by } = decision;
  return { reasons, legalBasis, remedies, at, by };
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
