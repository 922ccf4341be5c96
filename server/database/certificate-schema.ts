import { customType, integer, json, primaryKey, snakeCase, text, unique, uuid } from "drizzle-orm/pg-core";
import type { RegisteredCertificate } from "../../domain/certificate/registered-certificate.ts";
import type { CaseId, CommandId, OfficeId, PersonId, Sha256 } from "../../domain/ids.ts";
import type { Instant, RegionDate } from "../../domain/time/instant.ts";

/** The tables of registers and certificates; see `schema.ts`. */
const { table } = snakeCase;

const officeId = () => uuid().$type<OfficeId>();
const caseId = () => uuid().$type<CaseId>();
const commandId = () => uuid().$type<CommandId>();
const sha256 = () => text().$type<Sha256>();
const moment = () => text().$type<Instant>();
const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const registers = table(
  "registers",
  { officeId: officeId().notNull(), register: text().notNull(), name: text().notNull(), numberFormat: text().notNull() },
  (self) => [primaryKey({ columns: [self.officeId, self.register] })],
);

export const registerCounters = table(
  "register_counters",
  { officeId: officeId().notNull(), register: text().notNull(), year: integer().notNull(), serial: integer().notNull() },
  (self) => [primaryKey({ columns: [self.officeId, self.register, self.year] })],
);

export const registerEntries = table(
  "register_entries",
  {
    officeId: officeId().notNull(),
    register: text().notNull(),
    year: integer().notNull(),
    serial: integer().notNull(),
    number: text().notNull(),
    caseId: caseId().notNull(),
    commandId: commandId().notNull(),
    takenAt: moment().notNull(),
  },
  (self) => [
    primaryKey({ columns: [self.officeId, self.register, self.year, self.serial] }),
    unique("register_entries_office_id_register_number_key").on(self.officeId, self.register, self.number),
  ],
);

export const certificates = table(
  "certificates",
  {
    officeId: officeId().notNull(),
    register: text().notNull(),
    number: text().notNull(),
    caseOfficeId: officeId().notNull(),
    caseId: caseId().notNull(),
    itemCode: text().notNull(),
    issueNumber: integer().notNull(),
    holderName: text().notNull(),
    holderIdentityNumber: text().notNull(),
    /** In the QR code; too long to be guessed. */
    verificationCode: text().notNull(),
    sha256: sha256().notNull(),
    validUntil: text().$type<RegionDate>(),
    replacedBy: text(),
    revokedAt: moment(),
    certificate: json().$type<RegisteredCertificate>().notNull(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.register, self.number] })],
);

export const sealedFiles = table(
  "sealed_files",
  { officeId: officeId().notNull(), sha256: sha256().notNull(), bytes: bytea().notNull(), sealedAt: moment().notNull() },
  (self) => [primaryKey({ columns: [self.officeId, self.sha256] })],
);

export const certificateSheets = table(
  "certificate_sheets",
  {
    officeId: officeId().notNull(),
    register: text().notNull(),
    paperSerial: text().notNull(),
    /** These three are null for a sheet spoilt for no case. */
    caseOfficeId: officeId(),
    caseId: caseId(),
    number: text(),
    outcome: text().$type<"printed" | "spoilt">().notNull(),
    usedAt: moment().notNull(),
    /** Who booked a sheet of no case, and why; null for a case's, whose record says both. */
    personId: uuid().$type<PersonId>(),
    note: text(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.register, self.paperSerial] })],
);
