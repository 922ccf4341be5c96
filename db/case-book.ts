import type { CaseCommand, CommandBody } from "../domain/case/case-command.ts";
import type { RecordedEvent, StampedEvent } from "../domain/case/case-event.ts";
import { makeCaseNumber } from "../domain/case/case-number.ts";
import type { Application } from "../domain/case/application.ts";
import { allPages, findPage, type Case } from "../domain/case/case-state.ts";
import { replay } from "../domain/case/evolve.ts";
import { withJudgedEnds } from "../domain/case/rules/limits.ts";
import type { Decision } from "../domain/case/rules/rule.ts";
import { Failure } from "../domain/failure.ts";
import type { CaseId, CommandId, Sha256 } from "../domain/ids.ts";
import type { Actor } from "../domain/people/role.ts";
import { hasSignedKind } from "../domain/signature/statement.ts";
import { regionDateOf, type Instant } from "../domain/time/instant.ts";
import type { Attentions } from "./attentions.ts";
import type { CaseRows } from "./case-rows.ts";
import type { CatalogueCache } from "./catalogue-cache.ts";
import type { CommandQueue } from "./command-queue.ts";
import type { ConfirmedEvents } from "./confirmed-events.ts";
import type { Drafts } from "./drafts.ts";
import type { Enrolments } from "./enrolments.ts";
import { decideHere, evolveAll, pagesNamedBy, stampGuess } from "./guess.ts";
import type { PageFiles } from "./page-files.ts";
import type { PageUploads } from "./page-uploads.ts";
import type { RecordsDatabase } from "./records-database.ts";
import type { UnsentWordsBook } from "./unsent-words.ts";

interface Giving {
  commandId: CommandId;
  caseId: CaseId;
  /** Written down as acting at this workstation, whatever it says. */
  actor: Actor;
  /** By this workstation's clock. */
  givenAt: Instant;
}

/** An act on a case that exists. */
export type GivenAct = Giving & { body: Exclude<CommandBody, { kind: "receiveCase" }> };

/** A reception at this window; the number is given here. `draftId` names the draft that became the case. */
export type GivenReception = Giving & { itemCode: string; itemVersion: number; application: Application; draftId: string | null };

/** A case with this workstation's waiting acts counted in. */
export interface KnownCase {
  case: Case;
  waitingCommandCount: number;
  /** Recorded events first, then what was given here and waits. */
  trail: (StampedEvent & { isWaiting: boolean })[];
}

/**
 * The cases as this workstation knows them: the centre's record, and on top of it what was done here and is not answered yet,
 * decided by the same rules.
 *
 *     giveCommand ──▶ queued, guess shown ──▶ pushed ──▶ applied: the guess gives way to the centre's events
 *                          ▲                       └──▶ rejected: attention (sync side, `centre-word.ts`)
 *                          └── decided again whenever what it stands on changes
 */
export interface CaseBook {
  find(caseId: CaseId): KnownCase | undefined;
  /**
   * Carries out an act: decided on what is known, queued with its guess, shown in the lists, its pages wanted at the centre,
   * all in one transaction and on the disk when this returns (R-OFF-1, R-OFF-2); what its giver typed for it is unsent no longer.
   * A refused act leaves nothing behind; the same `commandId` again changes nothing and answers with what it led to.
   *
   * @throws Failure `not-enrolled`; `page-not-kept` when a page's picture was not put into the store before; store failures
   */
  giveCommand(act: GivenAct): Decision;
  /** Pages wanted at the centre whose picture is gone here, or never gets there. */
  lostPagesOf(caseId: CaseId): ReadonlySet<Sha256>;
  /** What `giveCommand` would answer now; changes nothing. */
  tryCommand(act: GivenAct): Decision;
  /** As `giveCommand`, with the next number in the same transaction (R-RECV-8). @throws also `store-needs-new-code` */
  receiveCase(reception: GivenReception): Decision;
  /** Puts commands saved from a damaged store into the queue again, in their order. */
  requeue(commands: readonly CaseCommand[]): void;
  /** Decides a case's waiting acts again and rewrites its row. Part of every change of what they stand on. */
  refresh(caseId: CaseId): void;
}

