import { derNull, derOid, derSequence } from "./der.ts";
import type { PdfSignatureAlgorithm } from "./signer.ts";

export const oid = {
  data: derOid("1.2.840.113549.1.7.1"),
  signedData: derOid("1.2.840.113549.1.7.2"),
  contentType: derOid("1.2.840.113549.1.9.3"),
  messageDigest: derOid("1.2.840.113549.1.9.4"),
  signingCertificateV2: derOid("1.2.840.113549.1.9.16.2.47"),
  commonName: derOid("2.5.4.3"),
  serialNumber: derOid("2.5.4.5"),
  country: derOid("2.5.4.6"),
  organization: derOid("2.5.4.10"),
  subjectKeyIdentifier: derOid("2.5.29.14"),
  keyUsage: derOid("2.5.29.15"),
  basicConstraints: derOid("2.5.29.19"),
  authorityKeyIdentifier: derOid("2.5.29.35"),
  ecPublicKey: derOid("1.2.840.10045.2.1"),
  sm2Curve: derOid("1.2.156.10197.1.301"),
} as const;

export const sha256Algorithm = derSequence(derOid("2.16.840.1.101.3.4.2.1"));

/** As a SignerInfo names it. RSA by the key's kind alone, which every reader knows. */
export const signatureAlgorithms: Readonly<Record<PdfSignatureAlgorithm, Uint8Array>> = {
  "rsa-pkcs1": derSequence(derOid("1.2.840.113549.1.1.1"), derNull),
  "ecdsa-p256": derSequence(derOid("1.2.840.10045.4.3.2")),
};

/** As an X.509 certificate names it. */
export const certificateAlgorithms: Readonly<Record<PdfSignatureAlgorithm, Uint8Array>> = {
  "rsa-pkcs1": derSequence(derOid("1.2.840.113549.1.1.11"), derNull),
  "ecdsa-p256": derSequence(derOid("1.2.840.10045.4.3.2")),
};
