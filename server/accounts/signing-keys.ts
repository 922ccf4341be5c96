import { createHash } from "node:crypto";
import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { ListedSigningKey, SigningKeyRequest } from "../../contracts/signing-keys.ts";
import type { Person } from "../../contracts/sync.ts";
import { DerError } from "../../documents/signature/der.ts";
import { readKeyOfCertificate } from "../../documents/signature/person-certificate.ts";
import { findAlgorithmOfKey, isRawSignatureRight } from "../../documents/signature/raw-signature.ts";
import { Failure } from "../../domain/failure.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { SignatureAlgorithm } from "../../domain/signature/signer.ts";
import { bytesOfKeyProof } from "../../domain/signature/signing-trust.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable, type Transaction } from "../database/connection.ts";
import { signingKeys } from "../database/signing-schema.ts";
import { getCentreAuthority, newSerialNumber } from "../seal/centre-authority.ts";
import { writeAudit } from "./audit.ts";
import type { Workstation } from "./workstations.ts";

export type StoredSigningKey = typeof signingKeys.$inferSelect;

const dayMs = 24 * 3_600_000;
const validDays = 365;
/** A certificate that runs out sooner is followed by the next one, so that a window offline for weeks goes on signing. */
const renewedBeforeDays = 60;
/** A window's clock may be behind by this much without being put right (`given-time.ts`): what it signs at once must be valid. */
const backdatedMs = 5 * 60_000;

/** A key to certify, its request looked through. */
interface OfferedKey {
  publicKey: string;
  algorithm: SignatureAlgorithm;
  /** A card's key lives no longer than what the card itself says of it. */
  validUntil: Instant | null;
  cardCertificate: string | null;
}

/**
 * R-SEC-3: certifies the key a person is going to sign with, once they have shown that they hold it. The same key again gets the
 * same certificate. Throws `signing-key-invalid`, `signing-key-proof-wrong`, `signing-key-revoked`, `signing-key-of-another`, and what
 * the authority's key throws.
 */
export async function certifySigningKey(centre: Centre, workstation: Workstation, person: Person, request: SigningKeyRequest): Promise<StoredSigningKey> {
  const offered = readOffer(request);
  const { publicKey, algorithm } = offered;
  const isProved = isRawSignatureRight(decode(publicKey), algorithm, bytesOfKeyProof(person.personId, publicKey), decode(request.proof));
  if (!isProved) throw new Failure("signing-key-proof-wrong");
  return inTransaction(centre.database, async (transaction) => {
    const now = centre.now();
    const known = await findNewestOfKey(transaction, publicKey);
    if (known !== undefined && known.personId !== person.personId) throw new Failure("signing-key-of-another");
    if (known?.revokedAt) throw new Failure("signing-key-revoked", { details: { since: known.revokedAt } });
    if (known !== undefined && known.validUntil > addMs(now, renewedBeforeDays * dayMs)) return known;
    const row = await issue(transaction, centre, { workstation, person, carrier: request.carrier, ...offered });
    // A card is good for as long as it lasts: that it cannot be certified any longer is no reason to certify it again and again.
    if (known !== undefined && row.validUntil <= known.validUntil) return known;
    await transaction.insert(signingKeys).values(row);
    const details = { carrier: row.carrier, fingerprint: row.fingerprint, workstationCode: workstation.code, validUntil: row.validUntil };
    await writeAudit(transaction, centre, { personId: person.personId, act: "certify-signing-key", subject: person.personId, details });
    return row;
  });
}

