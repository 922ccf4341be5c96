import { eq } from "drizzle-orm";
import type { SigningTrust } from "../../domain/signature/signing-trust.ts";
import { instantSchema, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable } from "../database/connection.ts";
import { settings } from "../database/schema.ts";
import { getCentreAuthority, readTrustRoots } from "../seal/centre-authority.ts";

const never = "9999-12-31T23:59:59.999Z" as Instant;
const settingName = "signatures-required-since";

/** Written once, by the first program that asks for signatures: what this centre recorded before may be unsigned. */
export async function ensureSignaturesSince(database: Queryable, now: Instant): Promise<void> {
  await database.insert(settings).values({ name: settingName, value: now }).onConflictDoNothing();
}

/**
 * Makes the authority of people's keys with the centre's other beginnings, so that every workstation knows it before anything is signed
 * under it. Otherwise it is made with the first key.
 */
export async function ensureSigningAuthority(centre: Centre, organization: string): Promise<void> {
  await inTransaction(centre.database, (transaction) => getCentreAuthority(transaction, centre, "signatures", organization));
}

/** By what the signatures on this centre's record are to be checked. */
export async function readSigningTrust(database: Queryable): Promise<SigningTrust> {
  const [row] = await database.select().from(settings).where(eq(settings.name, settingName));
  // A backup of a program without signatures, looked at before this one has begun on it: none is required of it.
  const requiredSince = row === undefined ? never : instantSchema.parse(row.value);
  const authorities = (await readTrustRoots(database, "signatures")).map((root) => Buffer.from(root).toString("base64"));
  return { authorities, requiredSince };
}
