import { issueCertificate as paintCertificate } from "../../documents/certificate/certificate-pdf.ts";
import { makeCertificateContent } from "../../documents/certificate/make-certificate-content.ts";
import { referenceTemplates } from "../../documents/certificate/reference-templates.ts";
import type { CertificateTemplate } from "../../documents/certificate/template.ts";
import { issueEnd } from "../../domain/certificate/validity.ts";
import { verificationCodeLength, verificationCodeOf } from "../../domain/certificate/verification.ts";
import type { CommandOf } from "../../domain/case/case-command.ts";
import type { CaseEvent } from "../../domain/case/case-event.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { IssueKind } from "../../domain/case/certificate-parts.ts";
import { Failure } from "../../domain/failure.ts";
import { sha256Schema, type Sha256 } from "../../domain/ids.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { getOffice } from "../accounts/offices.ts";
import type { Centre } from "../centre.ts";
import type { Transaction } from "../database/connection.ts";
import { sealPaper } from "../documents/seal-paper.ts";
import type { CommandCompletion, CompletedCommand, CompletionBasis } from "../record/completion.ts";
import { registerIssue } from "./certificate-rows.ts";
import { takeNumber } from "./registers.ts";

/** What an officer asks for; the rest of the command is the centre's to say. */
export interface IssueWish {
  issue: IssueKind;
  replaces: string | null;
  reason: string;
}

type IssueCommand = CommandOf<"issueCertificate">;

/** Stands for a number and a paper that are not there yet. */
const openNumber = "待编号";
const openSha256: Sha256 = sha256Schema.parse("0".repeat(64));

/** The command as the officer wished it, before the case and the register have had their say. */
export function proposeIssue(envelope: Omit<IssueCommand, "kind" | "payload">, wish: IssueWish): IssueCommand {
  const today = regionDateOf(envelope.givenAt);
  return { ...envelope, kind: "issueCertificate", payload: { ...wish, number: openNumber, sha256: openSha256, byteLength: 1, validFrom: today, validUntil: null, preparedBy: null } };
}

/**
 * Number, seal, signature and register entry of a certificate, in the transaction of its event (R-CERT-1, R-CERT-2): a crash leaves
 * all of it or nothing. Throws, leaving nothing, `certificate-template-unknown` and what `takeNumber`, `makeCertificateContent` and
 * `sealPaper` throw.
 */
export function completionOfIssue(centre: Centre, proposed: IssueCommand): CommandCompletion {
  return {
    propose: (current) => ({ ...proposed, payload: { ...proposed.payload, preparedBy: current.certificatePreparation?.by.personId ?? null } }),
    complete: (transaction, basis) => issue(centre, transaction, basis as CompletionBasis & { command: IssueCommand }),
  };
}

async function issue(centre: Centre, transaction: Transaction, basis: CompletionBasis & { command: IssueCommand }): Promise<CompletedCommand> {
  const { command, current, item, homeOfficeId } = basis;
  const { resultCertificate } = item;
  if (resultCertificate === null) throw new Error("an item without certificate was let through");
  const template = getTemplate(resultCertificate.template);
  const { register } = resultCertificate;
  const { officeId } = current;
  const number = await takeNumber(transaction, centre, { officeId, register, caseId: current.id, commandId: command.id });
  const issuer = (await getOffice(transaction, officeId)).name;
  const validity = validityOf(command, current, resultCertificate.validMonths);
  const verificationCode = verificationCodeOf(centre.randomBytes(verificationCodeLength));
  const { issue: kind, replaces } = command.payload;
  const content = makeCertificateContent({
    case: current, item, template, number, issue: kind, replaces, issuer, issuedOn: regionDateOf(command.givenAt), ...validity,
    verificationUrl: `${centre.publicUrl()}/verify/${verificationCode}`,
  });
  const sealed = await sealPaper(transaction, centre, {
    command, officeId, homeOfficeId, document: "certificate", number,
    draw: (options) => paintCertificate(content, centre.fonts, options),
  });
  const completed: IssueCommand = { ...command, payload: { ...command.payload, number, ...sealed, ...validity } };
  return {
    command: completed,
    alongside: (events) =>
      registerIssue(transaction, { current, item, homeOfficeId, register, name: resultCertificate.name, issuer, verificationCode, issuedAt: command.givenAt, ...issuedIn(events) }),
  };
}

/** What takes another's place keeps its term: it is the same permission on another sheet. */
function validityOf(command: IssueCommand, { certificates }: Case, validMonths: number | null): Pick<IssueCommand["payload"], "validFrom" | "validUntil"> {
  const replaced = certificates.find(({ number }) => number === command.payload.replaces);
  if (replaced !== undefined) return { validFrom: replaced.validFrom, validUntil: replaced.validUntil };
  const { validFrom } = command.payload;
  return { validFrom, validUntil: validMonths === null ? null : issueEnd(validFrom, validMonths) };
}

function issuedIn(events: readonly CaseEvent[]): { issued: Extract<CaseEvent, { kind: "certificateIssued" }>["payload"] } {
  const issued = events.find((event) => event.kind === "certificateIssued");
  if (issued === undefined) throw new Error("a certificate was issued without its event");
  return { issued: issued.payload };
}

function getTemplate(code: string): CertificateTemplate {
  const template = Object.hasOwn(referenceTemplates, code) ? referenceTemplates[code as keyof typeof referenceTemplates] : undefined;
  if (template === undefined) throw new Failure("certificate-template-unknown", { details: { template: code } });
  return template;
}
