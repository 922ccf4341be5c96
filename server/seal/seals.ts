import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { SealDesign } from "../../documents/seal/seal-picture.ts";
import { publicInfoOf } from "../../documents/signature/authority.ts";
import type { PdfSigner } from "../../documents/signature/signer.ts";
import { readX509 } from "../../documents/signature/x509.ts";
import { Failure } from "../../domain/failure.ts";
import type { OfficeId, PersonId } from "../../domain/ids.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { writeAudit } from "../accounts/audit.ts";
import { getOffice } from "../accounts/offices.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable, type Transaction } from "../database/connection.ts";
import { seals } from "../database/seal-schema.ts";
import { getCentreAuthority, newSerialNumber, validityFrom } from "./centre-authority.ts";

export type Seal = typeof seals.$inferSelect;
/** What is cut into the seal besides the office's name. */
export type SealWords = Pick<SealDesign, "centreLine" | "code" | "diameterMm">;

/** By custom: 42 mm for an authority of a city or county. The code is the public security's; none is cut where none was given. */
export const usualSealWords: SealWords = { centreLine: "审批专用章", code: "", diameterMm: 42 };

const sealYears = 5;

/**
 * Gives an office its approval seal: a key, and a certificate for it from the centre's own authority. The one in use before is
 * retired; nothing sealed with it changes. Throws `office-unknown`, `seal-in-use` when there is one and no reason to retire it.
 */
export async function makeSeal(
  centre: Centre,
  officeId: OfficeId,
  words: SealWords,
  madeBy: PersonId | null,
  replacing?: { reason: string; isCompromised: boolean },
): Promise<Seal> {
  return inTransaction(centre.database, async (transaction) => {
    const office = await getOffice(transaction, officeId);
    const now = centre.now();
    const earlier = await findSeal(transaction, officeId);
    if (earlier !== undefined) {
      if (replacing === undefined) throw new Failure("seal-in-use", { details: { officeName: office.name } });
      await retireSeal(transaction, earlier, { retiredAt: now, retiredBy: madeBy, retirementReason: replacing.reason, isCompromised: replacing.isCompromised });
    }
    const authority = await getCentreAuthority(transaction, centre, "seals", office.name);
    const sealId = centre.newId();
    const [holder] = centre.sealKeys;
    const { publicKey, reference } = await holder.makeKey(sealId);
    const subject = { commonName: `${office.name}${words.centreLine}`, organization: office.name };
    // Beyond its authority's end nothing of the seal would be trusted.
    const validity = validityFrom(now, sealYears);
    const authorityEnds = instantOf(readX509(authority.certificate).validUntilMs);
    const until = validity.until < authorityEnds ? validity.until : authorityEnds;
    const chain = authority.certify(publicInfoOf(publicKey), subject, newSerialNumber(centre), { ...validity, until });
    const own = readX509(chain[0]!);
    const seal: Seal = {
      officeId,
      sealId,
      officeName: office.name,
      ...words,
      keyHolder: holder.name,
      keyReference: reference,
      certificateChain: chain.map((certificate) => Buffer.from(certificate).toString("base64")),
      fingerprint: own.x509.fingerprint256,
      validUntil: instantOf(own.validUntilMs),
      madeAt: now,
      madeBy,
      retiredAt: null,
      retiredBy: null,
      retirementReason: null,
      isCompromised: false,
    };
    await transaction.insert(seals).values(seal);
    const details = { sealId, ...words, fingerprint: seal.fingerprint, ...(replacing && { replaces: earlier?.sealId ?? null, ...replacing }) };
    await writeAudit(transaction, centre, { personId: madeBy, act: "make-seal", subject: officeId, details });
    return seal;
  });
}

async function retireSeal(transaction: Transaction, { officeId, sealId }: Seal, retirement: Partial<Seal>): Promise<void> {
  await transaction.update(seals).set(retirement).where(and(eq(seals.officeId, officeId), eq(seals.sealId, sealId)));
}

/** The office's seal in use. */
export async function findSeal(database: Queryable, officeId: OfficeId): Promise<Seal | undefined> {
  const [seal] = await database.select().from(seals).where(and(eq(seals.officeId, officeId), isNull(seals.retiredAt)));
  return seal;
}

/** Throws `seal-missing`, or `seal-expired` when its certificate has run out. */
export async function getSeal(database: Queryable, centre: Pick<Centre, "now">, officeId: OfficeId): Promise<Seal> {
  const seal = await findSeal(database, officeId);
  if (seal === undefined) throw new Failure("seal-missing", { details: { officeName: (await getOffice(database, officeId)).name } });
  if (seal.validUntil <= centre.now()) throw new Failure("seal-expired", { details: { officeName: seal.officeName, validUntil: seal.validUntil } });
  return seal;
}

/** Throws `seal-key-elsewhere` for a seal whose key is kept by a holder this centre does not have; and what the holder throws. */
export async function openSealSigner(centre: Pick<Centre, "sealKeys">, seal: Seal): Promise<PdfSigner> {
  const holder = centre.sealKeys.find(({ name }) => name === seal.keyHolder);
  if (holder === undefined) throw new Failure("seal-key-elsewhere", { details: { officeName: seal.officeName, keyHolder: seal.keyHolder } });
  return holder.openSigner(seal.sealId, seal.keyReference, seal.certificateChain.map((certificate) => Buffer.from(certificate, "base64")));
}

export function designOf({ officeName, centreLine, code, diameterMm }: Seal): SealDesign {
  return { officeName, centreLine, code, diameterMm };
}

export async function listSeals(database: Queryable): Promise<Seal[]> {
  return database.select().from(seals).orderBy(asc(seals.officeName), desc(seals.madeAt));
}

/** Signers whose key somebody else may have, as a verifier is told (`verifyPdf`). */
export async function readRevokedSigners(database: Queryable): Promise<{ fingerprint: string; revokedAt: NonNullable<Seal["retiredAt"]> }[]> {
  const rows = await database.select({ fingerprint: seals.fingerprint, retiredAt: seals.retiredAt }).from(seals).where(eq(seals.isCompromised, true)).orderBy(asc(seals.madeAt), asc(seals.sealId));
  return rows.flatMap(({ fingerprint, retiredAt }) => (retiredAt === null ? [] : [{ fingerprint, revokedAt: retiredAt }]));
}
