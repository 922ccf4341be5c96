import { and, eq } from "drizzle-orm";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import type { OfficeId } from "../../domain/ids.ts";
import { chainStart } from "../../domain/record/hash-chain.ts";
import { findSignatureProblem, type SignatureProblem, type SignatureTools } from "../../domain/signature/check-signature.ts";
import { hasSignedKind, statementOfCommand } from "../../domain/signature/statement.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { StoredSigningKey } from "../accounts/signing-keys.ts";
import type { Transaction } from "../database/connection.ts";
import { events } from "../database/schema.ts";
import { toolsOf } from "./signature-tools.ts";

/** The certificates the commands are signed with. */
export function certificatesOf(commands: readonly CaseCommand[]): string[] {
  const named = commands.map((command) => (hasSignedKind(command) ? command.payload.signature?.certificate : undefined));
  return [...new Set(named.filter((certificate) => certificate !== undefined))];
}

interface SignedCommandCheck {
  command: CaseCommand;
  /** When it counts as given. */
  at: Instant;
  /** Where the case's rows are. */
  homeOfficeId: OfficeId;
  /** By certificate. */
  keys: ReadonlyMap<string, StoredSigningKey>;
}

/** R-SEC-3: why an act that must be signed is not signed as it must be. Opinions of others that came in between do not matter. */
export async function findSignatureRefusal(transaction: Transaction, { command, at, homeOfficeId, keys }: SignedCommandCheck): Promise<SignatureProblem | undefined> {
  if (!hasSignedKind(command)) return undefined;
  const { kind, payload, caseId } = command;
  const { signature } = payload;
  const signedHash = signature && (await findHashAt(transaction, homeOfficeId, caseId, signature.recordVersion));
  const tools: SignatureTools = { ...toolsOf(keys), hashAt: () => signedHash };
  return findSignatureProblem({ kind, signature, statement: signature && statementOfCommand(command, signature), at }, tools);
}

async function findHashAt(transaction: Transaction, officeId: OfficeId, caseId: CaseCommand["caseId"], version: number): Promise<string | undefined> {
  if (version === 0) return chainStart;
  const [row] = await transaction
    .select({ hash: events.hash })
    .from(events)
    .where(and(eq(events.officeId, officeId), eq(events.caseId, caseId), eq(events.version, version)));
  return row?.hash;
}
