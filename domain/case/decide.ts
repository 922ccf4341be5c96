import { findCapacity } from "../people/capacity.ts";
import { rolesAllowed } from "./available-actions.ts";
import type { CaseCommand, CommandKind } from "./case-command.ts";
import type { Case } from "./case-state.ts";
import * as certificate from "./rules/certificate.ts";
import * as corrections from "./rules/corrections.ts";
import { numberDocument } from "./rules/documents.ts";
import * as fee from "./rules/fee.ts";
import { closeCase, handOverResult } from "./rules/hand-over.ts";
import * as materials from "./rules/materials.ts";
import * as meeting from "./rules/meeting.ts";
import { deliverNotice } from "./rules/notices.ts";
import * as opinions from "./rules/opinions.ts";
import * as outcome from "./rules/outcome.ts";
import * as pages from "./rules/pages.ts";
import { recordPublication } from "./rules/publication.ts";
import * as receipts from "./rules/receipts.ts";
import * as reception from "./rules/reception.ts";
import * as suspension from "./rules/suspension.ts";
import * as upward from "./rules/upward.ts";
import { refused, type Decision, type DecisionContext, type Rule } from "./rules/rule.ts";

/**
 * What a command leads to: events, or a refusal that says why. Pure, and the only way to an event; the window runs it to
 * show the result at once, the centre runs it again to make it so. `current` is undefined for a case not yet received.
 */
export function decide(current: Case | undefined, command: CaseCommand, context: DecisionContext): Decision {
  const stage = current?.stage ?? "new";
  if (current === undefined && command.kind !== "receiveCase") return refused({ code: "case-unknown" });
  if (current !== undefined && command.kind === "receiveCase") return refused({ code: "case-exists" });
  const capacity = findCapacity(command.actor, "onBehalfOf" in command.payload ? command.payload.onBehalfOf : undefined, context.delegations, context.now);
  if ("code" in capacity) return refused(capacity);
  const neededRoles = rolesAllowed(stage, command.kind);
  if (neededRoles.length === 0) return refused({ code: "not-allowed-now", kind: command.kind, stage });
  if (!neededRoles.some((role) => capacity.roles.includes(role))) {
    return refused({ code: "not-entitled", kind: command.kind, neededRoles: [...neededRoles] });
  }
  if (current === undefined || command.kind === "receiveCase") {
    if (command.kind !== "receiveCase") throw new Error("only reception begins a case");
    return reception.receiveCase(command, context);
  }
  const rule = rules[command.kind] as Rule<CommandKind>;
  return rule(current, command, { ...context, capacity });
}

const rules: { [K in Exclude<CommandKind, "receiveCase">]: Rule<K> } = {
  amendApplication: reception.amendApplication,
  recordMaterial: materials.recordMaterial,
  unrecordMaterial: materials.unrecordMaterial,
  keepMaterialOnPaper: materials.keepMaterialOnPaper,
  handOverPaper: materials.handOverPaper,
  referenceCertificate: materials.referenceCertificate,
  finishDigitising: materials.finishDigitising,
  attachPages: pages.attachPages,
  movePage: pages.movePage,
  removePage: pages.removePage,
  turnPage: pages.turnPage,
  replacePage: pages.replacePage,
  supplyLostPage: pages.supplyLostPage,
  acceptCase: outcome.acceptCase,
  deemAccepted: outcome.deemAccepted,
  requestCorrection: outcome.requestCorrection,
  deliverCorrection: outcome.deliverCorrection,
  refuseCase: outcome.refuseCase,
  signOpinion: opinions.signOpinion,
  askOpinionCorrection: corrections.askOpinionCorrection,
  correctOpinion: corrections.correctOpinion,
  declineOpinionCorrection: corrections.declineOpinionCorrection,
  sendBack: opinions.sendBack,
  decideCase: opinions.decideCase,
  suspendCase: suspension.suspendCase,
  resumeCase: suspension.resumeCase,
  reportUpward: upward.reportUpward,
  recordUpperAnswer: upward.recordUpperAnswer,
  referToMeeting: meeting.referToMeeting,
  recordMeeting: meeting.recordMeeting,
  withdrawCase: outcome.withdrawCase,
  recordReceiptPrint: receipts.recordReceiptPrint,
  recordPayment: fee.recordPayment,
  lapseUnpaid: fee.lapseUnpaid,
  numberDocument,
  deliverNotice,
  prepareCertificate: certificate.prepareCertificate,
  issueCertificate: certificate.issueCertificate,
  revokeCertificate: certificate.revokeCertificate,
  recordCertificatePrint: certificate.recordCertificatePrint,
  handOverResult,
  closeCase,
  recordPublication,
};
