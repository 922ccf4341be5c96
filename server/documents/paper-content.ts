import { issueDecisionDocument } from "../../documents/decisions/decision-pdf.ts";
import type { DecisionTemplate } from "../../documents/decisions/template-form.ts";
import * as make from "../../documents/decisions/make-decision-content.ts";
import type { IssueOptions } from "../../documents/seal/sealed-pdf.ts";
import type { FontBook } from "../../documents/fonts/font-book.ts";
import { documentNames } from "../../contracts/wording/cases.ts";
import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { DocumentKind } from "../../domain/case/case-parts.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { noticeReferenceSchema, type NoticeReference } from "../../domain/case/notice-parts.ts";
import { findOutcome, findValidCertificate } from "../../domain/case/result.ts";
import { findNumbered } from "../../domain/case/rules/documents.ts";
import { documentsToHandOver } from "../../domain/case/rules/hand-over.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Office } from "../accounts/offices.ts";

export interface PaperSource {
  document: DocumentKind;
  number: string;
  current: Case;
  item: ItemDefinition;
  calendar: WorkingCalendar;
  office: Pick<Office, "name" | "profile">;
  /** The event that gave rise to it: its day is the document's. */
  event: RecordedEvent;
  template: DecisionTemplate;
}

/** Draws a document of decision and seals it. Rejects as `issueDecisionDocument` does, and with `office-profile-missing`. */
export async function drawPaper({ document, number, current, item, calendar, office, event, template }: PaperSource, fonts: FontBook, options: IssueOptions): Promise<Uint8Array> {
  const source: make.DecisionSource = { case: current, item, calendar, number, datedAt: event.occurredAt, officeName: office.name, profile: office.profile };
  switch (document) {
    case "grant-decision":
      return issueDecisionDocument(document, make.makeGrantDecision(source), fonts, options, template);
    case "deny-decision":
      return issueDecisionDocument(document, make.makeDenyDecision(source), fonts, options, template);
    case "withdrawal-decision":
      return issueDecisionDocument(document, make.makeWithdrawalDecision(source), fonts, options, template);
    case "special-procedure-notice":
      return issueDecisionDocument(document, make.makeSpecialProcedureNotice(source, suspensionIn(event)), fonts, options, template);
    case "fee-notice":
      return issueDecisionDocument(document, make.makeFeeNotice(source), fonts, options, template);
    case "delivery-receipt":
      return issueDecisionDocument(document, make.makeDeliveryReceipt(source, receiptOf(documentsOn(event, current, item))), fonts, options, template);
  }
}

/** Whether what the paper speaks of is there: the result's receipt lists the decision and, where the item has one, the certificate. */
export function isReadyToDraw(document: DocumentKind, current: Case, event: RecordedEvent): boolean {
  if (document !== "delivery-receipt" || noticeIn(event) !== undefined) return true;
  const isDecided = findNumbered(current, decisionOf(current)) !== undefined;
  const isCertified = !documentsToHandOver(current).includes("certificate") || findValidCertificate(current) !== undefined;
  return isDecided && isCertified;
}

function decisionOf(current: Case): DocumentKind {
  return findOutcome(current) === "deny" ? "deny-decision" : "grant-decision";
}

function suspensionIn(event: RecordedEvent): make.SpecialProcedureParts {
  if (event.kind !== "caseSuspended") throw new Error(`${event.kind} suspends nothing`);
  const { procedure, workingDays, reason, until } = event.payload;
  return { procedure, workingDays, reason, until, startedAt: event.occurredAt };
}

/** The notice that was numbered with this event, and wants a receipt. */
export function noticeIn(event: RecordedEvent): NoticeReference | undefined {
  return event.kind === "documentNumbered" ? noticeReferenceSchema.safeParse(event.payload).data : undefined;
}

/** Who takes what is listed, where and when is filled in by hand on the paper. */
function receiptOf(documents: make.DeliveryParts["documents"]): make.DeliveryParts {
  return { documents, recipient: null, place: null, method: null, deliverer: null, deliveredAt: null, note: "" };
}

/** What the receipt is signed for: the notice it was made after, otherwise what there is to hand over. */
function documentsOn(event: RecordedEvent, current: Case, item: ItemDefinition): make.DeliveryParts["documents"] {
  const notice = noticeIn(event);
  if (notice !== undefined) return [{ title: documentNames[notice.document], number: notice.number, copies: 1 }];
  const decision = decisionOf(current);
  const certificate = findValidCertificate(current);
  return [
    { title: documentNames[decision], number: findNumbered(current, decision)?.number ?? null, copies: 1 },
    ...(certificate === undefined || item.resultCertificate === null ? [] : [{ title: item.resultCertificate.name, number: certificate.number, copies: 1 }]),
  ];
}