export interface CaseBookParts {
  records: RecordsDatabase;
  enrolments: Enrolments;
  catalogue: CatalogueCache;
  queue: CommandQueue;
  events: ConfirmedEvents;
  rows: CaseRows;
  drafts: Drafts;
  unsentWords: Pick<UnsentWordsBook, "dropGiven">;
  uploads: PageUploads;
  pages: Pick<PageFiles, "has">;
  attentions: Pick<Attentions, "settlePage">;
}

export function createCaseBook(parts: CaseBookParts): CaseBook {
  const { records, enrolments, catalogue, queue, events, rows, drafts, unsentWords, uploads, pages, attentions } = parts;

  const load = (caseId: CaseId) => {
    const confirmed: RecordedEvent[] = events.ofCase(caseId);
    const queued = queue.ofCase(caseId);
    const guessed = queued.flatMap(({ guess }) => guess);
    return { confirmed, queued, guessed, current: evolveAll(replay(confirmed), guessed) };
  };

  /** A limit past the announced holidays is listed by its end counted again once they are known. */
  const asListed = (current: Case): Case => {
    const [item, calendar] = [catalogue.findItem(current.itemCode, current.itemVersion), catalogue.findCalendar()];
    return item === undefined || calendar === undefined ? current : withJudgedEnds(current, item, calendar);
  };

  const saveRow = (caseId: CaseId, current: Case | undefined, trail: readonly StampedEvent[]): void =>
    current === undefined ? rows.remove(caseId) : rows.save(asListed(current), trail, enrolments.ownCodes(), events.headOf(caseId));

  const lostPagesOf = (caseId: CaseId): ReadonlySet<Sha256> =>
    new Set(uploads.wantedBy(caseId).flatMap(({ sha256, isGivenUp }) => (isGivenUp || !pages.has(sha256) ? [sha256] : [])));

  /** A lost page that the act took out of the case is waited for no longer. */
  const dropLost = ({ caseId, givenAt, ...command }: CaseCommand, before: Case | undefined, after: Case | undefined): void => {
    if (command.kind !== "removePage" && command.kind !== "replacePage" && command.kind !== "supplyLostPage") return;
    const sha256 = before && findPage(before, command.payload.pageId)?.page.sha256;
    if (sha256 === undefined || !lostPagesOf(caseId).has(sha256) || (after && allPages(after).some((page) => page.sha256 === sha256))) return;
    uploads.unwant(caseId, sha256);
    attentions.settlePage(caseId, sha256, givenAt);
  };

  const enqueue = (command: CaseCommand, known: ReturnType<typeof load>, decision: Decision): void => {
    const guess = stampGuess(known.current, command, decision);
    const named = pagesNamedBy(command);
    const lost = named.find(({ sha256 }) => !pages.has(sha256));
    if (lost !== undefined) throw new Failure("page-not-kept", { details: { sha256: lost.sha256 } });
    queue.add(command, command.workstationCode ?? enrolments.getCurrent().workstationCode, guess, known.confirmed.length);
    uploads.want(command.caseId, named, command.givenAt);
    dropLost(command, known.current, evolveAll(known.current, guess));
    saveRow(command.caseId, evolveAll(known.current, guess), [...known.confirmed, ...known.guessed, ...guess]);
  };

  const addressed = ({ commandId: id, caseId, givenAt, actor }: Giving, body: CommandBody, baseVersion: number): CaseCommand => {
    const { workstationCode } = enrolments.getCurrent();
    return { ...body, id, caseId, baseVersion, actor: { ...actor, workstationCode }, workstationCode, givenAt };
  };

  const give = (giving: Giving, body: CommandBody): Decision => {
    const { commandId: id, caseId } = giving;
    const known = load(caseId);
    const earlier = [...known.confirmed, ...known.guessed].filter((event) => event.commandId === id);
    if (earlier.length > 0 || known.queued.some((row) => row.commandId === id)) return { outcome: "events", events: earlier };
    const command = addressed(giving, body, known.current?.version ?? 0);
    const decision = decideHere(known.current, command, catalogue, lostPagesOf(caseId));
    if (decision.outcome === "events") {
      enqueue(command, known, decision);
      unsentWords.dropGiven(giving.actor.personId, caseId, body.kind);
    }
    return decision;
  };

  const refresh = (caseId: CaseId): void => {
    const confirmed = events.ofCase(caseId);
    const trail: StampedEvent[] = [...confirmed];
    let current = replay(confirmed);
    for (const { commandId, command, guess: before } of queue.ofCase(caseId)) {
      const guess = stampGuess(current, command, decideHere(current, command, catalogue, lostWhenGiven(current, command)));
      if (JSON.stringify(guess) !== JSON.stringify(before)) queue.setGuess(commandId, guess);
      current = evolveAll(current, guess);
      trail.push(...guess);
    }
    saveRow(caseId, current, trail);
  };

  return {
    find: (caseId) => {
      const { confirmed, queued, guessed, current } = load(caseId);
      if (current === undefined) return undefined;
      const trail = [
        ...confirmed.map((event) => ({ ...event, isWaiting: false })),
        ...guessed.map((event) => ({ ...event, isWaiting: true })),
      ];
      return { case: current, waitingCommandCount: queued.filter(({ isAnswered }) => !isAnswered).length, trail };
    },
    lostPagesOf,
    tryCommand: (act) => {
      const { current } = load(act.caseId);
      return decideHere(current, addressed(act, act.body, current?.version ?? 0), catalogue, lostPagesOf(act.caseId));
    },
    giveCommand: (act) => records.transact(() => give(act, act.body)),
    receiveCase: (reception) => {
      const { itemCode, itemVersion, application, draftId, givenAt } = reception;
      return withoutTraceOfRefusal(records, () => {
        const { regionCode, workstationCode } = enrolments.getCurrent();
        const date = regionDateOf(givenAt);
        const number = makeCaseNumber({ regionCode, date, workstationCode, runningNumber: enrolments.takeRunningNumber() });
        const payload = { number, itemCode, itemVersion, channel: "window", application } as const;
        const decision = give(reception, { kind: "receiveCase", payload });
        if (decision.outcome === "events" && draftId !== null) drafts.drop(draftId);
        return decision;
      });
    },
    requeue: (commands) =>
      records.transact(() => {
        for (const command of commands) {
          if (queue.find(command.id) !== undefined || command.workstationCode === null) continue;
          // How much its giver knew is not saved beside a command that was not signed: what they counted on is the nearest.
          const signature = hasSignedKind(command) ? command.payload.signature : undefined;
          queue.add(command, command.workstationCode, [], signature?.recordVersion ?? command.baseVersion);
          uploads.want(command.caseId, pagesNamedBy(command), command.givenAt);
        }
        for (const caseId of new Set(commands.map((command) => command.caseId))) refresh(caseId);
      }),
    refresh: (caseId) => records.transact(() => refresh(caseId)),
  };
}

/** What waits to be told was found lost when it was given, and its page is waited for no longer. */
function lostWhenGiven(current: Case | undefined, command: CaseCommand): ReadonlySet<Sha256> {
  return new Set(command.kind === "supplyLostPage" && current !== undefined ? allPages(current).map(({ sha256 }) => sha256) : []);
}

/** A refusal must not use up a number: the transaction is undone, the refusal still told. */
function withoutTraceOfRefusal(records: RecordsDatabase, work: () => Decision): Decision {
  let refusal: Decision | undefined;
  const undo = new Error("refused");
  try {
    return records.transact(() => {
      const decision = work();
      if (decision.outcome === "events") return decision;
      refusal = decision;
      throw undo;
    });
  } catch (error) {
    if (error === undo && refusal !== undefined) return refusal;
    throw error;
  }
}
