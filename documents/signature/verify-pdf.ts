import { createHash } from "node:crypto";
import type { Verdict, VerificationState } from "../../domain/certificate/verification.ts";
import { epochMsOf, instantOf, type Instant } from "../../domain/time/instant.ts";
import { DerError } from "./der.ts";
import { isSignatureRight, readCms, type ReadCms } from "./read-cms.ts";
import { findForbiddenChange } from "./later-revision.ts";
import { readSignatureWords, type SignatureWords } from "./signature-words.ts";
import { findSignatureSlots, type SignatureSlot } from "./signature-slots.ts";
import { findTrustedChain } from "./trust.ts";
import { readX509, type ReadX509 } from "./x509.ts";

export interface SignerDescription {
  commonName: string;
  organization: string | null;
  serialNumber: string;
  /** SHA-256 of the certificate, upper-case hexadecimal with colons. */
  fingerprint: string;
  validUntil: Instant;
}

/** One signature of the file, oldest first. What it says of itself is believed only under a `valid` verdict. */
export type SignatureReport = Verdict & SignatureWords & { signer: SignerDescription | null };

/** The whole file's verdict, with what the newest signature says. */
export type PdfVerification = SignatureReport & { signatures: readonly SignatureReport[] };

export interface VerificationOptions {
  /** DER of the authorities of seals: an authority that also issues cards to staff does not belong here. */
  trustRoots: readonly Uint8Array[];
  /** Revoked certificates, of signers or of authorities above them. */
  revocations: readonly { fingerprint: string; revokedAt: Instant }[];
  now: Instant;
  /**
   * When the file is known to have been signed, from a source other than itself (the centre's log of seal uses). Then it stays valid
   * after the signer's certificate expires or is revoked.
   */
  provenSignedAt?: Instant;
}

const nothingSaid = { signer: null, signedAt: null, reasonGiven: null, certificateNumber: null };

/**
 * Whether the file is, to its last byte, what a trusted signer signed (R-CERT-2). Only the bytes are believed: every byte must be
 * covered by a good signature, each signature's gap must hold that signature and zeros, and what came after one signature may
 * only be another. A picture of a seal proves nothing: `unsigned`. Never throws for the content of a file.
 */
export function verifyPdf(bytes: Uint8Array, options: VerificationOptions): PdfVerification {
  const { slots, isDamaged } = findSignatureSlots(bytes);
  const last = slots.at(-1);
  if (last === undefined) return { ...verdictWithoutSignature(bytes, isDamaged), ...nothingSaid, signatures: [] };
  const signatures = slots.map((slot) => verifySlot(bytes, slot, options));
  const verdict = verdictOf(bytes, last, signatures) ?? checkRevisions(bytes, slots) ?? { state: "valid", reason: "signed-and-unchanged" };
  return { ...signatures.at(-1)!, ...verdict, signatures };
}

/** What a file says of its signer is told only of one that is what its signer signed. */
export function saidBy({ state, signer, signedAt }: PdfVerification): { signer: Omit<SignerDescription, "serialNumber"> | null; signedAt: Instant | null } {
  if (state === "changed" || state === "unknown" || state === "unsigned" || signer === null) return { signer: null, signedAt: null };
  const { commonName, organization, fingerprint, validUntil } = signer;
  return { signer: { commonName, organization, fingerprint, validUntil }, signedAt };
}

function verdictWithoutSignature(bytes: Uint8Array, isDamaged: boolean): Verdict {
  if (isDamaged) return { state: "changed", reason: "signature-damaged" };
  const isPdf = Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
  return isPdf ? { state: "unsigned", reason: "no-signature" } : { state: "unknown", reason: "not-a-pdf" };
}

