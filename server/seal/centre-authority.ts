import { createPublicKey, generateKeyPairSync, X509Certificate, type KeyObject } from "node:crypto";
import { asc, desc, eq } from "drizzle-orm";
import { createRootAuthority, openRootAuthority, type Authority, type Validity } from "../../documents/signature/authority.ts";
import { readX509 } from "../../documents/signature/x509.ts";
import { findExpiryNotice } from "../../domain/certificate/expiry-notice.ts";
import { Failure, isFailure } from "../../domain/failure.ts";
import { addMs, instantOf, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import type { Queryable, Transaction } from "../database/connection.ts";
import { authorities } from "../database/seal-schema.ts";
import { lockRecordEpoch } from "../record/record-epoch.ts";
import type { KeyEncryption } from "./key-encryption.ts";
import { exportKey, importKey } from "./seal-keys.ts";

const rootYears = 20;
const yearMs = 365 * 24 * 3_600_000;

export type AuthorityPurpose = (typeof authorities.$inferSelect)["purpose"];

const rootNames: Readonly<Record<AuthorityPurpose, string>> = { seals: "一窗印章根证书", signatures: "一窗签名根证书", record: "一窗记录根证书" };

/**
 * The centre's own root authority of that purpose, made when there is none, or when the one there runs out within 60 days. The one of the seals (印章根证书) issues certificates of seals
 * and nothing else, the one of the signatures (签名根证书) those of people's keys, so that whoever trusts the one does not trust the other;
 * the one of the record (记录根证书) signs its seals. A seal
 * with legal force gets its certificate from a licensed authority instead.
 */
export async function getCentreAuthority(transaction: Transaction, centre: Centre, purpose: AuthorityPurpose, organization: string): Promise<Authority> {
  const row = await ensureAuthority(transaction, centre, purpose, organization);
  return openRootAuthority(Buffer.from(row.certificate, "base64"), await unwrapKey(centre, row));
}

/** What the seals of the record are signed with. Throws what unwrapping throws. */
export async function openRecordAuthority(transaction: Transaction, centre: Centre): Promise<{ authorityId: string; key: KeyObject }> {
  const row = await ensureAuthority(transaction, centre, "record", "审批中心");
  return { authorityId: row.authorityId, key: await unwrapKey(centre, row) };
}

/** The keys the record was sealed with. Whether each is this centre's own, which no row put into the table by hand is: null where the seal key is not at hand to tell. */
export async function readRecordAuthorities(database: Queryable, keyEncryption: KeyEncryption | undefined): Promise<Map<string, { publicKey: KeyObject; isOwn: boolean | null }>> {
  const rows = await database.select().from(authorities).where(eq(authorities.purpose, "record"));
  const read = rows.map(async (row) => {
    const { publicKey } = new X509Certificate(Buffer.from(row.certificate, "base64"));
    return [row.authorityId, { publicKey, isOwn: keyEncryption === undefined ? null : await isWrappedHere(keyEncryption, row, publicKey) }] as const;
  });
  return new Map(await Promise.all(read));
}

async function isWrappedHere(keyEncryption: KeyEncryption, row: typeof authorities.$inferSelect, publicKey: KeyObject): Promise<boolean | null> {
  try {
    return createPublicKey(await unwrapKey({ keyEncryption }, row)).equals(publicKey);
  } catch (error) {
    return isFailure(error, "seal-key-missing") ? null : false;
  }
}

async function ensureAuthority(transaction: Transaction, centre: Centre, purpose: AuthorityPurpose, organization: string): Promise<typeof authorities.$inferSelect> {
  const first = await findNewest(transaction, purpose);
  const known = isFresh(first, centre.now()) ? first : await findNewestAlone(transaction, purpose);
  if (known !== undefined && isFresh(known, centre.now())) return known;
  const authorityId = centre.newId();
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const madeAt = centre.now();
  const subject = { commonName: rootNames[purpose], organization };
  const authority = createRootAuthority(subject, newSerialNumber(centre), validityFrom(madeAt, rootYears), privateKey);
  // The only moment a key file may be made: with any authority there, a missing file is a lost key, and a new one would hide it.
  const [anyOther] = await transaction.select({ authorityId: authorities.authorityId }).from(authorities).limit(1);
  const wrappedKey = await centre.keyEncryption.wrap(exportKey(privateKey), purposeOf(authorityId), { mayMakeKey: anyOther === undefined });
  const row = { authorityId, certificate: Buffer.from(authority.certificate).toString("base64"), wrappedKey, madeAt, purpose };
  await transaction.insert(authorities).values(row);
  return row;
}

/** One that runs out within the notice is followed by another: what the old one issued is still verified under it. */
function isFresh(authority: typeof authorities.$inferSelect | undefined, now: Instant): boolean {
  return authority !== undefined && findExpiryNotice(instantOf(readX509(Buffer.from(authority.certificate, "base64")).validUntilMs), now) === undefined;
}

/** The newest key of the seals' root, for what the centre itself vouches for. Throws `authority-missing` before the first seal, and what unwrapping throws. */
export async function openAuthorityKey(centre: Centre): Promise<KeyObject> {
  const newest = await findNewest(centre.database, "seals");
  if (newest === undefined) throw new Failure("authority-missing");
  return unwrapKey(centre, newest);
}

async function unwrapKey(centre: Pick<Centre, "keyEncryption">, { wrappedKey, authorityId }: typeof authorities.$inferSelect): Promise<KeyObject> {
  return importKey(await centre.keyEncryption.unwrap(wrappedKey, purposeOf(authorityId)));
}

async function findNewest(transaction: Queryable, purpose: AuthorityPurpose): Promise<typeof authorities.$inferSelect | undefined> {
  const [newest] = await transaction.select().from(authorities).where(eq(authorities.purpose, purpose)).orderBy(desc(authorities.madeAt)).limit(1);
  return newest;
}

/** Looks again when nobody else can be making one: two who begin at once would make two. */
async function findNewestAlone(transaction: Transaction, purpose: AuthorityPurpose): ReturnType<typeof findNewest> {
  await lockRecordEpoch(transaction);
  return findNewest(transaction, purpose);
}

/** DER of every root of that purpose the centre ever had: what was signed under an old one is still to be verified. */
export async function readTrustRoots(database: Queryable, purpose: AuthorityPurpose): Promise<Uint8Array[]> {
  const rows = await database.select({ certificate: authorities.certificate }).from(authorities).where(eq(authorities.purpose, purpose)).orderBy(asc(authorities.madeAt));
  return rows.map(({ certificate }) => Buffer.from(certificate, "base64"));
}

export function validityFrom(from: Instant, years: number): Validity {
  return { from, until: addMs(from, years * yearMs) };
}

/** Sixteen random bytes, positive, as X.509 asks for. */
export function newSerialNumber(centre: Pick<Centre, "randomBytes">): Uint8Array {
  const bytes = centre.randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes;
}

function purposeOf(authorityId: string): string {
  return `authority ${authorityId}`;
}
