import type { Refusal } from "../case/refusal.ts";
import type { PersonId } from "../ids.ts";
import type { Instant } from "../time/instant.ts";
import { bytesOfStatement, type SignedKind, type Statement } from "./statement.ts";
import type { StatementSignature } from "./statement-signature.ts";

/** What is known of the key behind a certificate of the centre's authority. */
export interface SigningKey {
  personId: PersonId;
  validFrom: Instant;
  validUntil: Instant;
  revokedAt: Instant | null;
}

/** Passed in, for the domain has no cryptography of its own and looks nothing up. */
export interface SignatureTools {
  /** The key of a certificate that is trusted; undefined for any other. */
  findKey(certificate: string): SigningKey | undefined;
  /** Whether the signature over these bytes is by the certificate's key. Never throws for what it is given. */
  isRight(signature: StatementSignature, bytes: Uint8Array): boolean;
  /** The hash of the case's record at that version, the chain's start at 0; undefined beyond its end. */
  hashAt(version: number): string | undefined;
}

export type SignatureProblem = Extract<Refusal, { code: "signature-missing" | "signature-invalid" | "signing-key-unknown" | "record-changed" }>;

/** A signed act as it is checked, from a command or from the record. */
export interface CheckedAct {
  kind: SignedKind;
  signature: StatementSignature | undefined;
  statement: Statement | undefined;
  /** When it counts as given: the key must have been good then. */
  at: Instant;
}

/** Why the signature under an act cannot be taken; undefined when it is good (R-SEC-3). */
export function findSignatureProblem({ kind, signature, statement, at }: CheckedAct, tools: SignatureTools): SignatureProblem | undefined {
  if (signature === undefined) return { code: "signature-missing", kind };
  if (statement === undefined) return { code: "signature-invalid", kind };
  const key = tools.findKey(signature.certificate);
  const keyProblem = findKeyProblem(key, statement.personId, at);
  if (keyProblem !== undefined) return { code: "signing-key-unknown", ...keyProblem };
  if (!tools.isRight(signature, bytesOfStatement(statement))) return { code: "signature-invalid", kind };
  const { recordVersion, recordHash } = signature;
  return tools.hashAt(recordVersion) === recordHash ? undefined : { code: "record-changed", recordVersion };
}

function findKeyProblem(key: SigningKey | undefined, personId: PersonId, at: Instant): Omit<Extract<SignatureProblem, { code: "signing-key-unknown" }>, "code"> | undefined {
  if (key === undefined) return { reason: "unknown", at: null };
  if (key.personId !== personId) return { reason: "of-another", at: null };
  if (key.revokedAt !== null && at >= key.revokedAt) return { reason: "revoked", at: key.revokedAt };
  if (at < key.validFrom) return { reason: "out-of-date", at: key.validFrom };
  return at > key.validUntil ? { reason: "out-of-date", at: key.validUntil } : undefined;
}
