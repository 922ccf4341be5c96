import { readKeyOfCertificate } from "../../../documents/signature/person-certificate.ts";
import { Failure } from "../../../domain/failure.ts";
import type { Signer } from "../../../domain/signature/signer.ts";
import type { Instant } from "../../../domain/time/instant.ts";

/** The key on a card (SubjectPublicKeyInfo in DER) and until when its certificate is good. Throws `staff-card-certificate-unreadable`. */
export function readCardCertificate({ certificateChain: [own = new Uint8Array()] }: Signer): { readonly publicKeyInfo: Uint8Array; readonly validUntil: Instant } {
  try {
    return readKeyOfCertificate(own);
  } catch (cause) {
    throw new Failure("staff-card-certificate-unreadable", { cause });
  }
}