/** The worst that was found; a change before all else. */
function verdictOf(bytes: Uint8Array, last: SignatureSlot, signatures: readonly SignatureReport[]): Verdict | undefined {
  const found = (state: VerificationState) => signatures.find((signature) => signature.state === state);
  if (last.end > bytes.length) return { state: "changed", reason: "file-cut-short" };
  if (last.end < bytes.length) return { state: "changed", reason: found("changed") === undefined ? "bytes-appended" : "content-changed" };
  const changed = found("changed");
  if (changed !== undefined) return onlyVerdict(changed);
  const isStrange = ({ reason }: SignatureReport): boolean => reason === "signer-not-trusted" || reason === "signature-not-understood";
  const isAppendedByStranger = isStrange(signatures.at(-1)!) && !signatures.every(isStrange);
  if (isAppendedByStranger) return { state: "changed", reason: "bytes-appended" };
  const worst = found("unknown") ?? found("revoked") ?? found("expired");
  return worst === undefined ? undefined : onlyVerdict(worst);
}

function onlyVerdict({ state, reason }: SignatureReport): Verdict {
  return { state, reason } as Verdict;
}

function checkRevisions(bytes: Uint8Array, slots: readonly SignatureSlot[]): Verdict | undefined {
  const ends = slots.map(({ end }) => end);
  const isForbidden = ends.some((end, index) => index > 0 && findForbiddenChange(bytes.subarray(0, ends[index - 1]), bytes.subarray(0, end)) !== null);
  return isForbidden ? { state: "changed", reason: "changed-by-later-signature" } : undefined;
}

function verifySlot(bytes: Uint8Array, slot: SignatureSlot, options: VerificationOptions): SignatureReport {
  if (slot.cms === null) return { state: "changed", reason: "signature-damaged", ...nothingSaid };
  const cms = readOrNull(slot.cms);
  // Another system's form, or damage: nobody is accused of a change that cannot be shown.
  if (cms === null) return { state: "unknown", reason: "signature-not-understood", ...nothingSaid };
  const digest = createHash("sha256").update(bytes.subarray(0, slot.gapStart)).update(bytes.subarray(slot.gapEnd, slot.end)).digest();
  const said = { signer: describe(cms.signer), ...readSignatureWords(bytes, slot) };
  if (slot.end > bytes.length || !digest.equals(cms.documentDigest)) return { state: "changed", reason: "content-changed", ...said };
  if (!isSignatureRight(cms)) return { state: "changed", reason: "signature-wrong", ...said };
  return { ...judgeSigner(cms, said.signedAt, options), ...said };
}

function judgeSigner(cms: ReadCms, signedAt: Instant | null, { trustRoots, revocations, now, provenSignedAt }: VerificationOptions): Verdict {
  const chain = findTrustedChain(cms.signer, cms.others, trustRoots.map(readRoot));
  if (chain === null) return { state: "unknown", reason: "signer-not-trusted" };
  if (!cms.signer.maySignDocuments) return { state: "unknown", reason: "signer-not-entitled" };
  const nowMs = epochMsOf(now);
  const signedMs = signedAt === null ? nowMs : epochMsOf(signedAt);
  if (signedMs > nowMs) return { state: "unknown", reason: "signed-in-future" };
  const judgedMs = provenSignedAt === undefined ? nowMs : epochMsOf(provenSignedAt);
  const isRevoked = revocations.some(({ fingerprint, revokedAt }) => epochMsOf(revokedAt) <= judgedMs && chain.some(({ x509 }) => x509.fingerprint256 === fingerprint));
  if (isRevoked) return { state: "revoked", reason: "signer-revoked" };
  if (chain.some(({ validFromMs }) => validFromMs > Math.min(signedMs, judgedMs))) return { state: "unknown", reason: "signer-not-yet-valid" };
  if (chain.some(({ validUntilMs }) => validUntilMs < Math.max(signedMs, judgedMs))) return { state: "expired", reason: "signer-expired" };
  return { state: "valid", reason: "signed-and-unchanged" };
}

function describe({ commonName, organization, x509, validUntilMs }: ReadX509): SignerDescription {
  return { commonName, organization, serialNumber: x509.serialNumber, fingerprint: x509.fingerprint256, validUntil: instantOf(validUntilMs) };
}

function readOrNull(cms: Uint8Array): ReadCms | null {
  try {
    return readCms(cms);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

const readRoots = new WeakMap<Uint8Array, ReadX509>();

function readRoot(der: Uint8Array): ReadX509 {
  const known = readRoots.get(der);
  if (known !== undefined) return known;
  const root = readX509(der);
  readRoots.set(der, root);
  return root;
}
