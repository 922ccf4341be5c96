import type { JobOutcome, JobPrinter } from "../print-queue/job-printer.ts";
import type { PrintJob } from "../print-queue/print-job.ts";
import type { A4Printer, A4PrintOptions, A4PrintOutcome } from "./a4-printer.ts";

/** An A4 printer's place in the print queue. Tray and sides are asked when the job goes out, so that a wrong setting can be mended for it. */
export function toA4JobPrinter(printer: A4Printer, optionsOf: (job: PrintJob) => Pick<A4PrintOptions, "jobName" | "tray" | "duplex">): JobPrinter {
  return {
    printJob: async (job, signal, { onAttention }) =>
      toJobOutcome(await printer.print(job.bytes, { ...optionsOf(job), copies: job.copies, onAttention }, signal)),
  };
}

function toJobOutcome(outcome: A4PrintOutcome): JobOutcome {
  switch (outcome.kind) {
    case "completed":
      return { kind: "printed" };
    case "canceled":
      return { kind: outcome.failure.details["by"] === "clerk" ? "cancelled" : "aborted", failure: outcome.failure };
    // It lies in the printer and nobody came for a long time: from here on only a person knows.
    case "needs-attention":
      return { kind: "doubtful", failure: outcome.failure };
    default:
      return { kind: outcome.kind, failure: outcome.failure };
  }
}
