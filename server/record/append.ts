import { and, eq } from "drizzle-orm";
import { createHash } from "node:crypto";
import type { CaseEvent, EventStamp, RecordedEvent } from "../../domain/case/case-event.ts";
import { evolve } from "../../domain/case/evolve.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { summaryOf } from "../../domain/case/case-summary.ts";
import type { Page } from "../../domain/case/page.ts";
import type { OfficeId } from "../../domain/ids.ts";
import { hashOfEvent } from "../../domain/record/hash-chain.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Transaction } from "../database/connection.ts";
import { caseFiles, cases, events } from "../database/schema.ts";
import { queuePapers } from "../documents/queue-papers.ts";
import { queueMessages } from "../messages/queue-messages.ts";
import { appendToFeeds } from "./feed.ts";

export function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Where a case stood before an append. */
export interface CaseHead {
  /** The office of the workstation that received it: where all its rows are kept. */
  homeOfficeId: OfficeId;
  current: Case | undefined;
  headHash: string;
}

/**
 * Puts decided events on the record: chained by hash, with the case's line for the lists, the files its pages name, the papers and
 * messages they give rise to, and the feeds of the offices concerned: all asked for at once. The feeds come last, for their counters
 * are what other transactions wait for.
 */
export async function append(
  transaction: Transaction,
  head: CaseHead,
  decided: readonly CaseEvent[],
  stamp: Omit<EventStamp, "version">,
  recordedAt: Instant,
  newId: () => string,
): Promise<{ recorded: RecordedEvent[]; head: CaseHead & { current: Case } }> {
  let { current, headHash } = head;
  const steps: { event: RecordedEvent; after: Case }[] = [];
  for (const event of decided) {
    const unchained = { ...event, ...stamp, version: (current?.version ?? 0) + 1, recordedAt, previousHash: headHash };
    const chained: RecordedEvent = { ...unchained, hash: hashOfEvent(unchained, sha256Of) };
    current = evolve(current, chained);
    headHash = chained.hash;
    steps.push({ event: chained, after: current });
  }
  const recorded = steps.map(({ event }) => event);
  if (current === undefined) throw new Error("nothing was decided");
  const officeId = head.homeOfficeId;
  // Here and in `judge`, what every command needs is prepared by name: the server parses it once a connection.
  const rows = recorded.map((event) => ({
    officeId, caseId: event.caseId, version: event.version, kind: event.kind, commandId: event.commandId, recordedAt, hash: event.hash, event,
  }));
  await Promise.all([
    transaction.insert(events).values(rows).prepare().execute(),
    writeCase(transaction, officeId, current, headHash, head.current === undefined),
    nameFiles(transaction, officeId, recorded),
    queuePapers(transaction, officeId, recorded),
    queueMessages(transaction, newId, officeId, steps),
    appendToFeeds(transaction, [current.officeId, current.windowOfficeId, officeId], officeId, recorded),
  ]);
  return { recorded, head: { homeOfficeId: officeId, current, headHash } };
}

async function writeCase(transaction: Transaction, officeId: OfficeId, current: Case, headHash: string, isNew: boolean): Promise<void> {
  const isAnswerOwed = current.stage === "received" || current.stage === "corrected";
  const row = {
    officeId,
    caseId: current.id,
    number: current.number,
    workstationCode: current.workstationCode,
    itemCode: current.itemCode,
    itemVersion: current.itemVersion,
    itemOfficeId: current.officeId,
    windowOfficeId: current.windowOfficeId,
    version: current.version,
    headHash,
    stage: current.stage,
    receivedAt: current.receivedAt,
    answerDueAt: isAnswerOwed ? current.answerDueAt : null,
    resumeDueAt: current.suspension?.until ?? null,
    payDueAt: current.stage === "awaiting-payment" ? (current.fee?.dueAt ?? null) : null,
    summary: summaryOf(current),
  };
  if (isNew) await transaction.insert(cases).values(row).prepare().execute();
  else await transaction.update(cases).set(row).where(and(eq(cases.officeId, officeId), eq(cases.caseId, current.id))).prepare().execute();
}

/** The contents the case's pages name, arrived or not: whoever sees the case may read them. */
async function nameFiles(transaction: Transaction, officeId: OfficeId, recorded: readonly RecordedEvent[]): Promise<void> {
  const named = recorded.flatMap((event) => pagesOf(event).map((page) => ({ officeId, caseId: event.caseId, sha256: page.sha256, byteLength: page.byteLength })));
  if (named.length > 0) await transaction.insert(caseFiles).values(named).onConflictDoNothing();
}

function pagesOf(event: RecordedEvent): readonly Page[] {
  if (event.kind === "pagesAttached") return event.payload.pages;
  if (event.kind === "resultHandedOver" || event.kind === "noticeDelivered") return event.payload.signature === null ? [] : [event.payload.signature.page];
  return event.kind === "pageReplaced" || event.kind === "lostPageSupplied" ? [event.payload.page] : [];
}
