import { createHash } from "node:crypto";
import type { FoundCertificate, Verification } from "../../../contracts/certificates.ts";
import type { DeskVerification } from "../../../contracts/ipc/certificates.ts";
import { entryOf } from "../../../documents/certificate/register-entry.ts";
import type { PdfVerification } from "../../../documents/signature/verify-pdf.ts";
import type { Case, CaseCertificate } from "../../../domain/case/case-state.ts";
import { certificateStateOn } from "../../../domain/certificate/registered-certificate.ts";
import type { SealTrust } from "../../../domain/certificate/seal-trust.ts";
import { parseVerificationText, verdictOfCertificate, type Verdict } from "../../../domain/certificate/verification.ts";
import type { CaseId } from "../../../domain/ids.ts";
import { regionDateOf, type Instant } from "../../../domain/time/instant.ts";
import type { Store } from "../../../db/store.ts";
import { findCode } from "../../../scanner/pipeline/find-code.ts";
import type { Cases } from "../cases/cases.ts";
import type { CentreLink } from "../workplace/centre-link.ts";

export interface VerifyingPorts {
  now(): Instant;
  readonly link: Pick<CentreLink, "ask" | "isOffline" | "state">;
  readonly store: { readonly catalogue: Pick<Store["catalogue"], "findItem" | "findSealTrust">; readonly events: Pick<Store["events"], "casesOfPaper" | "casesOfCertificate"> };
  readonly cases: Pick<Cases, "findCase">;
}

/** Whether a certificate is good, by the centre; without it as much as the file and this PC's own record tell, and never that it is valid. */
export interface Verifying {
  /** A sealed PDF, or a photograph or scan of the paper: then by the QR code on it. */
  verifyFile(file: Uint8Array): Promise<DeskVerification[]>;
  /** An address scanned from a QR code, its code, or a number; as many as the number has entries. */
  verifyText(text: string): Promise<DeskVerification[]>;
}

const noTrust: SealTrust = { roots: [], revocations: [], inUse: [] };
const nothingKnown = { document: null, number: null, certificate: null, signer: null, signedAt: null, provenSignedAt: null };

