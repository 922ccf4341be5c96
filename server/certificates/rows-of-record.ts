import { entryOf } from "../../documents/certificate/register-entry.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { evolve } from "../../domain/case/evolve.ts";
import type { RegisteredCertificate } from "../../domain/certificate/registered-certificate.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { certificateSheets, registerEntries } from "../database/certificate-schema.ts";
import { columnsOf, type CertificateRow } from "./certificate-rows.ts";

type EventOf<K extends RecordedEvent["kind"]> = Extract<RecordedEvent, { kind: K }>;
export type SheetRow = typeof certificateSheets.$inferSelect & { caseId: CaseId };
export type EntryRow = Omit<typeof registerEntries.$inferSelect, "year" | "serial" | "takenAt">;

/** What the registers must hold of a case, by its record. */
export interface RowsOfRecord {
  readonly certificates: readonly Omit<CertificateRow, "verificationCode">[];
  readonly sheets: readonly SheetRow[];
  readonly entries: readonly EntryRow[];
}

export interface RecordOfCase {
  /** Where the case's rows are kept. */
  readonly homeOfficeId: OfficeId;
  readonly events: readonly RecordedEvent[];
  findItem(code: string, version: number): Promise<ItemDefinition | undefined>;
  /** An issuing office's name on the day is not on the record. */
  issuerOf(number: string): string;
}

/** Makes a case's rows of the registers again from its events. */
export async function makeRows({ homeOfficeId, events, findItem, issuerOf }: RecordOfCase): Promise<RowsOfRecord> {
  const certificates = new Map<string, { certificate: RegisteredCertificate; itemCode: string }>();
  const sheets = new Map<string, SheetRow>();
  const entries: EntryRow[] = [];
  let current: Case | undefined;

  const change = (number: string | null, changed: Partial<RegisteredCertificate>): void => {
    const known = number === null ? undefined : certificates.get(number);
    if (number !== null && known !== undefined) certificates.set(number, { ...known, certificate: { ...known.certificate, ...changed } });
  };
  const resultOf = async (at: Case) => {
    const result = (await findItem(at.itemCode, at.itemVersion))?.resultCertificate;
    if (!result) throw new Error(`item ${at.itemCode} ${at.itemVersion} has no certificate, and its case has`);
    return result;
  };
  const issue = async (at: Case, { payload, occurredAt: issuedAt, commandId }: EventOf<"certificateIssued">): Promise<void> => {
    const { register, name } = await resultOf(at);
    certificates.set(payload.number, { itemCode: at.itemCode, certificate: entryOf(at, payload, { register, name, issuer: issuerOf(payload.number), issuedAt }) });
    change(payload.replaces, { replacedBy: payload.number });
    entries.push({ officeId: at.officeId, register, number: payload.number, caseId: at.id, commandId });
  };
  const print = async (at: Case, { payload: { number, paperSerial, outcome }, occurredAt: usedAt }: EventOf<"certificatePrinted">): Promise<void> => {
    const { register } = await resultOf(at);
    sheets.set(paperSerial, { officeId: at.officeId, register, paperSerial, caseOfficeId: homeOfficeId, caseId: at.id, number, outcome, usedAt, personId: null, note: null });
  };

  for (const event of events) {
    if (current !== undefined && event.kind === "certificateIssued") await issue(current, event);
    if (current !== undefined && event.kind === "certificatePrinted") await print(current, event);
    if (current !== undefined && event.kind === "documentNumbered") {
      const { document: register, number } = event.payload;
      entries.push({ officeId: current.officeId, register, number, caseId: current.id, commandId: event.commandId });
    }
    if (event.kind === "certificateRevoked") {
      const { number, reason, legalBasis } = event.payload;
      change(number, { revocation: { at: event.occurredAt, reason, legalBasis } });
    }
    current = evolve(current, event);
  }
  return {
    certificates: [...certificates.values()].map(({ certificate, itemCode }) => ({ ...columnsOf(certificate), caseOfficeId: homeOfficeId, itemCode })),
    sheets: [...sheets.values()],
    entries,
  };
}
