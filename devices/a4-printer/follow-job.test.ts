import { expect, it } from "vitest";
import type { Failure } from "../../domain/failure.ts";
import { a4PrinterFailure } from "./a4-printer-failure.ts";
import { followJob } from "./follow-job.ts";
import type { IppClient } from "./ipp-client.ts";

const limits = { pollMs: 1, attentionLimitMs: 60_000, lostLimitMs: 60_000, cancelLimitMs: 60_000, jobLimitMs: 60_000 };
const printing = { state: 5, reasons: [] };
const completed = { state: 9, reasons: ["job-completed-successfully"] };

/** A printer that answers these, one after the other, then the last again; a Failure instead of an answer is silence. */
function scripted(jobs: readonly object[], printers: readonly (object | Failure)[]): IppClient {
  const next = (answers: readonly object[]) => {
    let at = 0;
    return async () => {
      const answer = answers[Math.min(at++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer;
    };
  };
  return { getJob: next(jobs), getPrinter: next(printers) } as unknown as IppClient;
}

const follow = (client: IppClient, told: (string | undefined)[] = [], confirmedBy: "printer" | "queue" = "printer") =>
  followJob({ client, printer: "办公室", confirmedBy }, 7, { onAttention: (failure?: Failure) => void told.push(failure?.code) } as never, limits, new AbortController().signal);

it("believes the end of a job though the printer says nothing more of itself", async () => {
  const silent = a4PrinterFailure("a4-printer-offline", "办公室", {});
  expect(await follow(scripted([printing, completed], [{ state: 4, reasons: ["none"] }, silent]))).toEqual({ kind: "completed", confirmedBy: "printer" });
});

it("tells of trouble that changes from look to look, and takes it back", async () => {
  const told: (string | undefined)[] = [];
  const printers = [{ state: 5, reasons: ["media-empty-error"] }, { state: 5, reasons: ["cover-open-error"] }, { state: 4, reasons: ["none"] }];
  expect(await follow(scripted([printing, printing, printing, completed], printers), told)).toMatchObject({ kind: "completed" });
  expect(told).toEqual(["a4-printer-cover-open", undefined]);
});

it("takes no notice of trouble seen once", async () => {
  const told: (string | undefined)[] = [];
  const printers = [{ state: 5, reasons: ["media-empty-error"] }, { state: 4, reasons: ["none"] }];
  await follow(scripted([printing, printing, completed], printers), told);
  expect(told).toEqual([]);
});

const jam = { state: 5, reasons: ["media-jam-error"] };
const [canceled, badly] = [{ state: 7, reasons: ["job-canceled-by-system"] }, { state: 9, reasons: ["job-completed-with-errors"] }];
it.each([
  // What CUPS 2.4 says now and then of a job that the printer gave up.
  ["completed while the printer is jammed", completed, jam, "queue", { kind: "doubtful", failure: { code: "a4-printer-unconfirmed" } }],
  ["canceled while the printer is jammed", canceled, jam, "queue", { kind: "aborted", failure: { code: "a4-printer-jam" } }],
  ["completed with errors", badly, { state: 3, reasons: ["none"] }, "queue", { kind: "doubtful", failure: { code: "a4-printer-unconfirmed" } }],
  ["completed, nothing wrong", completed, { state: 3, reasons: ["none"] }, "queue", { kind: "completed", confirmedBy: "queue" }],
  ["completed, by the printer's own word, in which another job is jammed", completed, jam, "printer", { kind: "completed", confirmedBy: "printer" }],
] as const)("judges a job said to be %s", async (_title, end, printer, confirmedBy, outcome) => {
  expect(await follow(scripted([printing, end], [printer]), [], confirmedBy)).toMatchObject(outcome);
});
