import type { RecordedEvent } from "../case/case-event.ts";
import { canonicalJson } from "./canonical-json.ts";

/** Lower-case hexadecimal SHA-256 of a text's UTF-8; passed in, for the domain has no library of its own. */
export type TextHash = (text: string) => string;

/** What the first event of a case is chained to. */
export const chainStart = "0".repeat(64);

type Unchained = Omit<RecordedEvent, "hash">;

/** The event's own hash: over all it says and the hash of the event before it, so that no row can be changed alone (R-SEC-3). */
export function hashOfEvent(event: Unchained, hash: TextHash): string {
  const { hash: _own, ...said } = event as RecordedEvent;
  return hash(canonicalJson(said));
}

export interface ChainBreak {
  caseId: string;
  version: number;
  problem: "content-changed" | "chain-broken" | "version-missing";
}

/** Checks one case's events, in order of version; the first break is named, undefined when the record is whole (R-SUP-8). */
export function findChainBreak(events: Iterable<RecordedEvent>, hash: TextHash): ChainBreak | undefined {
  let previousHash = chainStart;
  let version = 0;
  for (const event of events) {
    version += 1;
    const at = { caseId: event.caseId, version: event.version };
    if (event.version !== version) return { ...at, problem: "version-missing" };
    if (event.previousHash !== previousHash) return { ...at, problem: "chain-broken" };
    if (hashOfEvent(event, hash) !== event.hash) return { ...at, problem: "content-changed" };
    previousHash = event.hash;
  }
  return undefined;
}
