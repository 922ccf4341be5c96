import { bigint, boolean, integer, json, primaryKey, snakeCase, text, unique, uuid } from "drizzle-orm/pg-core";
import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import type { CommandKind } from "../../domain/case/case-command.ts";
import type { EventKind, RecordedEvent } from "../../domain/case/case-event.ts";
import type { CaseNumber } from "../../domain/case/case-number.ts";
import type { CaseStage } from "../../domain/case/case-state.ts";
import type { CaseSummary } from "../../domain/case/case-summary.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import type { CaseId, CommandId, OfficeId, PersonId, Sha256, WorkstationCode } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { OfficeProfile } from "../../domain/office/office-profile.ts";
import type { DelegationId, DelegationKind } from "../../domain/people/delegation.ts";
import type { Role } from "../../domain/people/role.ts";
import type { Instant } from "../../domain/time/instant.ts";

/**
 * The centre's tables as the migrations make them (a test compares). JSON is kept as `json`, not `jsonb`: the text survives
 * as it came, a NUL in a typed name included, and the hash chain is over what was said.
 */
const { table } = snakeCase;

const caseId = () => uuid().$type<CaseId>().notNull();
const commandId = () => uuid().$type<CommandId>().notNull();
const officeId = () => uuid().$type<OfficeId>();
const personId = () => uuid().$type<PersonId>();
const workstationCode = () => text().$type<WorkstationCode>();
const sha256 = () => text().$type<Sha256>();
const moment = () => text().$type<Instant>();

export const settings = table("settings", { name: text().primaryKey(), value: text().notNull() });

export const counters = table("counters", { name: text().primaryKey(), value: bigint({ mode: "number" }).notNull() });

export const offices = table("offices", {
  officeId: officeId().primaryKey(),
  name: text().notNull().unique(),
  regionCode: text().notNull(),
  createdAt: moment().notNull(),
  /** Null until an administrator has given it: some documents wait for that. */
  profile: json().$type<OfficeProfile>(),
});

export const people = table("people", {
  personId: personId().primaryKey(),
  account: text().notNull().unique(),
  name: text().notNull(),
  officeId: officeId().notNull().references(() => offices.officeId),
  roles: text().$type<Role>().array().notNull(),
  passwordHash: text().notNull(),
  /** Whoever gave it knows it too. */
  mustChangePassword: boolean().notNull().default(false),
  isActive: boolean().notNull(),
  createdAt: moment().notNull(),
});

export const signInFailures = table("sign_in_failures", {
  account: text().primaryKey(),
  failedAttempts: integer().notNull(),
  lastFailedAt: moment().notNull(),
  lockedUntil: moment(),
});

export const workstations = table("workstations", {
  code: workstationCode().primaryKey(),
  officeId: officeId().notNull().references(() => offices.officeId),
  deviceName: text().notNull(),
  deviceTokenHash: text().notNull().unique(),
  enrolledAt: moment().notNull(),
  lastHeardAt: moment(),
  shutOutAt: moment(),
  shutOutReason: text(),
});

export const enrolmentCodes = table("enrolment_codes", {
  codeHash: text().primaryKey(),
  officeId: officeId().notNull().references(() => offices.officeId),
  createdAt: moment().notNull(),
  expiresAt: moment().notNull(),
  usedAt: moment(),
  workstationCode: workstationCode(),
});

export const personTokens = table("person_tokens", {
  tokenHash: text().primaryKey(),
  personId: personId().notNull().references(() => people.personId),
  workstationCode: workstationCode().notNull().references(() => workstations.code),
  issuedAt: moment().notNull(),
  expiresAt: moment().notNull(),
});

export const workstationPeople = table(
  "workstation_people",
  {
    workstationCode: workstationCode().notNull().references(() => workstations.code),
    personId: personId().notNull().references(() => people.personId),
    firstSignedInAt: moment().notNull(),
  },
  (self) => [primaryKey({ columns: [self.workstationCode, self.personId] })],
);

