import { setTimeout as delay } from "node:timers/promises";
import { isFailure } from "../../domain/failure.ts";
import { a4PrinterFailure, a4PrinterFailureOf } from "./a4-printer-failure.ts";
import type { A4Printer, A4PrintOptions, A4PrintOutcome } from "./a4-printer.ts";
import { chooseFormat, type DocumentConverter } from "./document-format.ts";
import { followJob, type FollowedPrinter, type FollowLimits } from "./follow-job.ts";
import { createIppClient, type IppPrinterState } from "./ipp-client.ts";
import type { IppEndpoint } from "./ipp-endpoint.ts";
import { ipp } from "./ipp-message.ts";
import { toJobFields } from "./job-fields.ts";
import { readPrinterReasons, STOPPED } from "./printer-reasons.ts";
import { readStatus } from "./printer-status.ts";

export interface IppPrinterLimits extends FollowLimits {
  readonly answerLimitMs: number;
  /** A printer that takes no more of the document for so long has stopped taking it. */
  readonly sendLimitMs: number;
  /** How long a printer busy with another job is asked again. */
  readonly busyLimitMs: number;
}

export const DEFAULT_IPP_LIMITS: IppPrinterLimits = {
  pollMs: 500, answerLimitMs: 5_000, sendLimitMs: 120_000, busyLimitMs: 60_000, attentionLimitMs: 600_000, lostLimitMs: 30_000, cancelLimitMs: 30_000,
  jobLimitMs: 1_800_000,
};

export interface IppPrinterOptions {
  readonly limits?: Partial<IppPrinterLimits>;
  /** For printers that take no PDF, in order of preference. */
  readonly converters?: readonly DocumentConverter[];
  /** `queue` when what answers is a print queue that only passes jobs on. */
  readonly confirmedBy?: "printer" | "queue";
}

/** A printer spoken to directly, without a queue or driver of the system in between that could be mistaken about it. */
export function createIppPrinter(endpoint: IppEndpoint, { limits: change = {}, converters = [], confirmedBy = "printer" }: IppPrinterOptions = {}): A4Printer {
  const limits = { ...DEFAULT_IPP_LIMITS, ...change };
  const client = createIppClient(endpoint, limits);
  return {
    name: endpoint.name,
    print: (pdf, options, signal) => printOver({ client, printer: endpoint.name, confirmedBy }, limits, converters, pdf, options, signal),
    status: () => readStatus(client, endpoint.name, converters),
  };
}

async function printOver(
  followed: FollowedPrinter, limits: IppPrinterLimits, converters: readonly DocumentConverter[], pdf: Uint8Array, options: A4PrintOptions, signal: AbortSignal,
): Promise<A4PrintOutcome> {
  const { client, printer: name } = followed;
  let isSending = false;
  let jobId: number;
  try {
    signal.throwIfAborted();
    const printer = await client.getPrinter();
    refuseTrouble(name, printer);
    const jobFields = toJobFields(name, printer, options);
    const { format, convert } = chooseFormat(name, printer.formats, converters);
    const document = convert ? await convert(pdf, signal) : pdf;
    const operationFields = [ipp.name("job-name", options.jobName), ipp.mimeType("document-format", format)];
    jobId = await untilFree(limits, signal, () => {
      isSending = true;
      return client.printJob(document, operationFields, jobFields, delayed(signal, limits.answerLimitMs));
    });
  } catch (error) {
    const failure = a4PrinterFailureOf(error, name);
    // An answer of the printer says that it took nothing. Without one, the document may be with it.
    if (isSending && /-(line-lost|no-answer|wrong-answer)$/.test(failure.code)) return { kind: "doubtful", failure };
    if (signal.aborted) return { kind: "canceled", failure: a4PrinterFailure("a4-printer-canceled", name, { by: "clerk" }, error) };
    return { kind: "not-printed", failure };
  }
  return followJob(followed, jobId, options, limits, signal);
}

/** Throws what keeps a printer from taking a job: one that stands still would only hide it. A notice of one empty tray does not. */
function refuseTrouble(name: string, { isAccepting, reasons, state }: IppPrinterState): void {
  if (!isAccepting) throw a4PrinterFailure("a4-printer-not-accepting", name);
  const trouble = state === STOPPED ? readPrinterReasons(reasons, state, name).failures[0] : undefined;
  if (trouble) throw trouble;
}

/** Offers the job again while the printer is busy with another. Throws its last refusal. */
async function untilFree<T>(limits: IppPrinterLimits, signal: AbortSignal, offer: () => Promise<T>): Promise<T> {
  const patience = AbortSignal.timeout(limits.busyLimitMs);
  for (;;) {
    try {
      return await offer();
    } catch (error) {
      if (!isFailure(error, "a4-printer-busy") || patience.aborted || signal.aborted) throw error;
    }
    await delay(limits.pollMs, undefined, { signal });
  }
}

/**
 * Aborts a while after `signal`: a document already on its way gets time to be taken, because a job with a number can be
 * cancelled and its end is known, while a line cut in the middle leaves doubt.
 */
function delayed(signal: AbortSignal, graceMs: number): AbortSignal {
  const late = new AbortController();
  const start = (): void => AbortSignal.timeout(graceMs).addEventListener("abort", () => late.abort(), { once: true });
  if (signal.aborted) start();
  else signal.addEventListener("abort", start, { once: true });
  return late.signal;
}
