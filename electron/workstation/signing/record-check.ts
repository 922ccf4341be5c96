import { createHash } from "node:crypto";
import type { RecordCheck } from "../../../contracts/record-check.ts";
import type { Store } from "../../../db/store.ts";
import { findPersonCertificate, type PersonCertificate } from "../../../documents/signature/person-certificate.ts";
import { isRawSignatureRight } from "../../../documents/signature/raw-signature.ts";
import type { CaseId } from "../../../domain/ids.ts";
import { findRecordFault, type RecordFault, type RecordRow } from "../../../domain/record/record-fault.ts";
import type { SignatureTools } from "../../../domain/signature/check-signature.ts";
import { findSignedEvent } from "../../../domain/signature/statement.ts";
import type { Instant } from "../../../domain/time/instant.ts";

/** After every moment there is: without a word from the centre nothing unsigned is called wrong. */
const never = "9999-12-31T23:59:59.999Z" as Instant;

/**
 * Checks cases' records as they lie in this workstation's own database: the hash chain, the signatures under signed acts, and that
 * the record ends where it last did (R-SUP-8, R-SEC-3). Needs no network. A key that was revoked later is not known of here; the centre looks.
 */
export function createRecordCheck(store: Pick<Store, "events" | "rows" | "catalogue">): (caseId: CaseId) => RecordCheck {
  const certificates = new Map<string, PersonCertificate | undefined>();
  let knownAuthorities = "";

  const toolsBy = (authorities: readonly string[]): Omit<SignatureTools, "hashAt"> => {
    const named = authorities.join();
    if (named !== knownAuthorities) certificates.clear();
    knownAuthorities = named;
    const roots = authorities.map((authority) => Buffer.from(authority, "base64"));
    const read = (certificate: string): PersonCertificate | undefined => {
      if (!certificates.has(certificate)) certificates.set(certificate, findPersonCertificate(Buffer.from(certificate, "base64"), roots));
      return certificates.get(certificate);
    };
    return {
      findKey: (certificate) => {
        const key = read(certificate);
        return key && { personId: key.personId, validFrom: key.validFrom, validUntil: key.validUntil, revokedAt: null };
      },
      isRight: ({ algorithm, certificate, value }, bytes) => {
        const key = read(certificate);
        return key !== undefined && isRawSignatureRight(key.publicKeyInfo, algorithm, bytes, Buffer.from(value, "base64"));
      },
    };
  };

  const findEndFault = (caseId: CaseId, rows: readonly RecordRow[]): RecordFault | undefined => {
    const head = store.rows.findHead(caseId);
    if (head === undefined) return undefined;
    const isWhole = rows.length === head.version && (rows.at(-1)?.hash ?? head.hash) === head.hash;
    return isWhole ? undefined : { version: Math.min(rows.length, head.version) + 1, kind: null, problem: "events-missing" };
  };

  return (caseId) => {
    const rows = store.events.rowsOf(caseId);
    const { authorities, requiredSince } = store.catalogue.findSigningTrust() ?? { authorities: [], requiredSince: never };
    const options = { hash: sha256Of, signatures: toolsBy(authorities), signaturesRequiredSince: requiredSince };
    const fault = findRecordFault(rows, options) ?? findEndFault(caseId, rows);
    const signed = rows.flatMap(({ event }) => (event === null ? [] : (findSignedEvent(event) ?? [])));
    const signedCount = signed.filter(({ signature }) => signature !== undefined).length;
    return {
      eventCount: rows.length,
      signedCount,
      unsignedCount: signed.length - signedCount,
      fault: fault === undefined ? null : { caseNumber: store.rows.find(caseId)?.number ?? null, ...fault },
    };
  };
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
