import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { Failure } from "../domain/failure.ts";

const certificatePattern = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

let pending: (() => void) | undefined;

/**
 * Whose certificates this process believes from now on (R-SEC-2): those Node brings along, those of the system, where the
 * administrators of an intranet put their own, and those of `centreCaFile` (PEM) for a PC whose system has not got them. Reading the
 * system's takes a while: `completeTrust` does it, at the latest before the first centre that is spoken to over TLS.
 *
 * @throws Failure `centre-ca-file-unreadable` when the file cannot be read or holds something else than certificates
 */
export function trustCertificates({ centreCaFile }: { centreCaFile?: string | undefined } = {}): void {
  const own = centreCaFile === undefined ? [] : readCertificates(centreCaFile);
  pending = () => setDefaultCACertificates([...getCACertificates("default"), ...getCACertificates("system"), ...own]);
}

/** Carries out what `trustCertificates` said; nothing when that is done, or when it was never called. */
export function completeTrust(): void {
  pending?.();
  pending = undefined;
}

function readCertificates(file: string): string[] {
  try {
    const certificates = readFileSync(file, "utf8").match(certificatePattern) ?? [];
    if (certificates.length === 0) throw new Error("no certificate in it");
    // Node takes what it cannot parse without a word, and believes nobody by it.
    for (const certificate of certificates) new X509Certificate(certificate);
    return certificates;
  } catch (cause) {
    throw new Failure("centre-ca-file-unreadable", { cause, details: { file, reason: cause instanceof Error ? cause.message : "" } });
  }
}
