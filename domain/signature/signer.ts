import { z } from "zod";

/** RSA (PKCS#1 v1.5) and P-256 with SHA-256; SM2 with SM3, over SM3(Z‖M) with the usual id `1234567812345678`. */
export const signatureAlgorithmSchema = z.enum(["rsa-pkcs1", "ecdsa-p256", "sm2"]);
export type SignatureAlgorithm = z.infer<typeof signatureAlgorithmSchema>;

/**
 * Whoever holds a key: software, a staff card behind PKCS#11 or SKF, a sealing service. The key itself never comes out.
 */
export interface Signer<Algorithm extends SignatureAlgorithm = SignatureAlgorithm> {
  readonly algorithm: Algorithm;
  /** X.509 in DER: the signer's own first, then each one's issuer; the root may be left out. */
  readonly certificateChain: readonly Uint8Array[];
  /**
   * Signs the bytes as they are given: whoever holds the key hashes them. Answers as PKCS#11 does: RSA, the PKCS#1 v1.5 signature;
   * P-256 and SM2, r‖s in 64 bytes. Rejects with a `Failure` of its own when the key cannot be used.
   */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}
