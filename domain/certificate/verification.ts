import type { RegionDate } from "../time/instant.ts";
import { certificateStateOn } from "./registered-certificate.ts";

/**
 * What the verification of a certificate may find, each reason under the one state it leads to; the same at the desk, on the public
 * page, on the command line and at the centre; those of `unasked` at a desk without the network alone. The wording is in `contracts/wording/certificates.ts`.
 */
export const verificationReasons = {
  valid: ["signed-and-unchanged", "in-register"],
  changed: ["content-changed", "bytes-appended", "file-cut-short", "signature-damaged", "signature-wrong", "changed-by-later-signature"],
  revoked: ["signer-revoked", "certificate-revoked"],
  expired: ["signer-expired", "certificate-expired"],
  reissued: ["certificate-reissued"],
  unknown: [
    "signer-not-trusted", "signature-not-understood", "signer-not-entitled", "signer-not-yet-valid", "signed-in-future", "not-a-pdf",
    "seal-use-not-logged", "not-in-register", "no-code-found", "code-foreign",
  ],
  /** What can be said without the centre is good; whether it still holds only the register knows. */
  unasked: ["file-good-unasked", "signer-unasked", "register-unasked"],
  unsigned: ["no-signature"],
} as const;

export type VerificationState = keyof typeof verificationReasons;
export type VerificationReason<State extends VerificationState = VerificationState> = (typeof verificationReasons)[State][number];
export type Verdict = { [State in VerificationState]: { state: State; reason: VerificationReason<State> } }[VerificationState];

export function verdictOfCertificate(certificate: Parameters<typeof certificateStateOn>[0], today: RegionDate): Verdict {
  switch (certificateStateOn(certificate, today)) {
    case "valid":
      return { state: "valid", reason: "in-register" };
    case "reissued":
      return { state: "reissued", reason: "certificate-reissued" };
    case "revoked":
      return { state: "revoked", reason: "certificate-revoked" };
    case "expired":
      return { state: "expired", reason: "certificate-expired" };
  }
}

/** Of a verification code: what people type and cameras read is told apart. */
const codeAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
export const verificationCodeLength = 16;
export const verificationCodePattern = new RegExp(`^[${codeAlphabet}]{${verificationCodeLength}}$`);

/** From random bytes, one a letter: 80 bits, so that nobody finds a certificate by trying codes. */
export function verificationCodeOf(randomBytes: Uint8Array): string {
  return [...randomBytes.subarray(0, verificationCodeLength)].map((byte) => codeAlphabet[byte % codeAlphabet.length]).join("");
}

/** What was scanned or typed: the address in a QR code, its code alone, or a certificate's number. */
export function parseVerificationText(text: string): { code: string } | { number: string } {
  const typed = text.trim();
  const code = (/\/verify\/([^/?#]+)\/?(?:[?#].*)?$/.exec(typed)?.[1] ?? typed).toUpperCase();
  return verificationCodePattern.test(code) ? { code } : { number: typed };
}
