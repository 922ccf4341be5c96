import type { ItemDefinition } from "../../item/item-definition.ts";
import type { CommandOf } from "../case-command.ts";
import type { Case, CaseCertificate } from "../case-state.ts";
import type { CertificatePrint } from "../certificate-parts.ts";
import type { Refusal } from "../refusal.ts";
import { findOutcome, findValidCertificate } from "../result.ts";
import { happened, refused, type Rule } from "./rule.ts";

/** R-CERT-1: why the case has no certificate coming; undefined when it has. The one guard of window, desk and centre. */
export function findCertificateProblem(current: Pick<Case, "decision" | "fee">, item: Pick<ItemDefinition, "resultCertificate">): Refusal | undefined {
  if (item.resultCertificate === null) return { code: "certificate-not-due", problem: "no-certificate" };
  const outcome = findOutcome(current);
  if (outcome === "grant") return undefined;
  const isUnpaid = current.decision?.outcome === "grant";
  return { code: "certificate-not-due", problem: isUnpaid ? "fee-unpaid" : "not-granted" };
}

type OfficerKind = "prepareCertificate" | "issueCertificate" | "revokeCertificate" | "recordCertificatePrint";

/** Certificates are the deciding office's; its officer acts. */
function findOfficerProblem(current: Case, { actor }: CommandOf<OfficerKind>): Refusal | undefined {
  return actor.officeId === current.officeId ? undefined : { code: "office-not-deciding" };
}

export const prepareCertificate: Rule<"prepareCertificate"> = (current, command, { item }) => {
  const problem = findOfficerProblem(current, command) ?? findCertificateProblem(current, item);
  if (problem !== undefined) return refused(problem);
  if (item.resultCertificate?.officersNeeded !== 2) return refused({ code: "second-officer-not-needed" });
  const { certificatePreparation: earlier } = current;
  return earlier === null
    ? happened({ kind: "certificatePrepared", payload: command.payload })
    : refused({ code: "certificate-already-prepared", preparedBy: earlier.by.name });
};

/** The first, or one in another's place; where the item asks for two officers, not by the one who prepared it. */
export const issueCertificate: Rule<"issueCertificate"> = (current, command, { item }) => {
  const { payload, actor } = command;
  const problem = findOfficerProblem(current, command) ?? findCertificateProblem(current, item) ?? findPlaceProblem(current, command);
  if (problem !== undefined) return refused(problem);
  const preparer = current.certificatePreparation?.by;
  if (item.resultCertificate?.officersNeeded === 2) {
    if (preparer === undefined) return refused({ code: "second-officer-needed" });
    if (preparer.personId === actor.personId) return refused({ code: "second-officer-same", preparedBy: preparer.name });
  }
  if (payload.preparedBy !== (preparer?.personId ?? null)) return refused({ code: "second-officer-needed" });
  return happened({ kind: "certificateIssued", payload: { ...payload, issueNumber: current.certificates.length + 1 } });
};

export const revokeCertificate: Rule<"revokeCertificate"> = (current, command) => {
  const certificate = findCertificate(current, command.payload.number);
  const problem = findOfficerProblem(current, command) ?? findValidityProblem(certificate, command.payload.number);
  return problem === undefined ? happened({ kind: "certificateRevoked", payload: command.payload }) : refused(problem);
};

/**
 * A sheet that came out well, once for each issue (another needs a reprint of its own number), or spoilt, whatever it was meant
 * for. A serial is used once; one recorded as printed may still turn out spoilt before it is handed over.
 */
export const recordCertificatePrint: Rule<"recordCertificatePrint"> = (current, command) => {
  const problem = findOfficerProblem(current, command) ?? findSheetProblem(current, command.payload);
  return problem === undefined ? happened({ kind: "certificatePrinted", payload: command.payload }) : refused(problem);
};

/** Why a case cannot book a sheet so, by what the case alone knows: asked before printing too. */
export function findSheetProblem(current: Case, { number, issueNumber, paperSerial, outcome }: Omit<CertificatePrint, "note">): Refusal | undefined {
  const certificate = findCertificate(current, number);
  if (certificate === undefined || certificate.issueNumber !== issueNumber) return { code: "certificate-unknown", number };
  const earlier = current.certificates.flatMap(({ prints }) => prints).find((print) => print.paperSerial === paperSerial);
  if (earlier !== undefined && !(outcome === "spoilt" && mayTurnOutSpoilt(current, certificate, paperSerial))) return { code: "paper-serial-used", paperSerial };
  return outcome === "spoilt" ? undefined : (findValidityProblem(certificate, number) ?? findPrintedProblem(certificate));
}

function findPlaceProblem(current: Case, { payload }: CommandOf<"issueCertificate">): Refusal | undefined {
  const { issue, number, replaces, reason } = payload;
  const valid = findValidCertificate(current);
  if (findCertificate(current, number) !== undefined) return { code: "certificate-number-used", number };
  if (issue === "first") {
    const [earlier] = current.certificates;
    if (earlier !== undefined) return { code: "certificate-already-issued", number: earlier.number };
    return replaces === null ? undefined : { code: "certificate-unknown", number: replaces };
  }
  if (replaces === null || valid === undefined || valid.number !== replaces) return { code: "certificate-unknown", number: replaces ?? "" };
  return reason === "" ? { code: "reasons-missing", missing: ["reasons"] } : undefined;
}

function findCertificate({ certificates }: Case, number: string): CaseCertificate | undefined {
  return certificates.find((certificate) => certificate.number === number);
}

function findValidityProblem(certificate: CaseCertificate | undefined, number: string): Refusal | undefined {
  if (certificate === undefined) return { code: "certificate-unknown", number };
  return certificate.state === "valid" ? undefined : { code: "certificate-not-valid", number, state: certificate.state };
}

function findPrintedProblem(certificate: CaseCertificate): Refusal | undefined {
  const printed = certificate.prints.find(({ outcome }) => outcome === "printed");
  return printed && { code: "certificate-already-printed", number: certificate.number, paperSerial: printed.paperSerial };
}

function mayTurnOutSpoilt({ handOver }: Case, certificate: CaseCertificate, paperSerial: string): boolean {
  const isItsPrint = certificate.prints.some((print) => print.paperSerial === paperSerial && print.outcome === "printed");
  return isItsPrint && handOver?.certificateNumber !== certificate.number;
}
