import { sign, type KeyObject } from "node:crypto";
import { Failure } from "../../domain/failure.ts";
import type { SignatureAlgorithm, Signer } from "../../domain/signature/signer.ts";

/** What every PDF viewer understands, and Node's own cryptography makes: no SM2. */
export type PdfSignatureAlgorithm = Exclude<SignatureAlgorithm, "sm2">;
export type PdfSigner = Signer<PdfSignatureAlgorithm>;

/** A signer with its key in this process's memory. Throws `signer-key-unsupported` for a key that is neither RSA ≥ 2048 nor P-256. */
export function createSoftwareSigner(privateKey: KeyObject, certificateChain: readonly Uint8Array[]): PdfSigner {
  const algorithm = algorithmOf(privateKey);
  return {
    algorithm,
    certificateChain,
    sign: async (bytes) => sign("sha256", bytes, algorithm === "rsa-pkcs1" ? privateKey : { key: privateKey, dsaEncoding: "ieee-p1363" }),
  };
}

/** Throws `signer-key-unsupported`. */
export function algorithmOf(key: KeyObject): PdfSignatureAlgorithm {
  const algorithm = findAlgorithm(key);
  if (algorithm === undefined) throw new Failure("signer-key-unsupported", { details: { keyType: key.asymmetricKeyType ?? "unknown" } });
  return algorithm;
}

export function findAlgorithm(key: KeyObject): PdfSignatureAlgorithm | undefined {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "rsa" && modulusLength >= 2048) return "rsa-pkcs1";
  if (key.asymmetricKeyType === "ec" && namedCurve === "prime256v1") return "ecdsa-p256";
  return undefined;
}