async function issue(
  transaction: Transaction,
  centre: Centre,
  { workstation, person, carrier, publicKey, algorithm, validUntil: ownEnd, cardCertificate }: OfferedKey & { workstation: Workstation; person: Person; carrier: StoredSigningKey["carrier"] },
): Promise<StoredSigningKey> {
  const now = centre.now();
  const authority = await getCentreAuthority(transaction, centre, "signatures", person.officeName);
  const usualEnd = addMs(now, validDays * dayMs);
  const validity = { from: addMs(now, -backdatedMs), until: ownEnd !== null && ownEnd < usualEnd ? ownEnd : usualEnd };
  if (validity.until <= now) throw new Failure("signing-key-invalid", { details: { problem: "card-expired" } });
  const subject = { commonName: person.name, organization: person.officeName, personId: person.personId };
  const [certificate = Buffer.alloc(0)] = authority.certify(decode(publicKey), subject, newSerialNumber(centre), validity);
  return {
    fingerprint: fingerprintOf(certificate),
    personId: person.personId,
    carrier,
    workstationCode: workstation.code,
    algorithm,
    publicKey,
    certificate: Buffer.from(certificate).toString("base64"),
    cardCertificate,
    validFrom: validity.from,
    validUntil: validity.until,
    registeredAt: now,
    revokedAt: null,
    revocationReason: null,
  };
}

function readOffer(request: SigningKeyRequest): OfferedKey {
  const { publicKeyInfo, validUntil } = request.carrier === "card" ? readCard(request.cardCertificate) : { publicKeyInfo: decode(request.publicKey), validUntil: null };
  const algorithm = findAlgorithmOfKey(publicKeyInfo);
  if (algorithm === undefined) throw new Failure("signing-key-invalid", { details: { problem: "key-unsupported" } });
  const cardCertificate = request.carrier === "card" ? request.cardCertificate : null;
  return { publicKey: Buffer.from(publicKeyInfo).toString("base64"), algorithm, validUntil, cardCertificate };
}

function readCard(certificate: string): { publicKeyInfo: Uint8Array; validUntil: Instant } {
  try {
    return readKeyOfCertificate(decode(certificate));
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new Failure("signing-key-invalid", { cause, details: { problem: "card-unreadable" } });
  }
}

async function findNewestOfKey(transaction: Transaction, publicKey: string): Promise<StoredSigningKey | undefined> {
  const [known] = await transaction.select().from(signingKeys).where(eq(signingKeys.publicKey, publicKey)).orderBy(desc(signingKeys.validUntil)).limit(1);
  return known;
}

export async function listSigningKeys(database: Queryable, personId: PersonId): Promise<ListedSigningKey[]> {
  const rows = await database.select().from(signingKeys).where(eq(signingKeys.personId, personId)).orderBy(desc(signingKeys.registeredAt));
  return rows.map(({ publicKey: _key, certificate: _certificate, cardCertificate: _card, ...listed }) => listed);
}

/**
 * Takes a key out of use, with every certificate it was given: a card lost, a password known to others. What was signed before stays
 * valid. Throws `signing-key-not-found`.
 */
export async function revokeSigningKey(centre: Centre, fingerprint: string, reason: string, revokedBy: PersonId | null): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    const [key] = await transaction.select().from(signingKeys).where(eq(signingKeys.fingerprint, fingerprint));
    if (key === undefined) throw new Failure("signing-key-not-found", { details: { fingerprint } });
    const stillGood = and(eq(signingKeys.publicKey, key.publicKey), isNull(signingKeys.revokedAt));
    await transaction.update(signingKeys).set({ revokedAt: centre.now(), revocationReason: reason }).where(stillGood);
    await writeAudit(transaction, centre, { personId: revokedBy, act: "revoke-signing-key", subject: key.personId, details: { fingerprint, carrier: key.carrier, reason } });
  });
}

/** The keys behind these certificates (DER in base64), by certificate. What is not there was never certified here. */
export async function findKeysOf(database: Queryable, certificates: readonly string[]): Promise<Map<string, StoredSigningKey>> {
  if (certificates.length === 0) return new Map();
  const rows = await database.select().from(signingKeys).where(inArray(signingKeys.fingerprint, certificates.map((certificate) => fingerprintOf(decode(certificate)))));
  return new Map(rows.map((row) => [row.certificate, row]));
}

function fingerprintOf(certificate: Uint8Array): string {
  return createHash("sha256").update(certificate).digest("hex");
}

function decode(base64: string): Buffer {
  return Buffer.from(base64, "base64");
}
