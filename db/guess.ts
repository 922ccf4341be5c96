import type { CaseCommand } from "../domain/case/case-command.ts";
import { isCentreGiven } from "../domain/case/centre-given.ts";
import type { StampedEvent } from "../domain/case/case-event.ts";
import type { Case } from "../domain/case/case-state.ts";
import { decide } from "../domain/case/decide.ts";
import { evolve } from "../domain/case/evolve.ts";
import type { Page } from "../domain/case/page.ts";
import type { Sha256 } from "../domain/ids.ts";
import { rulesVersion } from "../domain/rules-version.ts";
import { refused, type Decision } from "../domain/case/rules/rule.ts";
import type { CatalogueCache } from "./catalogue-cache.ts";

/** What the command would lead to by what is known here: the same rules the centre will apply. */
export function decideHere(current: Case | undefined, command: CaseCommand, catalogue: CatalogueCache, lostPages: ReadonlySet<Sha256>): Decision {
  if (isCentreGiven(command.kind)) return refused({ code: "only-at-centre", kind: command.kind });
  const reference = command.kind === "receiveCase" ? command.payload : current;
  if (reference === undefined) return refused({ code: "case-unknown" });
  const { itemCode, itemVersion } = reference;
  const item = catalogue.findItem(itemCode, itemVersion);
  if (item === undefined) return refused({ code: "item-unknown", itemCode, itemVersion });
  return decide(current, command, { now: command.givenAt, item, calendar: catalogue.getCalendar(), delegations: catalogue.findDelegations(), lostPages });
}

/** The events as they would stand after `current`, until the centre has said so. */
export function stampGuess(current: Case | undefined, command: CaseCommand, decision: Decision): StampedEvent[] {
  if (decision.outcome === "refused") return [];
  const { caseId, actor, workstationCode, givenAt } = command;
  const stamp = { caseId, commandId: command.id, actor, workstationCode, occurredAt: givenAt, claimedAt: givenAt, rulesVersion };
  return decision.events.map((event, index) => ({ ...event, ...stamp, version: (current?.version ?? 0) + index + 1 }));
}

export function evolveAll(current: Case | undefined, events: readonly StampedEvent[]): Case | undefined {
  return events.reduce<Case | undefined>(evolve, current);
}

/** The pages whose pictures the command brings in. */
export function pagesNamedBy(command: CaseCommand): readonly Page[] {
  if (command.kind === "attachPages") return command.payload.pages;
  if (command.kind === "handOverResult" || command.kind === "deliverNotice") return command.payload.signature === null ? [] : [command.payload.signature.page];
  return command.kind === "replacePage" || command.kind === "supplyLostPage" ? [command.payload.page] : [];
}
