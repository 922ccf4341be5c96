import { blob, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CaseCommand, CommandKind } from "../domain/case/case-command.ts";
import type { RecordedEvent, StampedEvent } from "../domain/case/case-event.ts";
import type { CaseNumber } from "../domain/case/case-number.ts";
import type { ReceiptKind } from "../domain/case/case-parts.ts";
import type { CaseStage } from "../domain/case/case-state.ts";
import type { CaseSummary } from "../domain/case/case-summary.ts";
import type { CaseId, CommandId, OfficeId, PersonId, Sha256, WorkstationCode } from "../domain/ids.ts";
import type { ItemDefinition } from "../domain/item/item-definition.ts";
import type { ChainBreak } from "../domain/record/hash-chain.ts";
import type { KeyCarrier } from "../domain/signature/signing-trust.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Derivation, SealedSecret } from "./password-key.ts";
import type { AttentionCause, KnownPerson, StoredFailure, StoredPrintJob } from "./store-types.ts";

/** `records.db` as drizzle knows it; the migrations make it so and a test compares. Columns say what the database cannot. */

export const settingTable = sqliteTable("setting", { key: text().primaryKey(), value: text({ mode: "json" }).$type<unknown>().notNull() });

export const enrolmentTable = sqliteTable("enrolment", {
  workstationCode: text("workstation_code").$type<WorkstationCode>().primaryKey(),
  regionCode: text("region_code").notNull(),
  officeId: text("office_id").$type<OfficeId>().notNull(),
  officeName: text("office_name").notNull(),
  deviceToken: text("device_token").notNull(),
  centreUrl: text("centre_url").notNull(),
  enrolledAt: text("enrolled_at").$type<Instant>().notNull(),
  isCurrent: integer("is_current", { mode: "boolean" }).notNull(),
  /** The last number given out under this code; a number is never given twice (R-RECV-8). */
  lastRunningNumber: integer("last_running_number").notNull(),
});

export const itemTable = sqliteTable(
  "item",
  { code: text().notNull(), version: integer().notNull(), definition: text({ mode: "json" }).$type<ItemDefinition>().notNull() },
  (table) => [primaryKey({ columns: [table.code, table.version] })],
);

export const personTable = sqliteTable("person", {
  account: text().primaryKey(),
  person: text({ mode: "json" }).$type<KnownPerson>().notNull(),
  salt: text().notNull(),
  verifier: text().notNull(),
  lastOnlineAt: text("last_online_at").$type<Instant>().notNull(),
  derivation: text().$type<Derivation>().notNull(),
});

export const signingKeyTable = sqliteTable("signing_key", {
  publicKey: text("public_key").primaryKey(),
  personId: text("person_id").$type<PersonId>().notNull(),
  carrier: text().$type<KeyCarrier>().notNull(),
  certificate: text().notNull(),
  validUntil: text("valid_until").$type<Instant>().notNull(),
  /** A private key under its person's password; a card keeps its own. */
  sealedKey: text("sealed_key", { mode: "json" }).$type<SealedSecret>(),
});

export const confirmedEventTable = sqliteTable("confirmed_event", {
  caseId: text("case_id").$type<CaseId>().notNull(),
  version: integer().notNull(),
  commandId: text("command_id").$type<CommandId>().notNull(),
  hash: text().notNull(),
  event: text({ mode: "json" }).$type<RecordedEvent>().notNull(),
});

export const queuedCommandTable = sqliteTable("queued_command", {
  /** The order given, which is the order sent. */
  sequence: integer().primaryKey({ autoIncrement: true }),
  commandId: text("command_id").$type<CommandId>().notNull(),
  caseId: text("case_id").$type<CaseId>().notNull(),
  workstationCode: text("workstation_code").$type<WorkstationCode>().notNull(),
  givenAt: text("given_at").$type<Instant>().notNull(),
  /** The centre applied it, but its events lie beyond others not seen yet: the feed will bring them all. */
  isAnswered: integer("is_answered", { mode: "boolean" }).notNull(),
  command: text({ mode: "json" }).$type<CaseCommand>().notNull(),
  /** What it led to by what is known here; empty when it would be refused. */
  guess: text({ mode: "json" }).$type<StampedEvent[]>().notNull(),
  /** How much of the case's record was known when it was given. */
  recordVersion: integer("record_version").notNull(),
});

