import type { CommandKind } from "./case-command.ts";
import type { Case } from "./case-state.ts";
import { undeliveredNotices } from "./notices.ts";
import { findOutcome, findValidCertificate } from "./result.ts";
import { findHandOverProblem, isHandedOver } from "./rules/hand-over.ts";

type IsOpen = (current: Case) => boolean;

const isCertificateDue: IsOpen = (current) => findOutcome(current) === "grant" && (current.result?.certificate ?? null) !== null;

/** Of the acts with papers, fees and certificates, what the table of stages leaves open but the case as it stands does not. */
const tests: Readonly<Partial<Record<CommandKind, IsOpen>>> = {
  recordPayment: ({ fee, handOver }) => fee !== null && fee.payment === null && handOver === null,
  deliverNotice: (current) => undeliveredNotices(current).length > 0,
  prepareCertificate: (current) => isCertificateDue(current) && current.result?.certificate?.officersNeeded === 2 && current.certificatePreparation === null,
  issueCertificate: isCertificateDue,
  revokeCertificate: (current) => findValidCertificate(current) !== undefined,
  recordCertificatePrint: ({ certificates }) => certificates.length > 0,
  handOverResult: (current) => findHandOverProblem(current) === undefined,
  closeCase: isHandedOver,
  recordPublication: ({ publication }) => publication === null,
};

/** Whether it leads anywhere to begin this act now; true of every act that is none of these. */
export function isResultActOpen(current: Case, kind: CommandKind): boolean {
  return tests[kind]?.(current) ?? true;
}
