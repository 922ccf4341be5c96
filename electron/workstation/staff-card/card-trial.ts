import type { CardTrial } from "../../../contracts/ipc/staff-card.ts";
import { isRawSignatureRight } from "../../../documents/signature/raw-signature.ts";
import { Failure } from "../../../domain/failure.ts";
import type { Signer } from "../../../domain/signature/signer.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import { readCardCertificate } from "./card-certificate.ts";

/** Has an unlocked card sign bytes that mean nothing, and checks the signature as the centre would. Throws the card's failures and `staff-card-signature-wrong`. */
export async function tryToSign(signer: Signer, bytes: Uint8Array, now: Instant): Promise<CardTrial> {
  const { publicKeyInfo, validUntil } = readCardCertificate(signer);
  const signature = await signer.sign(bytes);
  if (!isRawSignatureRight(publicKeyInfo, signer.algorithm, bytes, signature)) throw new Failure("staff-card-signature-wrong");
  return { algorithm: signer.algorithm, validUntil, isOver: validUntil <= now };
}
