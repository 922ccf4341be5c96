import type { CaseCommand, CommandKind } from "../case/case-command.ts";
import { commandPayloadSchemas } from "../case/case-command.ts";
import type { EventKind, RecordedEvent, StampedEvent } from "../case/case-event.ts";
import type { CaseId, CommandId, PersonId } from "../ids.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import type { Instant } from "../time/instant.ts";
import type { StatementSignature } from "./statement-signature.ts";

/**
 * The acts that are signed by the signer's key, and the event that keeps each: such an event holds the command's payload whole,
 * so that the signature can be checked from the record alone, for ever.
 */
export const signedEventKinds = {
  signOpinion: "opinionSigned",
  askOpinionCorrection: "opinionCorrectionAsked",
  correctOpinion: "opinionCorrected",
  sendBack: "caseSentBack",
  decideCase: "caseDecided",
  suspendCase: "caseSuspended",
  reportUpward: "reportedUpward",
  recordMeeting: "meetingRecorded",
} as const satisfies Partial<Record<CommandKind, EventKind>>;

export type SignedKind = keyof typeof signedEventKinds;
export type SignedCommand = Extract<CaseCommand, { kind: SignedKind }>;
export const signedKinds = Object.keys(signedEventKinds) as readonly SignedKind[];

export function hasSignedKind<C extends { kind: CommandKind }>(command: C): command is Extract<C, { kind: SignedKind }> {
  return (signedKinds as readonly CommandKind[]).includes(command.kind);
}

/** What a signer says by signing: who, what, on which case, when, and knowing which record. */
export interface Statement {
  caseId: CaseId;
  commandId: CommandId;
  kind: SignedKind;
  /** The act's payload without its signature. */
  payload: unknown;
  personId: PersonId;
  /** By the giver's clock. */
  givenAt: Instant;
  recordVersion: number;
  recordHash: string;
}

/** Says what the signature is for, so that none of another purpose can be passed off as one under an act. */
const purpose = "yichuang-case-act";

/** The bytes that are signed: the statement as canonical JSON in UTF-8. The same statement is always the same bytes. */
export function bytesOfStatement(statement: Statement): Uint8Array {
  return new TextEncoder().encode(canonicalJson({ purpose, ...statement }));
}

type RecordHead = Pick<StatementSignature, "recordVersion" | "recordHash">;

export function statementOfCommand({ id, caseId, kind, payload, actor, givenAt }: SignedCommand, { recordVersion, recordHash }: RecordHead): Statement {
  return { caseId, commandId: id, kind, payload: withoutSignature(payload), personId: actor.personId, givenAt, recordVersion, recordHash };
}

/** A signed act as the record keeps it; undefined for an event that no signature belongs under. */
export interface SignedEvent {
  kind: SignedKind;
  signature: StatementSignature | undefined;
  /** Undefined when what stands there is no such act. */
  statement: Statement | undefined;
}

/** @see signedEventKinds */
export function findSignedEvent(event: StampedEvent | RecordedEvent): SignedEvent | undefined {
  const kind = signedKinds.find((candidate) => signedEventKinds[candidate] === event.kind);
  if (kind === undefined) return undefined;
  // What the event says besides the command's own (the step that begins, the end of a limit) is not the signer's word.
  const parsed = commandPayloadSchemas[kind].safeParse(event.payload);
  const signature = parsed.data?.signature;
  if (!parsed.success || signature === undefined) return { kind, signature, statement: undefined };
  const { caseId, commandId, actor, claimedAt } = event;
  const { recordVersion, recordHash } = signature;
  const payload = withoutSignature(parsed.data);
  return { kind, signature, statement: { caseId, commandId, kind, payload, personId: actor.personId, givenAt: claimedAt, recordVersion, recordHash } };
}

function withoutSignature<P extends { signature?: unknown }>({ signature: _signature, ...payload }: P): Omit<P, "signature"> {
  return payload;
}
