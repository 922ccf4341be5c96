import { checkResidentIdentityNumber } from "../../identity/resident-identity-number.ts";
import { normaliseTyped } from "../../identity/typed-text.ts";
import { regionDateOf } from "../../time/instant.ts";
import type { Case } from "../case-state.ts";
import type { Refusal } from "../refusal.ts";
import type { HandedOverDocument, HandOver } from "../result-parts.ts";
import { findOfficeProblem, findOutcome, findValidCertificate, isPrinted } from "../result.ts";
import { findNumbered } from "./documents.ts";
import { happened, refused, type DecisionContext, type Rule } from "./rule.ts";
import { findSignatureProblem } from "./signature-page.ts";

/**
 * Everything due into the applicant's hand, against a signature (R-CERT-3, R-FLOW-10). Of two windows that hand over the same
 * result the second is told who had it; a certificate that took an earlier one's place is handed over again.
 */
export const handOverResult: Rule<"handOverResult"> = (current, { payload, actor }, context) => {
  const problem =
    findOfficeProblem(current, actor) ??
    findHandOverProblem(current) ??
    findListProblem(current, payload.documents) ??
    findSignatureProblem(current, payload.signature.page) ??
    findRecipientProblem(payload, context);
  if (problem !== undefined) return refused(problem);
  const identityNumber = normaliseTyped(payload.recipient.identityNumber);
  const certificateNumber = findValidCertificate(current)?.number ?? null;
  const isWithCertificate = payload.documents.includes("certificate");
  return happened({
    kind: "resultHandedOver",
    payload: { ...payload, recipient: { ...payload.recipient, identityNumber }, certificateNumber: isWithCertificate ? certificateNumber : null },
  });
};

/** R-CERT-3: nothing closes before the applicant has signed for the result as it stands, a certificate that took another's place included. */
export const closeCase: Rule<"closeCase"> = (current, { payload, actor }) => {
  const problem = findOfficeProblem(current, actor) ?? (isHandedOver(current) ? undefined : { code: "not-handed-over" as const });
  return problem === undefined ? happened({ kind: "caseClosed", payload }) : refused(problem);
};

/** Whether the applicant has what is valid now. */
export function isHandedOver(current: Case): boolean {
  const { handOver } = current;
  const valid = findValidCertificate(current);
  return handOver !== null && (valid === undefined || valid.number === handOver.certificateNumber);
}

/** Why the result cannot be handed over as things stand, whoever asks; undefined when it can. */
export function findHandOverProblem(current: Case): Refusal | undefined {
  const { handOver } = current;
  if (handOver !== null && isHandedOver(current)) {
    return { code: "already-handed-over", recipientName: handOver.recipient.name, at: handOver.at };
  }
  const missing = documentsToHandOver(current).filter((document) => !isReady(current, document));
  return missing.length > 0 ? { code: "result-not-ready", missing } : undefined;
}

/** What must be handed over: the certificate where there is one, unless it was revoked meanwhile, otherwise the decision. */
export function documentsToHandOver(current: Case): HandedOverDocument[] {
  if (findOutcome(current) !== "grant") return ["deny-decision"];
  const isRevoked = current.certificates.at(-1)?.state === "revoked";
  return current.result?.certificate && !isRevoked ? ["certificate"] : ["grant-decision"];
}

function isReady(current: Case, document: HandedOverDocument): boolean {
  if (document !== "certificate") return findNumbered(current, document) !== undefined;
  const valid = findValidCertificate(current);
  return valid !== undefined && isPrinted(valid);
}

function findListProblem(current: Case, documents: readonly HandedOverDocument[]): Refusal | undefined {
  const forgotten = documentsToHandOver(current).filter((document) => !documents.includes(document));
  if (forgotten.length > 0) return { code: "hand-over-incomplete", missing: forgotten };
  const missing = documents.filter((document) => !isReady(current, document));
  return missing.length > 0 ? { code: "result-not-ready", missing } : undefined;
}

/** Passports and the like have no form to check; what has the length of a resident's number must be one. */
function findRecipientProblem({ recipient }: HandOver, { now }: DecisionContext): Refusal | undefined {
  if (normaliseTyped(recipient.identityNumber).length !== 18) return undefined;
  const check = checkResidentIdentityNumber(recipient.identityNumber, regionDateOf(now));
  return check.ok ? undefined : { code: "identity-invalid", problem: check.problem };
}
