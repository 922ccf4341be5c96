import type { CaseRow, CaseView, CommandAnswer, OpenedCase } from "../../contracts/ipc/cases.ts";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import { availableActions } from "../../domain/case/available-actions.ts";
import type { CaseCommand, CommandBody } from "../../domain/case/case-command.ts";
import type { StampedEvent } from "../../domain/case/case-event.ts";
import { isEnded } from "../../domain/case/case-state.ts";
import { summaryOf } from "../../domain/case/case-summary.ts";
import { decide } from "../../domain/case/decide.ts";
import { isTurnOf } from "../../domain/case/turn.ts";
import { rulesVersion } from "../../domain/rules-version.ts";
import { evolve, replay } from "../../domain/case/evolve.ts";
import { Failure } from "../../domain/failure.ts";
import type { CaseId, CommandId, WorkstationCode } from "../../domain/ids.ts";
import type { Actor } from "../../domain/people/role.ts";
import { regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { newUuid } from "../app/uuid.ts";
import { fakeItems } from "./fake-items.ts";

/** Cases kept in memory, by the real rules. */
export function createFakeCaseBook(actor: Actor, isOnline: () => boolean) {
  const trails = new Map<CaseId, { events: StampedEvent[]; waitingFrom: number }>();

  const itemOf = (code: string) => {
    const item = fakeItems.find((candidate) => candidate.code === code);
    if (!item) throw new Failure("item-unknown", { details: { itemCode: code, itemVersion: 1 } });
    return item;
  };
  const open = (caseId: CaseId): OpenedCase => {
    const trail = trails.get(caseId);
    const current = trail && replay(trail.events);
    if (!trail || !current) throw new Failure("case-unknown");
    const waiting = trail.events.slice(trail.waitingFrom);
    return {
      case: current,
      item: itemOf(current.itemCode),
      actions: availableActions(current, actor, itemOf(current.itemCode)),
      actingFor: null,
      waitingCommandCount: new Set(waiting.map((event) => event.commandId)).size,
      trail: trail.events.map((event, index) => ({ ...event, isWaiting: index >= trail.waitingFrom })),
      record: { eventCount: trail.waitingFrom, signedCount: 0, unsignedCount: 0, fault: null },
      lostPages: [],
    };
  };
  const give = (caseId: CaseId, body: CommandBody, now: Instant, by: Actor = actor): CommandAnswer => {
    const trail = trails.get(caseId) ?? { events: [], waitingFrom: 0 };
    const current = replay(trail.events);
    const itemCode = body.kind === "receiveCase" ? body.payload.itemCode : (current?.itemCode ?? "");
    const command = {
      ...body, id: newUuid() as CommandId, caseId, baseVersion: current?.version ?? 0, actor: by, workstationCode: "0001" as WorkstationCode, givenAt: now,
    } as CaseCommand;
    const decision = decide(current, command, { now, item: itemOf(itemCode), calendar: calendar2026, delegations: [] });
    if (decision.outcome === "refused") return { outcome: "refused", refusal: decision.refusal };
    let after = current;
    for (const event of decision.events) {
      const stamped = {
        ...event, caseId, version: (after?.version ?? 0) + 1, commandId: command.id, actor: by, workstationCode: command.workstationCode,
        occurredAt: now, claimedAt: now, rulesVersion,
      } as StampedEvent;
      after = evolve(after, stamped);
      trail.events.push(stamped);
    }
    if (isOnline()) trail.waitingFrom = trail.events.length;
    trails.set(caseId, trail);
    return { outcome: "done", opened: open(caseId) };
  };
  const rows = new Map<CaseId, { key: string; row: CaseRow }>();
  const rowOf = (caseId: CaseId): CaseRow => {
    const trail = trails.get(caseId);
    const key = `${trail?.events.length} ${trail?.waitingFrom}`;
    const known = rows.get(caseId);
    if (known?.key === key) return known.row;
    const row = makeRow(caseId);
    rows.set(caseId, { key, row });
    return row;
  };
  const makeRow = (caseId: CaseId): CaseRow => {
    const opened = open(caseId);
    const waitingPageCount = opened.trail.filter((event) => event.isWaiting && event.kind === "pagesAttached").length;
    const summary = summaryOf(opened.case);
    return { ...summary, itemName: opened.item.name, waitingCommandCount: opened.waitingCommandCount, waitingPageCount, hasAttention: false, isMyTurn: isTurnOf(summary, [actor]) };
  };
  return {
    open,
    give,
    rowOf,
    list(view: CaseView, search: string, now: Instant): CaseRow[] {
      const rows = [...trails.keys()].map(rowOf).filter((row) => {
        if (view === "waiting") return row.waitingCommandCount > 0;
        if (view === "inbox") return row.stage === "accepted";
        if (view === "due") return row.nextDeadline !== null && regionDateOf(row.nextDeadline.dueAt) <= regionDateOf(now);
        if (view === "publications") return row.publishDueAt !== null;
        if (view === "to-deliver") return row.toDeliver !== null;
        if (view === "published") return row.publication !== null;
        if (view === "open") return !isEnded(row.stage);
        return view === "all" || regionDateOf(row.receivedAt) === regionDateOf(now);
      });
      const found = rows.filter((row) => `${row.applicantName} ${row.number} ${row.contactMobile} ${row.projectName}`.includes(search));
      return found.sort((a, b) => Number(b.isMyTurn) - Number(a.isMyTurn) || b.receivedAt.localeCompare(a.receivedAt));
    },
  };
}
