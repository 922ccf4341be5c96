import { and, asc, eq, gt, lte, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { parseDecisionTemplate } from "../../documents/decisions/template.ts";
import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import type { CommandOf } from "../../domain/case/case-command.ts";
import type { NoticeReference } from "../../domain/case/notice-parts.ts";
import { Failure, isFailure } from "../../domain/failure.ts";
import { commandIdSchema, sha256Schema, type CaseId } from "../../domain/ids.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { getOffice } from "../accounts/offices.ts";
import { getCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { takeNumber } from "../certificates/registers.ts";
import type { Transaction } from "../database/connection.ts";
import { duePapers } from "../database/paper-schema.ts";
import { cases } from "../database/schema.ts";
import type { CommandCompletion } from "../record/completion.ts";
import { announce } from "../record/feed-signal.ts";
import { judge } from "../record/judge.ts";
import { readEvents } from "../record/load-case.ts";
import { systemActor } from "../record/system-act.ts";
import { drawPaper, isReadyToDraw, noticeIn } from "./paper-content.ts";
import { sealPaper } from "./seal-paper.ts";
import { getTemplateInForce } from "./templates.ts";

const papersAtOnce = 200;
const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;

type DuePaper = Awaited<ReturnType<typeof findDue>>[number];
type NumberCommand = CommandOf<"numberDocument">;

/**
 * Numbers, seals and stores the documents that are due, in the order they came (R-FLOW-7). What cannot be made now, for want of a
 * glyph or of the seal's key, stays queued with the reason and is tried again; the case's later papers wait for it. Returns how
 * many were made.
 */
export async function sealDuePapers(centre: Centre): Promise<number> {
  const madeCount = await sealDueNow(centre);
  // The notices among them have given rise to a receipt each.
  return madeCount === 0 ? 0 : madeCount + (await sealDueNow(centre));
}

async function sealDueNow(centre: Centre): Promise<number> {
  const held = new Set<CaseId>();
  let madeCount = 0;
  for (const paper of await findDue(centre)) {
    if (held.has(paper.caseId)) continue;
    const isMade = await sealOne(centre, paper);
    if (isMade) madeCount += 1;
    else held.add(paper.caseId);
  }
  return madeCount;
}

async function findDue(centre: Centre) {
  const now = centre.now();
  return centre.database
    .select({
      officeId: duePapers.officeId,
      caseId: duePapers.caseId,
      version: duePapers.version,
      ordinal: duePapers.ordinal,
      document: duePapers.document,
      attempts: duePapers.attempts,
      itemOfficeId: cases.itemOfficeId,
      windowOfficeId: cases.windowOfficeId,
    })
    .from(duePapers)
    .innerJoin(cases, and(eq(cases.officeId, duePapers.officeId), eq(cases.caseId, duePapers.caseId)))
    .where(and(lte(duePapers.nextAttemptAt, now), sql`not exists ${isHeldUp(centre, now)}`))
    .orderBy(asc(duePapers.queuedAt), asc(duePapers.caseId), asc(duePapers.version), asc(duePapers.ordinal))
    .limit(papersAtOnce);
}

/** Whether an earlier paper of the same case is still waiting for its next attempt. */
function isHeldUp({ database }: Centre, now: Instant) {
  const earlier = alias(duePapers, "earlier");
  const isBefore = sql`(${earlier.version}, ${earlier.ordinal}) < (${duePapers.version}, ${duePapers.ordinal})`;
  return database
    .select({ one: sql`1` })
    .from(earlier)
    .where(and(eq(earlier.officeId, duePapers.officeId), eq(earlier.caseId, duePapers.caseId), isBefore, gt(earlier.nextAttemptAt, now)));
}

/** Nothing to do, found out under the case's lock: another process sealed it, or a later event queued it anew with what it lacks. */
class NothingToSeal extends Error {
  readonly isDropped: boolean;
  constructor(isDropped: boolean) {
    super("nothing to seal");
    this.isDropped = isDropped;
  }
}

async function sealOne(centre: Centre, paper: DuePaper): Promise<boolean> {
  const now = centre.now();
  const command = proposeNumber(centre, paper, now, await findNoticeOf(centre, paper));
  const calendar = await getCalendar(centre.database);
  try {
    const { result } = await judge(centre, {
      command,
      completion: completionOfPaper(centre, paper, command, calendar),
      senderOfficeId: paper.officeId,
      occurredAt: now,
      recordedAt: now,
      knownHead: undefined,
      calendar,
      findRefusal: () => undefined,
    });
    if (result.outcome === "rejected") {
      const { refusal } = result;
      // Once the record is restored it is made.
      if (refusal.code === "centre-record-broken") throw new Failure("paper-record-broken", { details: { version: refusal.version, problem: refusal.problem } });
      await drop(centre, paper, refusal.code, now);
      return true;
    }
    await announce(centre.database, [...new Set([paper.officeId, paper.itemOfficeId, paper.windowOfficeId])]);
    return true;
  } catch (error) {
    if (error instanceof NothingToSeal) {
      if (error.isDropped) await drop(centre, paper, "result-not-ready", now);
      return true;
    }
    if (!isFailure(error)) throw error;
    const nextAttemptAt = addMs(now, Math.min(longestWaitMs, firstWaitMs * 2 ** paper.attempts));
    await change(centre.database, paper, { attempts: paper.attempts + 1, nextAttemptAt, failure: { code: error.code, details: error.details, at: now } });
    return false;
  }
}

/** The notice a receipt is for, as the record names it; whether that can be believed is seen when the case is judged. */
async function findNoticeOf({ database }: Centre, { officeId, caseId, version, document }: DuePaper): Promise<NoticeReference | undefined> {
  if (document !== "delivery-receipt") return undefined;
  const [event] = await readEvents(database, officeId, caseId, { firstVersion: version, count: 1 });
  return event && noticeIn(event);
}

function proposeNumber(centre: Centre, { caseId, document, itemOfficeId }: DuePaper, now: Instant, notice: NoticeReference | undefined): NumberCommand {
  const payload = { document, number: "待编号", sha256: sha256Schema.parse("0".repeat(64)), ...(notice && { notice }) };
  return { id: commandIdSchema.parse(centre.newId()), kind: "numberDocument", payload, caseId, baseVersion: 0, actor: systemActor(itemOfficeId), workstationCode: null, givenAt: now };
}

function completionOfPaper(centre: Centre, paper: DuePaper, command: NumberCommand, calendar: WorkingCalendar): CommandCompletion {
  const { officeId: homeOfficeId, caseId, version, document } = paper;
  return {
    propose: () => command,
    complete: async (transaction, { current, item }) => {
      const [row] = await transaction.select({ state: duePapers.state }).from(duePapers).where(isPaper(paper));
      if (row?.state !== "waiting") throw new NothingToSeal(false);
      const [event] = await readEvents(transaction, homeOfficeId, caseId, { firstVersion: version, count: 1 });
      if (event === undefined) throw new Error("a paper is due to an event that is not on the record");
      if (!isReadyToDraw(document, current, event)) throw new NothingToSeal(true);
      const { officeId } = current;
      const office = await getOffice(transaction, officeId);
      const number = await takeNumber(transaction, centre, { officeId, register: document, caseId, commandId: command.id });
      const template = await getTemplateInForce(transaction, officeId, document);
      const source = { document, number, current, item, calendar, office, event, template: parseDecisionTemplate(template.file) };
      const { sha256 } = await sealPaper(transaction, centre, { command, officeId, homeOfficeId, document, number, template, draw: (options) => drawPaper(source, centre.fonts, options) });
      return {
        command: { ...command, payload: { ...command.payload, number, sha256 } },
        alongside: () => change(transaction, paper, { state: "done", nextAttemptAt: null, failure: null }),
      };
    },
  };
}

async function drop(centre: Centre, paper: DuePaper, code: string, at: Instant): Promise<void> {
  await change(centre.database, paper, { state: "dropped", nextAttemptAt: null, failure: { code, details: {}, at } });
}

async function change(database: Centre["database"] | Transaction, paper: DuePaper, values: Partial<typeof duePapers.$inferInsert>): Promise<void> {
  await database.update(duePapers).set(values).where(and(isPaper(paper), eq(duePapers.state, "waiting")));
}

function isPaper({ officeId, caseId, version, ordinal }: Pick<DuePaper, "officeId" | "caseId" | "version" | "ordinal">): SQL | undefined {
  return and(eq(duePapers.officeId, officeId), eq(duePapers.caseId, caseId), eq(duePapers.version, version), eq(duePapers.ordinal, ordinal));
}
