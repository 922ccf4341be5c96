import { recordedEventSchema, type EventKind, type RecordedEvent } from "../case/case-event.ts";
import type { Delegation, DelegationId } from "../people/delegation.ts";
import { findSignatureProblem, type SignatureProblem, type SignatureTools } from "../signature/check-signature.ts";
import { findSignedEvent } from "../signature/statement.ts";
import type { Instant } from "../time/instant.ts";
import { findUncoveredAct } from "./uncovered-act.ts";
import { chainStart, findChainBreak, type ChainBreak, type TextHash } from "./hash-chain.ts";

/** `unreadable`: no event at all. `row-differs`: what is kept beside the event contradicts it. `events-missing`: the record ends too early or too late.
 * `delegation-wrong`: given in somebody's place, by no delegation that was in force. */
export type RecordProblem = ChainBreak["problem"] | SignatureProblem["code"] | "unreadable" | "row-differs" | "events-missing" | "delegation-wrong";

/** The first row of a case's record that is not what was recorded. `kind` is what the row says it is; null when no row is there. */
export interface RecordFault {
  version: number;
  kind: EventKind | null;
  problem: RecordProblem;
}

/** An event as a database keeps it: the columns beside it are part of what must agree. */
export interface RecordRow {
  version: number;
  hash: string;
  commandId: string;
  event: RecordedEvent;
}

export interface RecordCheckOptions {
  hash: TextHash;
  signatures: Omit<SignatureTools, "hashAt">;
  /** Acts recorded from then on must be signed; earlier ones are of a program without signatures. */
  signaturesRequiredSince: Instant;
  /** Every one ever given; where only some are known, as at a workstation, they are not looked at. */
  delegations?: ReadonlyMap<DelegationId, Delegation>;
}

/**
 * What can be afforded each time a case is loaded: the columns beside the events and the hash chain. Neither the shape of an event
 * that is chained rightly nor the signatures: `findRecordFault` looks at all of it.
 */
export function findChainFault(rows: readonly RecordRow[], hash: TextHash): RecordFault | undefined {
  const differing = rows.find((row) => !agrees(row));
  const events = rows.slice(0, differing === undefined ? rows.length : rows.indexOf(differing)).map(({ event }) => event);
  return findBreak(events, hash) ?? (differing && faultOf(differing, "row-differs"));
}

/**
 * Checks one case's rows, in order: each readable and agreeing with its columns, the hash chain, the signature under every
 * signed act and what it was signed by for somebody else (R-SEC-3, R-SUP-8, R-FLOW-3). Names the first row that fails. Whoever can write the database can mend the chain after a change:
 * that shows by the signatures, each of which names the hash of the record it was given on.
 */
export function findRecordFault(rows: readonly RecordRow[], options: RecordCheckOptions): RecordFault | undefined {
  const unreadable = rows.find((row) => !recordedEventSchema.safeParse(row.event).success);
  const differing = rows.find((row) => !agrees(row));
  // Nothing can be said of what follows a row that is no event.
  const readable = rows.slice(0, unreadable === undefined ? rows.length : rows.indexOf(unreadable));
  const events = readable.map(({ event }) => event);
  const unsigned = findSignatureFault(events, options);
  const uncovered = options.delegations && findUncoveredAct(events, options.delegations);
  const found: (RecordFault | undefined)[] = [
    unreadable && faultOf(unreadable, "unreadable"),
    differing && faultOf(differing, "row-differs"),
    findBreak(events, options.hash),
    unsigned,
    uncovered && { version: uncovered.version, kind: uncovered.kind, problem: "delegation-wrong" },
  ];
  return found.filter((fault) => fault !== undefined).reduce<RecordFault | undefined>((first, fault) => (first === undefined || fault.version < first.version ? fault : first), undefined);
}

function findBreak(events: readonly RecordedEvent[], hash: TextHash): RecordFault | undefined {
  const broken = findChainBreak(events, hash);
  return broken && { version: broken.version, kind: events.find(({ version }) => version === broken.version)?.kind ?? null, problem: broken.problem };
}

function faultOf({ version, event }: RecordRow, problem: RecordProblem): RecordFault {
  const kind = (event as Partial<RecordedEvent> | null)?.kind;
  return { version, kind: kind ?? null, problem };
}

function agrees({ version, hash, commandId, event }: RecordRow): boolean {
  const said = event as RecordedEvent | null;
  return said !== null && said.version === version && said.hash === hash && said.commandId === commandId;
}

function findSignatureFault(events: readonly RecordedEvent[], { signatures, signaturesRequiredSince }: RecordCheckOptions): RecordFault | undefined {
  let isRequired = false;
  for (const event of events) {
    const signed = findSignedEvent(event);
    if (signed === undefined) continue;
    isRequired ||= signed.signature !== undefined || event.recordedAt >= signaturesRequiredSince;
    if (!isRequired) continue;
    const hashAt = (version: number): string | undefined => (version === 0 ? chainStart : version < event.version ? events[version - 1]?.hash : undefined);
    const problem = findSignatureProblem({ ...signed, at: event.occurredAt }, { ...signatures, hashAt });
    if (problem !== undefined) return { version: event.version, kind: event.kind, problem: problem.code };
  }
  return undefined;
}
