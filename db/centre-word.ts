import { asc } from "drizzle-orm";
import type { RecordedEvent } from "../domain/case/case-event.ts";
import type { CaseId, CommandId } from "../domain/ids.ts";
import type { ChainBreak } from "../domain/record/hash-chain.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Attentions } from "./attentions.ts";
import type { CaseBook } from "./case-book.ts";
import type { CaseRows } from "./case-rows.ts";
import type { CommandQueue } from "./command-queue.ts";
import type { ConfirmedEvents } from "./confirmed-events.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { recordBreakTable } from "./schema.ts";
import type { Settings } from "./settings.ts";
import type { CommandAnswer, QueuedCommand } from "./store-types.ts";

/** What changed, for whoever shows it. */
export interface CentreWordReport {
  changedCaseIds: CaseId[];
  /** Refused commands, each now a row of attention (R-OFF-3). */
  refusedCommandIds: CommandId[];
  /** Breaks of the record found in what was just given; they stay listed in `recordBreaks`, and a case's first is a row of attention. */
  breaks: ChainBreak[];
}

/** What the centre says, put on this workstation's record. Each call is one transaction. */
export interface CentreWord {
  /** Where the feed goes on; empty at first. */
  feedCursor(): string;
  /** A piece of the feed and where it ends: both are kept or neither is. */
  applyFeed(piece: { cursor: string; events: readonly RecordedEvent[] }): CentreWordReport;
  /** Answers to pushed commands. An answer already known changes nothing. */
  applyAnswers(answers: readonly CommandAnswer[]): CentreWordReport;
  /** Cases whose record does not hold together; what follows the break is not shown (R-SUP-8). */
  recordBreaks(): ChainBreak[];
}

interface CentreWordParts {
  records: RecordsDatabase;
  settings: Settings;
  queue: CommandQueue;
  events: ConfirmedEvents;
  rows: CaseRows;
  attentions: Attentions;
  book: CaseBook;
  now: () => Instant;
}

const cursorKey = "feed-cursor";

export function createCentreWord(parts: CentreWordParts): CentreWord {
  const { records, settings, queue, events, rows, attentions, book, now } = parts;
  const { db } = records;

  /** As far as the case is known here. */
  const nameOf = (caseId: CaseId) => {
    const summary = rows.find(caseId);
    return { caseId, caseNumber: summary?.number ?? null, applicantName: summary?.applicantName ?? null };
  };

  /** Puts a case's events on the record and takes their commands out of the queue. */
  const confirm = (piece: readonly RecordedEvent[], source: "feed" | "answer", report: CentreWordReport): void => {
    const { added, chainBreak } = events.append(piece);
    for (const commandId of new Set(added.map((event) => event.commandId))) queue.remove(commandId);
    if (chainBreak === undefined) return;
    // An answer may run ahead of what others did to the case: the feed brings all of it in order.
    if (chainBreak.problem === "version-missing" && source === "answer") return;
    const { event, ...found } = chainBreak;
    report.breaks.push(found);
    const row = { caseId: event.caseId, version: found.version, problem: found.problem, event, foundAt: now() };
    const isFirst = db.insert(recordBreakTable).values(row).onConflictDoNothing().run().changes > 0;
    if (isFirst) attentions.add({ ...nameOf(event.caseId), at: now(), cause: { kind: "record-broken", version: found.version, problem: found.problem } });
  };

  const reject = (row: QueuedCommand, answer: Extract<CommandAnswer, { outcome: "rejected" }>): void => {
    const { command } = row;
    const summary = rows.find(row.caseId);
    attentions.add({
      caseId: row.caseId,
      caseNumber: summary?.number ?? (command.kind === "receiveCase" ? command.payload.number : null),
      applicantName: summary?.applicantName ?? (command.kind === "receiveCase" ? command.payload.application.applicant.name : null),
      at: now(),
      cause: {
        kind: "command-refused",
        commandKind: command.kind,
        refusal: answer.refusal,
        payload: command.payload,
        command,
        recordVersion: row.recordVersion,
        judgedVersion: answer.judgedVersion,
      },
    });
    queue.remove(row.commandId);
  };

  const finish = (caseIds: ReadonlySet<CaseId>, report: CentreWordReport): CentreWordReport => {
    for (const caseId of caseIds) book.refresh(caseId);
    report.changedCaseIds.push(...caseIds);
    return report;
  };

  return {
    feedCursor: () => (settings.find(cursorKey) as string | undefined) ?? "",
    applyFeed: ({ cursor, events: piece }) =>
      records.transact(() => {
        const report = emptyReport();
        const byCase = Map.groupBy(piece, (event) => event.caseId);
        for (const ofCase of byCase.values()) confirm(ofCase, "feed", report);
        settings.set(cursorKey, cursor);
        return finish(new Set(byCase.keys()), report);
      }),
    applyAnswers: (answers) =>
      records.transact(() => {
        const report = emptyReport();
        const changed = new Set<CaseId>();
        for (const answer of answers) {
          if (answer.outcome === "applied") confirm(answer.events, "answer", report);
          const row = queue.find(answer.commandId);
          const caseId = row?.caseId ?? (answer.outcome === "applied" ? answer.events[0]?.caseId : undefined);
          if (caseId !== undefined) changed.add(caseId);
          if (row === undefined) continue;
          if (answer.outcome === "applied") {
            queue.markAnswered(row.commandId);
          } else {
            reject(row, answer);
            report.refusedCommandIds.push(row.commandId);
          }
        }
        return finish(changed, report);
      }),
    recordBreaks: () =>
      db
        .select({ caseId: recordBreakTable.caseId, version: recordBreakTable.version, problem: recordBreakTable.problem })
        .from(recordBreakTable)
        .orderBy(asc(recordBreakTable.foundAt))
        .all(),
  };
}

function emptyReport(): CentreWordReport {
  return { changedCaseIds: [], refusedCommandIds: [], breaks: [] };
}
