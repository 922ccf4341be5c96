import { snakeCase, text, uuid } from "drizzle-orm/pg-core";
import type { PersonId, WorkstationCode } from "../../domain/ids.ts";
import type { SignatureAlgorithm } from "../../domain/signature/signer.ts";
import type { KeyCarrier } from "../../domain/signature/signing-trust.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { people, workstations } from "./schema.ts";

/** The keys people sign with; see `schema.ts`. Certificates and public keys are base64 of DER. */
const { table } = snakeCase;

const moment = () => text().$type<Instant>();

/** What staff cards were given to sign; by the hash, and gone with its use. */
export const cardChallenges = table("card_challenges", {
  challengeHash: text().primaryKey(),
  workstationCode: text().$type<WorkstationCode>().notNull().references(() => workstations.code),
  expiresAt: moment().notNull(),
});

export const signingKeys = table("signing_keys", {
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  fingerprint: text().primaryKey(),
  personId: uuid().$type<PersonId>().notNull().references(() => people.personId),
  carrier: text().$type<KeyCarrier>().notNull(),
  /** Where it was registered. */
  workstationCode: text().$type<WorkstationCode>().notNull().references(() => workstations.code),
  algorithm: text().$type<SignatureAlgorithm>().notNull(),
  publicKey: text().notNull(),
  certificate: text().notNull(),
  /** What a staff card itself says of its key. */
  cardCertificate: text(),
  validFrom: moment().notNull(),
  validUntil: moment().notNull(),
  registeredAt: moment().notNull(),
  revokedAt: moment(),
  revocationReason: text(),
});
