import { sign, type KeyObject } from "node:crypto";
import { Failure } from "../../domain/failure.ts";

/** With SHA-256 both. In a PDF nothing else is understood by every viewer. */
export type SignatureAlgorithm = "rsa-pkcs1" | "ecdsa-p256";

/**
 * Whoever holds a seal's key: software, a PKCS#11 card or box, a sealing service. The key itself never comes out.
 */
export interface Signer {
  readonly algorithm: SignatureAlgorithm;
  /** X.509 in DER: the signer's own first, then each one's issuer; the root may be left out. */
  readonly certificateChain: readonly Uint8Array[];
  /**
   * Signs the DER of a CMS signature's attributes (hashed with SHA-256 by whoever holds the key). Answers as PKCS#11 does: RSA, the
   * PKCS#1 v1.5 signature; P-256, r‖s in 64 bytes. Rejects with a `Failure` of its own when the key cannot be used.
   */
  sign(signedAttributesDer: Uint8Array): Promise<Uint8Array>;
}

/** A signer with its key in this process's memory. Throws `signer-key-unsupported` for a key that is neither RSA ≥ 2048 nor P-256. */
export function createSoftwareSigner(privateKey: KeyObject, certificateChain: readonly Uint8Array[]): Signer {
  const algorithm = algorithmOf(privateKey);
  return {
    algorithm,
    certificateChain,
    sign: async (signedAttributesDer) => sign("sha256", signedAttributesDer, algorithm === "rsa-pkcs1" ? privateKey : { key: privateKey, dsaEncoding: "ieee-p1363" }),
  };
}

/** Throws `signer-key-unsupported`. */
export function algorithmOf(key: KeyObject): SignatureAlgorithm {
  const algorithm = findAlgorithm(key);
  if (algorithm === undefined) throw new Failure("signer-key-unsupported", { details: { keyType: key.asymmetricKeyType ?? "unknown" } });
  return algorithm;
}

export function findAlgorithm(key: KeyObject): SignatureAlgorithm | undefined {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "rsa" && modulusLength >= 2048) return "rsa-pkcs1";
  if (key.asymmetricKeyType === "ec" && namedCurve === "prime256v1") return "ecdsa-p256";
  return undefined;
}
