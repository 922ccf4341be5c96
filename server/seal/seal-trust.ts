import type { SealTrust } from "../../domain/certificate/seal-trust.ts";
import type { Queryable } from "../database/connection.ts";
import { readTrustRoots } from "./centre-authority.ts";
import { endOfChain, listSealsInUse } from "./expiring-seals.ts";
import { readRevokedSigners } from "./seals.ts";

/** What every workstation is told of the seals, in an order that is the same until one of them changes. */
export async function readSealTrust(database: Queryable): Promise<SealTrust> {
  const roots = await readTrustRoots(database, "seals");
  const inUse = await listSealsInUse(database);
  return {
    roots: roots.map((root) => Buffer.from(root).toString("base64")),
    revocations: await readRevokedSigners(database),
    inUse: inUse.map(({ officeId, officeName, certificateChain }) => ({ officeId, officeName, validUntil: endOfChain(certificateChain) })),
  };
}
