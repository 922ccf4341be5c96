import { and, eq } from "drizzle-orm";
import { entryOf } from "../../documents/certificate/register-entry.ts";
import type { EventPayload } from "../../domain/case/case-event.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { RegisteredCertificate } from "../../domain/certificate/registered-certificate.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Queryable, Transaction } from "../database/connection.ts";
import { certificates } from "../database/certificate-schema.ts";

export type CertificateRow = typeof certificates.$inferSelect;

interface Issue {
  current: Case;
  item: ItemDefinition;
  homeOfficeId: OfficeId;
  register: string;
  name: string;
  issuer: string;
  verificationCode: string;
  issuedAt: Instant;
  issued: EventPayload<"certificateIssued">;
}

/** Enters an issue into the register (R-CERT-4); the one whose place it takes is replaced from now on. */
export async function registerIssue(transaction: Transaction, { current, item, homeOfficeId, verificationCode, issued, ...entry }: Issue): Promise<void> {
  const { number, replaces } = issued;
  await transaction.insert(certificates).values({ ...columnsOf(entryOf(current, issued, entry)), caseOfficeId: homeOfficeId, itemCode: item.code, verificationCode });
  if (replaces !== null) await changeCertificate(transaction, current, replaces, { replacedBy: number });
}

/** Takes a certificate out of force. */
export async function registerRevocation(transaction: Transaction, current: Case, { number, reason, legalBasis }: EventPayload<"certificateRevoked">, at: Instant): Promise<void> {
  await changeCertificate(transaction, current, number, { revocation: { at, reason, legalBasis } });
}

/** Of a case's certificates; a register's number may be another office's too. */
async function changeCertificate(transaction: Transaction, { id, officeId }: Case, number: string, change: Partial<RegisteredCertificate>): Promise<void> {
  const isIt = and(eq(certificates.officeId, officeId), eq(certificates.caseId, id), eq(certificates.number, number));
  const [row] = await transaction.select().from(certificates).where(isIt).for("update");
  if (row === undefined) throw new Error(`certificate ${number} is on the record and not in the register`);
  await transaction.update(certificates).set(columnsOf({ ...row.certificate, ...change })).where(isIt);
}

/** What is looked up by, beside the whole. */
export function columnsOf(certificate: RegisteredCertificate) {
  const { officeId, register, number, caseId, issueNumber, holderName, holderIdentityNumber, sha256, validUntil, replacedBy, revocation } = certificate;
  return { officeId, register, number, caseId, issueNumber, holderName, holderIdentityNumber, sha256, validUntil, replacedBy, revokedAt: revocation?.at ?? null, certificate };
}

export async function findCertificates(database: Queryable, by: Partial<Pick<CertificateRow, "number" | "verificationCode" | "sha256" | "holderIdentityNumber" | "register">>, limit = 50): Promise<RegisteredCertificate[]> {
  const filters = Object.entries(by).map(([column, value]) => eq(certificates[column as keyof typeof by], value));
  const rows = await database.select({ certificate: certificates.certificate }).from(certificates).where(and(...filters)).limit(limit);
  return rows.map(({ certificate }) => certificate);
}
