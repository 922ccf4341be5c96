import { boolean, integer, json, primaryKey, snakeCase, text, uuid } from "drizzle-orm/pg-core";
import type { CaseId, CommandId, OfficeId, PersonId, Sha256 } from "../../domain/ids.ts";
import type { SealUse } from "../../domain/record/seal-use.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** The tables of the centre's authorities, of seals and of their uses; see `schema.ts`. Certificates and keys are base64 of DER, keys wrapped. */
const { table } = snakeCase;

const officeId = () => uuid().$type<OfficeId>();
const personId = () => uuid().$type<PersonId>();
const moment = () => text().$type<Instant>();

export const authorities = table("authorities", {
  authorityId: uuid().primaryKey(),
  certificate: text().notNull(),
  wrappedKey: text().notNull(),
  madeAt: moment().notNull(),
  /** What it issues certificates for. */
  purpose: text().$type<"seals" | "signatures" | "record">().notNull(),
});

export const seals = table(
  "seals",
  {
    officeId: officeId().notNull(),
    sealId: uuid().notNull(),
    officeName: text().notNull(),
    centreLine: text().notNull(),
    code: text().notNull(),
    diameterMm: integer().notNull(),
    keyHolder: text().notNull(),
    keyReference: text().notNull(),
    certificateChain: text().array().notNull(),
    fingerprint: text().notNull(),
    validUntil: moment().notNull(),
    madeAt: moment().notNull(),
    madeBy: personId(),
    retiredAt: moment(),
    retiredBy: personId(),
    retirementReason: text(),
    /** Retired because somebody else may have the key: what it signs from then on is worth nothing. */
    isCompromised: boolean().notNull(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.sealId] })],
);

export const sealUses = table(
  "seal_uses",
  {
    officeId: officeId().notNull(),
    position: integer().notNull(),
    caseId: uuid().$type<CaseId>().notNull(),
    commandId: uuid().$type<CommandId>().notNull(),
    sha256: text().$type<Sha256>().notNull(),
    hash: text().notNull(),
    use: json().$type<SealUse>().notNull(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.position] })],
);

export const sealUseHeads = table("seal_use_heads", {
  officeId: officeId().primaryKey(),
  position: integer().notNull(),
  hash: text().notNull(),
});
