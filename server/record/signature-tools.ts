import { findPersonCertificate } from "../../documents/signature/person-certificate.ts";
import { isRawSignatureRight } from "../../documents/signature/raw-signature.ts";
import type { SignatureTools } from "../../domain/signature/check-signature.ts";
import type { StoredSigningKey } from "../accounts/signing-keys.ts";
import type { Queryable } from "../database/connection.ts";
import { signingKeys } from "../database/signing-schema.ts";

/** What signatures are checked with, by keys as the table has them. */
export function toolsOf(keys: ReadonlyMap<string, StoredSigningKey>): Omit<SignatureTools, "hashAt"> {
  return {
    findKey: (certificate) => keys.get(certificate),
    isRight: ({ algorithm, certificate, value }, bytes) => {
      const key = keys.get(certificate);
      return key !== undefined && isRawSignatureRight(Buffer.from(key.publicKey, "base64"), algorithm, bytes, Buffer.from(value, "base64"));
    },
  };
}

/**
 * For a check of the whole record. The table is as open to whoever has the database's password as the record is: a key of it counts only
 * when one of the authorities issued its certificate, and whose it is and until when is taken from there.
 */
export async function readSignatureTools(database: Queryable, authorities: readonly string[]): Promise<Omit<SignatureTools, "hashAt">> {
  const roots = authorities.map((authority) => Buffer.from(authority, "base64"));
  const keys = new Map<string, StoredSigningKey>();
  for (const row of await database.select().from(signingKeys)) {
    const proved = findPersonCertificate(Buffer.from(row.certificate, "base64"), roots);
    if (proved === undefined) continue;
    const { personId, validFrom, validUntil, publicKeyInfo } = proved;
    keys.set(row.certificate, { ...row, personId, validFrom, validUntil, publicKey: Buffer.from(publicKeyInfo).toString("base64") });
  }
  return toolsOf(keys);
}