export const delegations = table("delegations", {
  delegationId: uuid().$type<DelegationId>().primaryKey(),
  kind: text().$type<DelegationKind>().notNull(),
  officeId: officeId().notNull().references(() => offices.officeId),
  fromPersonId: personId().notNull().references(() => people.personId),
  fromName: text().notNull(),
  toPersonId: personId().notNull().references(() => people.personId),
  toName: text().notNull(),
  role: text().$type<Role>().notNull(),
  validFrom: moment().notNull(),
  validUntil: moment().notNull(),
  endedAt: moment(),
  givenAt: moment().notNull(),
});

export const audit = table("audit", {
  auditId: uuid().primaryKey(),
  occurredAt: moment().notNull(),
  personId: personId(),
  act: text().notNull(),
  subject: text().notNull(),
  details: json().$type<Record<string, unknown>>().notNull(),
});

export const itemVersions = table(
  "item_versions",
  {
    code: text().notNull(),
    version: integer().notNull(),
    definition: json().$type<ItemDefinition>().notNull(),
    addedAt: moment().notNull(),
    addedBy: personId(),
  },
  (self) => [primaryKey({ columns: [self.code, self.version] })],
);

export const calendars = table("calendars", {
  regionCode: text().primaryKey(),
  calendar: json().$type<WorkingCalendar>().notNull(),
  changedAt: moment().notNull(),
});

export const cases = table(
  "cases",
  {
    officeId: officeId().notNull(),
    caseId: caseId(),
    number: text().$type<CaseNumber>().notNull(),
    workstationCode: workstationCode(),
    itemCode: text().notNull(),
    itemVersion: integer().notNull(),
    itemOfficeId: officeId().notNull(),
    windowOfficeId: officeId().notNull(),
    version: integer().notNull(),
    headHash: text().notNull(),
    stage: text().$type<CaseStage>().notNull(),
    receivedAt: moment().notNull(),
    answerDueAt: moment(),
    resumeDueAt: moment(),
    payDueAt: moment(),
    summary: json().$type<CaseSummary>().notNull(),
  },
  (self) => [
    primaryKey({ columns: [self.officeId, self.caseId] }),
    unique("cases_office_id_number_key").on(self.officeId, self.number),
  ],
);

export const events = table(
  "events",
  {
    officeId: officeId().notNull(),
    caseId: caseId(),
    version: integer().notNull(),
    kind: text().$type<EventKind>().notNull(),
    commandId: commandId(),
    recordedAt: moment().notNull(),
    hash: text().notNull(),
    event: json().$type<RecordedEvent>().notNull(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.caseId, self.version] })],
);

export const commands = table(
  "commands",
  {
    officeId: officeId().notNull(),
    commandId: commandId(),
    kind: text().$type<CommandKind>().notNull(),
    caseId: caseId(),
    workstationCode: workstationCode(),
    judgedAt: moment().notNull(),
    outcome: text().$type<"applied" | "rejected">().notNull(),
    refusal: json().$type<Refusal>(),
    /** Of an applied command: where its events stand. */
    caseOfficeId: officeId(),
    firstVersion: integer(),
    eventCount: integer().notNull(),
    /** The case's version it was judged on; null for one judged before this was kept. */
    judgedVersion: integer(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.commandId] })],
);

export const feedHeads = table("feed_heads", {
  officeId: officeId().primaryKey(),
  position: bigint({ mode: "number" }).notNull(),
});

export const feed = table(
  "feed",
  {
    officeId: officeId().notNull(),
    position: bigint({ mode: "number" }).notNull(),
    caseOfficeId: officeId().notNull(),
    caseId: caseId(),
    version: integer().notNull(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.position] })],
);

export const caseFiles = table(
  "case_files",
  {
    officeId: officeId().notNull(),
    caseId: caseId(),
    sha256: sha256().notNull(),
    byteLength: integer().notNull(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.caseId, self.sha256] })],
);
