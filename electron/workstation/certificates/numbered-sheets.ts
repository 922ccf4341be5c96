import { z } from "zod";
import type { certificateChannels, UnbookedSheet } from "../../../contracts/ipc/certificates.ts";
import { findSheetProblem } from "../../../domain/case/rules/certificate.ts";
import type { Refusal } from "../../../domain/case/refusal.ts";
import { Failure, isFailure } from "../../../domain/failure.ts";
import { caseIdSchema, officeIdSchema, type CaseId } from "../../../domain/ids.ts";
import type { Actor } from "../../../domain/people/role.ts";
import { instantSchema, type Instant } from "../../../domain/time/instant.ts";
import type { Settings } from "../../../db/settings.ts";
import type { PrintJob as QueuedPrintJob } from "../../../devices/print-queue/print-job.ts";
import type { Cases } from "../cases/cases.ts";
import type { PrintJobs } from "../printing/print-jobs.ts";
import type { CentreLink } from "../workplace/centre-link.ts";
import type { Session } from "../workplace/session.ts";
import type { CasePapers } from "./case-papers.ts";

type Channels = typeof certificateChannels;
type Input<Name extends keyof Channels> = z.output<Channels[Name]["input"]>;
type Output<Name extends keyof Channels> = z.output<Channels[Name]["output"]>;

export interface NumberedSheetsPorts {
  now(): Instant;
  newId(): string;
  readonly settings: Pick<Settings, "find" | "set">;
  readonly link: Pick<CentreLink, "ask" | "isOffline">;
  readonly session: Pick<Session, "getPersonToken">;
  readonly cases: Pick<Cases, "getCase" | "findCase">;
  readonly papers: Pick<CasePapers, "print">;
  readonly jobs: Pick<PrintJobs, "find" | "cancel">;
}

/**
 * Numbered certificate paper at this PC. A sheet is written down before its job is on its way, so that whatever ends the program or the
 * sign-in, the next to open the desk is asked what became of it.
 */
export interface NumberedSheets {
  print(actor: Actor, request: Input<"certificates.print">): Promise<Output<"certificates.print">>;
  listUnbooked(actor: Actor): UnbookedSheet[];
  forget(jobId: string): void;
  listStocks(): Promise<Output<"sheets.list">>;
  spoil(sheet: Input<"sheets.spoil">): Promise<Output<"sheets.spoil">>;
}

const settingsKey = "sheets-sent";
const sentSheetSchema = z.object({
  jobId: z.string(), caseId: caseIdSchema, officeId: officeIdSchema, number: z.string(), issueNumber: z.int(), paperSerial: z.string(), sentAt: instantSchema, sentBy: z.string(),
});
type SentSheet = z.infer<typeof sentSheetSchema>;

export function createNumberedSheets({ now, newId, settings, link, session, cases, papers, jobs }: NumberedSheetsPorts): NumberedSheets {
  const isBooked = ({ caseId, number, paperSerial }: SentSheet): boolean =>
    cases.findCase(caseId)?.certificates.some((certificate) => certificate.number === number && certificate.prints.some((print) => print.paperSerial === paperSerial)) ?? false;
  const isDone = (sheet: SentSheet): boolean => isBooked(sheet) || hasNotLeft(jobs.find(sheet.jobId));

  const readSent = (): SentSheet[] => sentSheetSchema.array().parse(settings.find(settingsKey) ?? []).filter((sheet) => !isDone(sheet));
  const writeSent = (sheets: readonly SentSheet[]): void => settings.set(settingsKey, sheets);
  const forget = (jobId: string): void => writeSent(readSent().filter((sheet) => sheet.jobId !== jobId));
  const stateOf = ({ jobId }: SentSheet): QueuedPrintJob["state"] | undefined => jobs.find(jobId)?.state;

  /** The centre knows of other cases' sheets, and of a colleague's print of this one; without the network the case alone is asked. */
  const askCentre = async (caseId: CaseId, question: { number: string; issueNumber: number; paperSerial: string }): Promise<Refusal | null> => {
    try {
      const token = session.getPersonToken();
      return await link.ask((client, access) => client.askSheet(access, token, caseId, question));
    } catch (error) {
      if (link.isOffline(error) || isFailure(error, "centre-sign-in-needed")) return null;
      throw error;
    }
  };

  return {
    async print(actor, { caseId, sha256, paperSerial }) {
      const current = cases.getCase(caseId);
      const certificate = current.certificates.find((issued) => issued.sha256 === sha256);
      if (certificate === undefined) throw new Failure("paper-unknown", { details: { number: current.number } });
      const { number, issueNumber } = certificate;
      const sent = readSent();
      const related = sent.filter((sheet) => sheet.officeId === current.officeId && (sheet.number === number || sheet.paperSerial === paperSerial));
      const unbooked = related.find((sheet) => stateOf(sheet) !== "failed");
      if (unbooked !== undefined) throw new Failure("sheet-unbooked", { details: { number: unbooked.number, paperSerial: unbooked.paperSerial } });
      const question = { number, issueNumber, paperSerial };
      const refusal = findSheetProblem(current, { ...question, outcome: "printed" }) ?? (await askCentre(caseId, question));
      if (refusal !== null) return { outcome: "refused", refusal };
      // What came to nothing must not be sent again beside the new one.
      for (const { jobId } of related) jobs.cancel(jobId);
      const others = sent.filter((sheet) => !related.includes(sheet));
      const id = newId();
      writeSent([...others, { jobId: id, caseId, officeId: current.officeId, ...question, sentAt: now(), sentBy: actor.name }]);
      try {
        return { outcome: "sent", job: await papers.print(caseId, sha256, { id, paperSerial }) };
      } catch (error) {
        // Nothing went to a printer: its file could not be read, or there is no printer.
        if (jobs.find(id) === undefined) writeSent(others);
        throw error;
      }
    },
    listUnbooked({ officeId }) {
      const sent = readSent();
      writeSent(sent);
      return sent
        .filter((sheet) => sheet.officeId === officeId && !["waiting", "printing", "failed"].includes(stateOf(sheet) ?? ""))
        .map(({ officeId: _own, ...sheet }) => ({ ...sheet, applicantName: cases.findCase(sheet.caseId)?.application.applicant.name ?? "" }));
    },
    forget,
    listStocks: async () => {
      const token = session.getPersonToken();
      return link.ask((client, access) => client.listSheetStocks(access, token));
    },
    spoil: async (sheet) => {
      const token = session.getPersonToken();
      return link.ask((client, access) => client.spoilSheet(access, token, sheet));
    },
  };
}

/** Called off before it was ever with a printer. */
function hasNotLeft(job: QueuedPrintJob | undefined): boolean {
  return job?.state === "cancelled" && job.attempts === 0;
}
