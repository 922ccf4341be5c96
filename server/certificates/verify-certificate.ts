import { createHash } from "node:crypto";
import type { Verification } from "../../contracts/certificates.ts";
import { saidBy, verifyPdf, type PdfVerification } from "../../documents/signature/verify-pdf.ts";
import type { RegisteredCertificate } from "../../domain/certificate/registered-certificate.ts";
import { parseVerificationText, verdictOfCertificate, type Verdict } from "../../domain/certificate/verification.ts";
import { sha256Schema } from "../../domain/ids.ts";
import { regionDateOf, type RegionDate } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { readTrustRoots } from "../seal/centre-authority.ts";
import { findSealUse } from "../seal/seal-log.ts";
import { readRevokedSigners } from "../seal/seals.ts";
import { findCertificates } from "./certificate-rows.ts";
import { withState } from "./look-up.ts";

/**
 * Whether a file is what an office sealed, and what the register says of it now (R-CERT-2, R-CERT-4). When it was signed is taken from
 * the seal's log, not from the file; a good signature the log does not know means that the key was used behind the centre's back.
 */
export async function verifyFile(centre: Centre, bytes: Uint8Array): Promise<Verification> {
  const sha256 = sha256Schema.parse(createHash("sha256").update(bytes).digest("hex"));
  const { database } = centre;
  const now = centre.now();
  const use = await findSealUse(database, sha256);
  const proven = use === undefined ? {} : { provenSignedAt: use.usedAt };
  const verified = verifyPdf(bytes, { trustRoots: await readTrustRoots(database, "seals"), revocations: await readRevokedSigners(database), now, ...proven });
  const [certificate] = use?.document === "certificate" ? await findCertificates(database, { sha256 }) : [];
  const today = regionDateOf(now);
  return {
    ...verdictOfFile(verified, { isLogged: use !== undefined, certificate }, today),
    document: use?.document ?? null,
    number: use?.number ?? null,
    certificate: certificate === undefined ? null : withState(certificate, today),
    ...saidBy(verified),
    provenSignedAt: use?.usedAt ?? null,
  };
}

/** The file's own verdict; where that is good, the log's and the register's. */
export function verdictOfFile({ state, reason }: PdfVerification, known: { isLogged: boolean; certificate: RegisteredCertificate | undefined }, today: RegionDate): Verdict {
  if (state !== "valid") return { state, reason } as Verdict;
  if (!known.isLogged) return { state: "unknown", reason: "seal-use-not-logged" };
  return known.certificate === undefined ? { state, reason: "signed-and-unchanged" } : verdictOfCertificate(known.certificate, today);
}

const nothingSaid = { document: null, signer: null, signedAt: null, provenSignedAt: null };

/** What the register says of a code or number, scanned or typed. A number several registers use is answered by each. */
export async function verifyText(centre: Centre, text: string): Promise<Verification[]> {
  const asked = parseVerificationText(text);
  const found = await findCertificates(centre.database, "code" in asked ? { verificationCode: asked.code } : { number: asked.number });
  const today = regionDateOf(centre.now());
  if (found.length === 0) {
    return [{ state: "unknown", reason: "not-in-register", number: "number" in asked ? asked.number : null, certificate: null, ...nothingSaid }];
  }
  return found.map((certificate) => ({ ...verdictOfCertificate(certificate, today), number: certificate.number, certificate: withState(certificate, today), ...nothingSaid }));
}