export function createVerifying({ now, link, store, cases }: VerifyingPorts): Verifying {
  const asking = async (question: Parameters<typeof link.ask<Verification[]>>[0], judgeHere: () => Promise<Verification[]> | Verification[]): Promise<DeskVerification[]> => {
    try {
      return (await link.ask(question)).map((verification) => ({ ...verification, offline: null }));
    } catch (error) {
      if (!link.isOffline(error)) throw error;
      const { lastSyncedAt } = link.state();
      return (await judgeHere()).map((verification) => ({ ...verification, offline: { lastSyncedAt } }));
    }
  };

  /** The register's entry as this PC's record has it. */
  const entryHere = (current: Case, issued: CaseCertificate): FoundCertificate[] => {
    const item = store.catalogue.findItem(current.itemCode, current.itemVersion);
    if (!item?.resultCertificate) return [];
    const { register, name } = item.resultCertificate;
    const { revocation, number, at: issuedAt } = issued;
    const entry = {
      ...entryOf(current, issued, { register, name, issuer: item.officeName, issuedAt }),
      replacedBy: current.certificates.find(({ replaces }) => replaces === number)?.number ?? null,
      revocation: revocation && { at: revocation.at, reason: revocation.reason, legalBasis: revocation.legalBasis },
    };
    return [{ ...entry, state: certificateStateOn(entry, regionDateOf(now())) }];
  };
  const read = (caseIds: readonly CaseId[]): Case[] => caseIds.flatMap((caseId) => cases.findCase(caseId) ?? []);

  const judgeFile = async (file: Uint8Array): Promise<Verification> => {
    const { saidBy, verifyPdf } = await import("../../../documents/signature/verify-pdf.ts");
    const sha256 = createHash("sha256").update(file).digest("hex");
    const [paper] = read(store.events.casesOfPaper(sha256)).flatMap((current) => papersOf(current, sha256, entryHere));
    const { roots, revocations } = store.catalogue.findSealTrust() ?? noTrust;
    const proven = paper === undefined ? {} : { provenSignedAt: paper.at };
    const verified = verifyPdf(file, { trustRoots: roots.map((root) => Buffer.from(root, "base64")), revocations, now: now(), ...proven });
    const isWhole = verified.state === "valid";
    const certificate = paper?.certificate ?? null;
    return {
      ...verdictHere(verified, { certificate, hasRoots: roots.length > 0 }, now()),
      document: paper?.document ?? null,
      number: paper?.number ?? (isWhole ? verified.certificateNumber : null),
      certificate,
      ...saidBy(verified),
      provenSignedAt: paper?.at ?? null,
    };
  };

  const judgeText = (text: string): Verification[] => {
    const asked = parseVerificationText(text);
    // Codes stand in the centre's register alone.
    if ("code" in asked) return [{ ...nothingKnown, state: "unasked", reason: "register-unasked" }];
    const { number } = asked;
    const entries = read(store.events.casesOfCertificate(number)).flatMap((current) => current.certificates.filter((issued) => issued.number === number).flatMap((issued) => entryHere(current, issued)));
    if (entries.length === 0) return [{ ...nothingKnown, state: "unasked", reason: "register-unasked", number }];
    return entries.map((certificate) => ({ ...nothingKnown, ...unlessValid(certificate, "register-unasked", now()), number, certificate }));
  };

  const verifyText: Verifying["verifyText"] = (text) => asking((client, access) => client.verifyText(access, text), () => judgeText(text));

  return {
    async verifyFile(file) {
      const code = isPdf(file) ? undefined : await findCode(file);
      if (code === null) return [{ ...nothingKnown, state: "unknown", reason: "no-code-found", offline: null }];
      if (code !== undefined) return "code" in parseVerificationText(code) ? verifyText(code) : [{ ...nothingKnown, state: "unknown", reason: "code-foreign", offline: null }];
      return asking(async (client, access) => [await client.verifyFile(access, file)], async () => [await judgeFile(file)]);
    },
    verifyText,
  };
}

/** Some programs put a few bytes of their own before it. */
function isPdf(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(0, 1024)).includes("%PDF-");
}

interface KnownPaper {
  readonly document: string;
  readonly number: string;
  readonly at: Instant;
  readonly certificate: FoundCertificate | null;
}

/** A sealed paper of the case: that the centre recorded it proves when it was sealed. */
function papersOf(current: Case, sha256: string, entryHere: (current: Case, issued: CaseCertificate) => FoundCertificate[]): KnownPaper[] {
  const certificates = current.certificates.filter((issued) => issued.sha256 === sha256);
  const documents = current.documents.filter((document) => document.sha256 === sha256);
  return [
    ...certificates.map((issued) => ({ document: "certificate", number: issued.number, at: issued.at, certificate: entryHere(current, issued)[0] ?? null })),
    ...documents.map(({ document, number, at }) => ({ document, number, at, certificate: null })),
  ];
}

function verdictHere({ state, reason }: PdfVerification, known: { certificate: FoundCertificate | null; hasRoots: boolean }, now: Instant): Verdict {
  if (reason === "signer-not-trusted" && !known.hasRoots) return { state: "unasked", reason: "signer-unasked" };
  if (state !== "valid") return { state, reason } as Verdict;
  return known.certificate === null ? { state: "unasked", reason: "file-good-unasked" } : unlessValid(known.certificate, "file-good-unasked", now);
}

/** What ended a certificate stays so; that nothing did since the last sync is not known here. */
function unlessValid(certificate: FoundCertificate, reason: "file-good-unasked" | "register-unasked", now: Instant): Verdict {
  const verdict = verdictOfCertificate(certificate, regionDateOf(now));
  return verdict.state === "valid" ? { state: "unasked", reason } : verdict;
}
