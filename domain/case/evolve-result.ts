import type { EventKind, StampedEvent } from "./case-event.ts";
import type { Case, CaseCertificate, CaseFee, PersonReference } from "./case-state.ts";
import { findNotice } from "./notices.ts";

type EventOf<K extends EventKind> = Extract<StampedEvent, { kind: K }>;
export type ResultEventKind =
  | "paymentRecorded" | "unpaidLapsed" | "documentNumbered" | "noticeDelivered" | "certificatePrepared" | "certificateIssued" | "certificateRevoked"
  | "certificatePrinted" | "resultHandedOver" | "caseClosed" | "resultPublished";

/** How the case changes between its decision and its close; the rest is in `evolve.ts`. */
export const resultChanges: { [K in ResultEventKind]: (current: Case, event: EventOf<K>) => Partial<Case> } = {
  paymentRecorded: (current, event) => {
    const { result, ...payment } = event.payload;
    return {
      stage: "granted",
      fee: { ...feeOf(current), payment: { ...payment, ...doneBy(event) }, lapse: null },
      result: { ...result, since: event.occurredAt },
      // In a lapse's place: the denial is undone, and what was said of it with it.
      documents: current.documents.map((numbered) => (isOfResult(numbered) ? { ...numbered, isVoid: true } : numbered)),
      publication: null,
    };
  },
  unpaidLapsed: (current, { payload: { result, ...lapse }, occurredAt }) => ({
    stage: "denied",
    fee: { ...feeOf(current), lapse: { ...lapse, at: occurredAt } },
    result: { ...result, since: occurredAt },
  }),
  documentNumbered: (current, { payload, occurredAt }) => ({ documents: [...current.documents, { ...payload, at: occurredAt, isVoid: false, delivery: null }] }),
  noticeDelivered: (current, event) => {
    const { document, number, ...delivery } = event.payload;
    const notice = findNotice(current, { document, number });
    return { documents: current.documents.map((numbered) => (numbered === notice ? { ...numbered, delivery: { ...delivery, ...doneBy(event) } } : numbered)) };
  },
  certificatePrepared: (_current, event) => ({ certificatePreparation: { ...event.payload, ...doneBy(event) } }),
  certificateIssued: (current, event) => {
    const replaced = current.certificates.map((earlier): CaseCertificate => (earlier.state === "valid" ? { ...earlier, state: "replaced" } : earlier));
    return {
      certificatePreparation: null,
      certificates: [...replaced, { ...event.payload, state: "valid", ...doneBy(event), prints: [], printedCount: 0, revocation: null }],
    };
  },
  certificateRevoked: (current, event) => {
    const { number, ...revocation } = event.payload;
    return changeCertificate(current, number, () => ({ state: "revoked", revocation: { ...revocation, ...doneBy(event) } }));
  },
  certificatePrinted: (current, event) => {
    const { number, issueNumber: _, ...print } = event.payload;
    return changeCertificate(current, number, ({ prints, printedCount }) => ({
      prints: [...prints.filter(({ paperSerial }) => paperSerial !== print.paperSerial), { ...print, ...doneBy(event) }],
      printedCount: printedCount + (print.outcome === "printed" ? 1 : 0),
    }));
  },
  resultHandedOver: (_current, event) => ({ handOver: { ...event.payload, ...doneBy(event) } }),
  caseClosed: (_current, event) => ({ stage: "closed", closing: doneBy(event) }),
  resultPublished: (_current, event) => ({ publication: { ...event.payload, ...doneBy(event) } }),
};

function isOfResult({ document, notice }: Case["documents"][number]): boolean {
  return document === "deny-decision" || (document === "delivery-receipt" && notice === undefined);
}

function doneBy({ occurredAt, actor: { personId, name } }: StampedEvent): { at: StampedEvent["occurredAt"]; by: PersonReference } {
  return { at: occurredAt, by: { personId, name } };
}

function feeOf({ fee }: Case): CaseFee {
  if (fee === null) throw new Error("no fee was told of");
  return fee;
}

function changeCertificate(current: Case, number: string, change: (certificate: CaseCertificate) => Partial<CaseCertificate>): Partial<Case> {
  return { certificates: current.certificates.map((certificate) => (certificate.number === number ? { ...certificate, ...change(certificate) } : certificate)) };
}