export const recordBreakTable = sqliteTable("record_break", {
  caseId: text("case_id").$type<CaseId>().primaryKey(),
  version: integer().notNull(),
  problem: text().$type<ChainBreak["problem"]>().notNull(),
  foundAt: text("found_at").$type<Instant>().notNull(),
  event: text({ mode: "json" }).$type<RecordedEvent>().notNull(),
});

export const caseRowTable = sqliteTable("case_row", {
  rowid: integer().primaryKey(),
  caseId: text("case_id").$type<CaseId>().notNull(),
  officeId: text("office_id").$type<OfficeId>().notNull(),
  stage: text().$type<CaseStage>().notNull(),
  isOpen: integer("is_open", { mode: "boolean" }).notNull(),
  receivedAt: text("received_at").$type<Instant>().notNull(),
  nextDueAt: text("next_due_at").$type<Instant>(),
  /** When it was last received or answered from this workstation. */
  handledHereAt: text("handled_here_at").$type<Instant>(),
  searchText: text("search_text").notNull(),
  summary: text({ mode: "json" }).$type<CaseSummary>().notNull(),
  /** Where the case's record ended when this was written; the hash is empty for a row of a program that did not keep it. */
  recordVersion: integer("record_version").notNull(),
  recordHash: text("record_hash").notNull(),
});

export const attentionTable = sqliteTable("attention", {
  attentionId: text("attention_id").primaryKey(),
  caseId: text("case_id").$type<CaseId>(),
  caseNumber: text("case_number").$type<CaseNumber>(),
  applicantName: text("applicant_name"),
  at: text().$type<Instant>().notNull(),
  cause: text({ mode: "json" }).$type<AttentionCause>().notNull(),
  settledAt: text("settled_at").$type<Instant>(),
});

export const draftTable = sqliteTable("draft", {
  draftId: text("draft_id").primaryKey(),
  itemCode: text("item_code"),
  application: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
  savedAt: text("saved_at").notNull(),
});

export const unsentWordsTable = sqliteTable(
  "unsent_words",
  {
    personId: text("person_id").$type<PersonId>().notNull(),
    caseId: text("case_id").$type<CaseId>().notNull(),
    /** The kind of the act the form is for. */
    form: text().$type<CommandKind>().notNull(),
    detail: text().notNull(),
    words: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    savedAt: text("saved_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.caseId, table.form, table.detail] })],
);

export const printJobTable = sqliteTable("print_job", {
  sequence: integer().primaryKey({ autoIncrement: true }),
  id: text().notNull(),
  caseId: text("case_id").$type<CaseId>(),
  kind: text().$type<StoredPrintJob["kind"]>().notNull(),
  receipt: text().$type<ReceiptKind>(),
  title: text(),
  printerId: text("printer_id").notNull(),
  copies: integer().notNull(),
  state: text().$type<StoredPrintJob["state"]>().notNull(),
  failure: text({ mode: "json" }).$type<Readonly<StoredFailure>>(),
  attempts: integer().notNull(),
  createdAt: text("created_at").$type<Instant>().notNull(),
  changedAt: text("changed_at").$type<Instant>().notNull(),
  bytes: blob({ mode: "buffer" }).notNull(),
});

export const pageUploadTable = sqliteTable(
  "page_upload",
  {
    sha256: text().$type<Sha256>().notNull(),
    /** Empty for a page found after a rebuild, whose case is known to the centre only. */
    caseId: text("case_id").$type<CaseId | "">().notNull(),
    byteLength: integer("byte_length").notNull(),
    wantedAt: text("wanted_at").$type<Instant>().notNull(),
    failure: text({ mode: "json" }).$type<StoredFailure>(),
  },
  (table) => [primaryKey({ columns: [table.sha256, table.caseId] })],
);
