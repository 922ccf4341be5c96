import { sign, verify, X509Certificate } from "node:crypto";
import { asc } from "drizzle-orm";
import { z } from "zod";
import type { Verification } from "../../contracts/certificates.ts";
import { saidBy, verifyPdf } from "../../documents/signature/verify-pdf.ts";
import { registeredCertificateSchema } from "../../domain/certificate/registered-certificate.ts";
import type { Verdict } from "../../domain/certificate/verification.ts";
import { Failure } from "../../domain/failure.ts";
import { sha256Schema } from "../../domain/ids.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import { instantSchema, regionDateOf, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { certificates } from "../database/certificate-schema.ts";
import { sealUses } from "../database/seal-schema.ts";
import { sha256Of } from "../record/append.ts";
import { openAuthorityKey } from "../seal/centre-authority.ts";
import { readRevokedSigners } from "../seal/seals.ts";
import { withState } from "./look-up.ts";
import { verdictOfFile } from "./verify-certificate.ts";

/** All a place without a line to the centre needs to verify sealed files by: carried there as a file, signed by the root (R-PUB). */
const contentSchema = z.object({
  format: z.literal(1),
  madeAt: instantSchema,
  certificates: z.array(registeredCertificateSchema),
  /** Every sealed file, certificates too, with when it was sealed. */
  sealed: z.array(z.object({ sha256: sha256Schema, document: z.string(), number: z.string(), sealedAt: instantSchema })),
  revocations: z.array(z.object({ fingerprint: z.string(), revokedAt: instantSchema })),
});
export type RegisterExport = z.infer<typeof contentSchema>;

const exportSchema = z.object({ content: contentSchema, signature: z.base64() });

/** The register as it stands, signed. Holds personal data: it goes where people verify certificates and nowhere else. */
export async function exportRegister(centre: Centre): Promise<string> {
  const { database } = centre;
  const rows = await database.select({ certificate: certificates.certificate }).from(certificates).orderBy(asc(certificates.officeId), asc(certificates.number));
  const uses = await database.select({ use: sealUses.use }).from(sealUses).orderBy(asc(sealUses.officeId), asc(sealUses.position));
  const content: RegisterExport = {
    format: 1,
    madeAt: centre.now(),
    certificates: rows.map(({ certificate }) => certificate),
    sealed: uses.map(({ use: { sha256, document, number, usedAt } }) => ({ sha256, document, number, sealedAt: usedAt })),
    revocations: await readRevokedSigners(database),
  };
  const signature = sign("sha256", Buffer.from(canonicalJson(content)), await openAuthorityKey(centre));
  return JSON.stringify({ content, signature: signature.toString("base64") });
}

/** Throws `register-export-invalid` for a text that is none, or that none of the roots signed. */
export function readRegisterExport(text: string, roots: readonly Uint8Array[]): RegisterExport {
  const parsed = exportSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new Failure("register-export-invalid", { details: { problem: "format" } });
  const { content, signature } = parsed.data;
  const isSigned = roots.some((root) => verify("sha256", Buffer.from(canonicalJson(content)), new X509Certificate(root).publicKey, Buffer.from(signature, "base64")));
  if (!isSigned) throw new Failure("register-export-invalid", { details: { problem: "signature" } });
  return content;
}

/**
 * Verifies a sealed file far from the centre, by its roots and, should one be there, an export of the register. A file said to be
 * signed after the export was made is judged by its signature alone.
 */
export function verifyOffline(bytes: Uint8Array, { roots, register, now }: { roots: readonly Uint8Array[]; register: RegisterExport | undefined; now: Instant }): Verification {
  const sha256 = sha256Of(bytes);
  const sealed = register?.sealed.find((file) => file.sha256 === sha256);
  const certificate = sealed?.document === "certificate" ? register?.certificates.find((entry) => entry.sha256 === sha256) : undefined;
  const proven = sealed === undefined ? {} : { provenSignedAt: sealed.sealedAt };
  const verified = verifyPdf(bytes, { trustRoots: roots, revocations: register?.revocations ?? [], now, ...proven });
  const isCovered = register !== undefined && (verified.signedAt ?? register.madeAt) <= register.madeAt;
  const today = regionDateOf(now);
  const verdict = isCovered || sealed !== undefined ? verdictOfFile(verified, { isLogged: sealed !== undefined, certificate }, today) : ({ state: verified.state, reason: verified.reason } as Verdict);
  return {
    ...verdict,
    document: sealed?.document ?? null,
    number: sealed?.number ?? null,
    certificate: certificate === undefined ? null : withState(certificate, today),
    ...saidBy(verified),
    provenSignedAt: sealed?.sealedAt ?? null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
