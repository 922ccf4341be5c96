import { and, eq } from "drizzle-orm";
import type { CommandResult } from "../../contracts/sync.ts";
import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import { findPage, type Case } from "../../domain/case/case-state.ts";
import { decide } from "../../domain/case/decide.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import type { Decision } from "../../domain/case/rules/rule.ts";
import type { RecordFault } from "../../domain/record/record-fault.ts";
import { rulesVersion } from "../../domain/rules-version.ts";
import type { OfficeId, Sha256 } from "../../domain/ids.ts";
import { regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { findNamedDelegations } from "../accounts/delegations.ts";
import type { Centre } from "../centre.ts";
import { findReferenceProblem } from "../certificates/look-up.ts";
import { takeSheet } from "../certificates/sheets.ts";
import { inTransaction, type Transaction } from "../database/connection.ts";
import { cases, commands } from "../database/schema.ts";
import { append, type CaseHead } from "./append.ts";
import { completeDecision, type CommandCompletion } from "./completion.ts";
import { lockCase, readEvents } from "./load-case.ts";

/** A command as it reached the centre. `findRefusal` looks at who gave it and at its signature, before the rules of the case do. */
export interface ReceivedCommand {
  command: CaseCommand;
  /** The office of the sending workstation. */
  senderOfficeId: OfficeId;
  occurredAt: Instant;
  recordedAt: Instant;
  /** What the same sender's last command left of this case, if anything. */
  knownHead: CaseHead | undefined;
  calendar: WorkingCalendar;
  findRefusal(head: CaseHead, transaction: Transaction): Refusal | undefined | Promise<Refusal | undefined>;
  completion?: CommandCompletion | undefined;
}

export interface Judgement {
  result: CommandResult;
  head: CaseHead | undefined;
}

/**
 * Judges one command, once: decision, record, feeds and result in one transaction. The same id again gets the first result.
 * Of two that come at once, the second waits for the first at the case's row or at the unique keys, and then finds it judged.
 */
export async function judge(centre: Centre, received: ReceivedCommand): Promise<Judgement> {
  const { command } = received;
  return inTransaction(centre.database, async (transaction) => {
    const [head, earlier] = await Promise.all([
      lockCase(transaction, command.caseId, received.senderOfficeId, received.knownHead),
      // Asked for at once, yet looked for when the lock is there: a statement sees what was committed before it began.
      findResult(transaction, received),
    ]);
    if (earlier !== undefined) return { result: earlier, head };
    if (head.fault !== undefined) return { result: await refuseBroken(transaction, received, head.fault), head };
    const decision = await decideOn(centre, transaction, head, received);
    const judgedVersion = head.current?.version ?? 0;
    if (decision.outcome === "refused") {
      await writeResult(transaction, received, { outcome: "rejected", refusal: decision.refusal, eventCount: 0, judgedVersion });
      return { result: { commandId: command.id, outcome: "rejected", refusal: decision.refusal, judgedVersion, isDuplicate: false }, head };
    }
    const written = writeResult(transaction, received, {
      outcome: "applied",
      caseOfficeId: head.homeOfficeId,
      firstVersion: judgedVersion + 1,
      eventCount: decision.events.length,
      judgedVersion,
    });
    const stamp = {
      caseId: command.caseId,
      commandId: command.id,
      actor: command.actor,
      workstationCode: command.workstationCode,
      occurredAt: received.occurredAt,
      claimedAt: command.givenAt,
      rulesVersion,
    };
    const [appended] = await Promise.all([append(transaction, head, decision.events, stamp, received.recordedAt, centre.newId), written]);
    return { result: { commandId: command.id, outcome: "applied", events: appended.recorded, isDuplicate: false }, head: appended.head };
  });
}

/** R-SUP-8: nothing is done on a record that somebody changed. What the centre gave itself it gives again: of that no refusal is kept. */
async function refuseBroken(transaction: Transaction, received: ReceivedCommand, { version, problem }: RecordFault): Promise<CommandResult> {
  const refusal = { code: "centre-record-broken", version, problem } as const;
  if (received.command.workstationCode !== null) await writeResult(transaction, received, { outcome: "rejected", refusal, eventCount: 0, judgedVersion: null });
  return { commandId: received.command.id, outcome: "rejected", refusal, judgedVersion: null, isDuplicate: false };
}

async function decideOn(centre: Centre, transaction: Transaction, head: CaseHead, received: ReceivedCommand): Promise<Decision> {
  const command = (head.current && received.completion?.propose(head.current)) ?? received.command;
  const refusal = await received.findRefusal(head, transaction);
  if (refusal !== undefined) return { outcome: "refused", refusal };
  const wanted = head.current ?? (command.kind === "receiveCase" ? command.payload : undefined);
  if (wanted === undefined) return { outcome: "refused", refusal: { code: "case-unknown" } };
  const item = await centre.itemVersions.find(transaction, wanted.itemCode, wanted.itemVersion);
  if (item === undefined) return { outcome: "refused", refusal: { code: "item-unknown", itemCode: wanted.itemCode, itemVersion: wanted.itemVersion } };
  const delegations = await findNamedDelegations(transaction, command);
  const lostPages = await findLostPages(centre, head.current, command);
  const context = { now: received.occurredAt, item, calendar: received.calendar, delegations, lostPages };
  const decision = decide(head.current, command, context);
  if (decision.outcome === "events" && received.completion !== undefined && head.current !== undefined) {
    return completeDecision(transaction, received.completion, { command, current: head.current, item, homeOfficeId: head.homeOfficeId }, context);
  }
  if (decision.outcome === "events" && command.kind === "receiveCase") {
    const { number } = command.payload;
    const taken = await transaction
      .select({ caseId: cases.caseId })
      .from(cases)
      .where(and(eq(cases.officeId, head.homeOfficeId), eq(cases.number, number)));
    if (taken.length > 0) return { outcome: "refused", refusal: { code: "number-taken", number } };
  }
  if (decision.outcome === "events" && command.kind === "recordCertificatePrint" && head.current !== undefined) {
    const sheet = { current: head.current, homeOfficeId: head.homeOfficeId, item, payload: command.payload, usedAt: received.occurredAt };
    const problem = await takeSheet(transaction, sheet);
    if (problem !== undefined) return { outcome: "refused", refusal: problem };
  }
  if (decision.outcome === "events" && command.kind === "referenceCertificate") {
    const state = await findReferenceProblem(transaction, command.payload, regionDateOf(received.occurredAt));
    if (state !== undefined) return { outcome: "refused", refusal: { code: "reference-not-valid", number: command.payload.certificateNumber, state } };
  }
  return decision;
}

/** The page to be supplied again is lost when its content is not here: its window says that it never comes. */
async function findLostPages({ fileStore }: Centre, current: Case | undefined, command: CaseCommand): Promise<ReadonlySet<Sha256>> {
  const page = command.kind === "supplyLostPage" && current !== undefined ? findPage(current, command.payload.pageId)?.page : undefined;
  const isHere = page === undefined || (await fileStore.findLength(page.sha256)) !== undefined;
  return new Set(isHere ? [] : [page.sha256]);
}

async function findResult(transaction: Transaction, { command, senderOfficeId }: ReceivedCommand): Promise<CommandResult | undefined> {
  const [row] = await transaction
    .select()
    .from(commands)
    .where(and(eq(commands.officeId, senderOfficeId), eq(commands.commandId, command.id)))
    .prepare()
    .execute();
  if (row === undefined) return undefined;
  if (row.refusal !== null) return { commandId: command.id, outcome: "rejected", refusal: row.refusal, judgedVersion: row.judgedVersion, isDuplicate: true };
  if (row.caseOfficeId === null || row.firstVersion === null) throw new Error(`command ${command.id} was applied nowhere`);
  const range = { firstVersion: row.firstVersion, count: row.eventCount };
  return { commandId: command.id, outcome: "applied", events: await readEvents(transaction, row.caseOfficeId, row.caseId, range), isDuplicate: true };
}

type StoredResult = Pick<typeof commands.$inferInsert, "outcome" | "refusal" | "caseOfficeId" | "firstVersion" | "eventCount" | "judgedVersion">;

async function writeResult(transaction: Transaction, { command, senderOfficeId, recordedAt }: ReceivedCommand, result: StoredResult): Promise<void> {
  const row = {
    officeId: senderOfficeId,
    commandId: command.id,
    kind: command.kind,
    caseId: command.caseId,
    workstationCode: command.workstationCode,
    judgedAt: recordedAt,
    ...result,
  };
  await transaction.insert(commands).values(row).prepare().execute();
}
