import type { CertificateIssue } from "../../domain/case/certificate-parts.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { RegisteredCertificate } from "../../domain/certificate/registered-certificate.ts";
import { plainText } from "../receipts/plain-text.ts";

/** What the register says of an issue on its day. */
export function entryOf(current: Case, issued: CertificateIssue & { issueNumber: number }, entry: Pick<RegisteredCertificate, "register" | "name" | "issuer" | "issuedAt">): RegisteredCertificate {
  const { applicant, projectName } = current.application;
  const { number, issueNumber, sha256, validFrom, validUntil, replaces } = issued;
  return {
    officeId: current.officeId, number, ...entry, caseId: current.id, issueNumber,
    // As they are printed: what a text column cannot hold is not on the paper either.
    holderName: plainText(applicant.name), holderIdentityNumber: plainText(applicant.identityNumber), projectName: plainText(projectName),
    sha256, validFrom, validUntil, replaces, replacedBy: null, revocation: null,
  };
}
