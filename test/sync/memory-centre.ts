import { createHash } from "node:crypto";
import type { CommandResult, PullResponse } from "../../contracts/sync.ts";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { decide } from "../../domain/case/decide.ts";
import { replay } from "../../domain/case/evolve.ts";
import type { CaseId, CommandId } from "../../domain/ids.ts";
import { chainStart, hashOfEvent } from "../../domain/record/hash-chain.ts";
import { rulesVersion } from "../../domain/rules-version.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { catalogue, item } from "./fixtures.ts";

/** The centre's rule for commands and nothing else of it: the oracle of the store's property tests. */
export interface MemoryCentre {
  judge(command: CaseCommand): CommandResult;
  pull(cursor: string, limit: number): Pick<PullResponse, "cursor" | "events" | "isMore">;
  eventsOf(caseId: CaseId): RecordedEvent[];
  caseIds(): CaseId[];
  resultOf(commandId: CommandId): CommandResult | undefined;
}

export const textHash = (text: string): string => createHash("sha256").update(text).digest("hex");

export function createMemoryCentre(now: () => Instant): MemoryCentre {
  const feed: RecordedEvent[] = [];
  const records = new Map<CaseId, RecordedEvent[]>();
  const results = new Map<CommandId, CommandResult>();
  const eventsOf = (caseId: CaseId): RecordedEvent[] => records.get(caseId) ?? [];

  const append = (command: CaseCommand, happened: ReturnType<typeof decide>): RecordedEvent[] => {
    if (happened.outcome === "refused") return [];
    const record = eventsOf(command.caseId);
    records.set(command.caseId, record);
    return happened.events.map((event) => {
      const stamp = { caseId: command.caseId, commandId: command.id, actor: command.actor, workstationCode: command.workstationCode };
      const times = { occurredAt: command.givenAt, claimedAt: command.givenAt, recordedAt: now(), rulesVersion };
      const unchained = { ...event, ...stamp, ...times, version: record.length + 1, previousHash: record.at(-1)?.hash ?? chainStart };
      const recorded = { ...unchained, hash: hashOfEvent(unchained as RecordedEvent, textHash) } as RecordedEvent;
      record.push(recorded);
      feed.push(recorded);
      return recorded;
    });
  };

  return {
    judge: (command) => {
      const known = results.get(command.id);
      if (known) return { ...known, isDuplicate: true };
      const decision = decide(replay(eventsOf(command.caseId)), command, { now: command.givenAt, item, calendar: catalogue.calendar, delegations: [] });
      const result: CommandResult =
        decision.outcome === "refused"
          ? { commandId: command.id, outcome: "rejected", refusal: decision.refusal, judgedVersion: eventsOf(command.caseId).length, isDuplicate: false }
          : { commandId: command.id, outcome: "applied", events: append(command, decision), isDuplicate: false };
      results.set(command.id, result);
      return result;
    },
    pull: (cursor, limit) => {
      const from = Number(cursor);
      const events = feed.slice(from, from + limit);
      return { cursor: String(from + events.length), events, isMore: from + events.length < feed.length };
    },
    eventsOf,
    caseIds: () => [...records.keys()],
    resultOf: (commandId) => results.get(commandId),
  };
}
