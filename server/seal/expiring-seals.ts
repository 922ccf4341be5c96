import { asc, desc, isNull, ne } from "drizzle-orm";
import { readX509 } from "../../documents/signature/x509.ts";
import { findExpiryNotice, type ExpiryNotice } from "../../domain/certificate/expiry-notice.ts";
import type { OfficeId } from "../../domain/ids.ts";
import { instantOf, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import type { Queryable } from "../database/connection.ts";
import { authorities, seals } from "../database/seal-schema.ts";
import { onceADay } from "../once-a-day.ts";

/** A certificate that has run out, or soon will: of an office's seal in use, or of the newest authority of a purpose. */
export interface Expiring extends ExpiryNotice {
  readonly what: "seal" | "seals-authority" | "signatures-authority";
  /** Null for an authority. */
  readonly officeId: OfficeId | null;
  readonly name: string;
  readonly validUntil: Instant;
}

/** Tells of each at its first call and then once a day. */
export function watchExpiring(centre: Pick<Centre, "database" | "now">, tell: (expiring: Expiring) => void): () => Promise<void> {
  return onceADay(centre.now, async () => (await listExpiring(centre)).forEach(tell));
}

/** Nearest end first. A seal is good as long as every certificate of its chain is. */
export async function listExpiring({ database, now }: Pick<Centre, "database" | "now">): Promise<Expiring[]> {
  const inUse = await listSealsInUse(database);
  const found = [
    ...inUse.map(({ officeId, officeName, certificateChain }) => ({ what: "seal" as const, officeId, name: officeName, validUntil: endOfChain(certificateChain) })),
    ...(await listNewestAuthorities(database)),
  ];
  return found
    .flatMap((certificate) => {
      const notice = findExpiryNotice(certificate.validUntil, now());
      return notice === undefined ? [] : [{ ...certificate, ...notice }];
    })
    .toSorted((a, b) => a.validUntil.localeCompare(b.validUntil));
}

export async function listSealsInUse(database: Queryable): Promise<(typeof seals.$inferSelect)[]> {
  return database.select().from(seals).where(isNull(seals.retiredAt)).orderBy(asc(seals.validUntil), asc(seals.officeId));
}

async function listNewestAuthorities(database: Queryable) {
  // The record's own authority is followed by another at the next seal of the record, without anybody.
  const rows = await database.selectDistinctOn([authorities.purpose]).from(authorities).where(ne(authorities.purpose, "record")).orderBy(authorities.purpose, desc(authorities.madeAt));
  return rows.map(({ purpose, certificate }) => {
    const what = purpose === "seals" ? ("seals-authority" as const) : ("signatures-authority" as const);
    return { what, officeId: null, name: readX509(Buffer.from(certificate, "base64")).x509.subject.replaceAll("\n", "，"), validUntil: endOfChain([certificate]) };
  });
}

/** Base64 of DER each. */
export function endOfChain(chain: readonly string[]): Instant {
  return instantOf(Math.min(...chain.map((certificate) => readX509(Buffer.from(certificate, "base64")).validUntilMs)));
}
