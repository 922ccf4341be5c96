import { setTimeout as delay } from "node:timers/promises";
import { Failure } from "../../domain/failure.ts";
import { completionRequest, isCompletionByte, isStatusByte, stateOfAnswers, statusRequests } from "./escpos-status.ts";
import type { OpenPrinterChannel, PrinterChannel } from "./printer-channel.ts";
import { failureOfState, printerFailure, printerFailureOf } from "./printer-failure.ts";
import { canPrint, type PrinterState, type PrintOutcome, type ReceiptPrinter } from "./receipt-printer.ts";

export interface EscposPrinterOptions {
  name: string;
  openTimeoutMs: number;
  /** For one answer to a status request. */
  answerTimeoutMs: number;
  /** For the system to take the whole job. */
  writeTimeoutMs: number;
  /** From the last byte to the answer that all of it was printed. */
  confirmTimeoutMs: number;
  /** How often a printer at work is asked for trouble. */
  pollMs: number;
  /** False for a printer that cannot talk back: every job then ends `doubtful` and the clerk looks at the paper. */
  answers: boolean;
}

export const defaultPrinterTimeouts = {
  openTimeoutMs: 3_000,
  answerTimeoutMs: 2_000,
  writeTimeoutMs: 15_000,
  confirmTimeoutMs: 15_000,
  pollMs: 500,
} as const;

/**
 * A printer that speaks ESC/POS over any channel. A job runs:
 *
 *   open ─▶ ask status ─▶ write job, then `GS r 1` ─▶ wait for its answer ─▶ printed
 *     │          │              │                        │
 *     └──────────┴─ not printed └──────── doubtful ──────┘   (trouble seen, line lost, time over, aborted)
 *
 * While it waits it asks for the status again and again, so that paper running out in mid-job is told by its name. Whatever
 * the printer sends is always read: an unread answer would keep the line from closing.
 */
export function createEscposPrinter(open: OpenPrinterChannel, options: EscposPrinterOptions): ReceiptPrinter {
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    name: options.name,
    print: (job, signal) => alone(() => printOver(open, options, job, signal)),
    status: (signal) => alone(() => askOver(open, options, signal)),
  };
}

async function printOver(open: OpenPrinterChannel, options: EscposPrinterOptions, job: Uint8Array, signal: AbortSignal): Promise<PrintOutcome> {
  let session: PrinterSession | undefined;
  let hasBegun = false;
  try {
    session = await PrinterSession.open(open, options, signal);
    if (options.answers) {
      const state = await session.askState();
      if (!canPrint(state)) return { kind: "not-printed", failure: failureOfState(state, options.name) };
    }
    signal.throwIfAborted();
    hasBegun = true;
    await session.write(job, options.writeTimeoutMs);
    if (!options.answers) return { kind: "doubtful", failure: printerFailure("printer-unconfirmed", options.name) };
    const trouble = await session.confirm();
    return trouble === undefined ? { kind: "printed" } : { kind: "doubtful", failure: trouble };
  } catch (error) {
    const failure = signal.aborted ? printerFailure("printer-cancelled", options.name) : printerFailureOf(error, options.name);
    return { kind: hasBegun ? "doubtful" : "not-printed", failure };
  } finally {
    await session?.close();
  }
}

async function askOver(open: OpenPrinterChannel, options: EscposPrinterOptions, signal: AbortSignal): Promise<PrinterState> {
  let session: PrinterSession | undefined;
  try {
    session = await PrinterSession.open(open, options, signal);
    return options.answers ? await session.askState() : "ready";
  } catch (error) {
    return printerFailureOf(error, options.name).code === "printer-unplugged" ? "unplugged" : "offline";
  } finally {
    await session?.close();
  }
}

/** One open line with its reader: answers are sorted by kind as they come. */
class PrinterSession {
  readonly #channel: PrinterChannel;
  readonly #options: EscposPrinterOptions;
  readonly #signal: AbortSignal;
  readonly #ended = new AbortController();
  readonly #statusBytes: number[] = [];
  #isComplete = false;
  #lost: unknown = undefined;
  #wake: () => void = () => undefined;

  static async open(open: OpenPrinterChannel, options: EscposPrinterOptions, signal: AbortSignal): Promise<PrinterSession> {
    signal.throwIfAborted();
    const limit = AbortSignal.timeout(options.openTimeoutMs);
    try {
      return new PrinterSession(await open(AbortSignal.any([signal, limit])), options, signal);
    } catch (error) {
      throw limit.aborted && !signal.aborted ? printerFailure("printer-offline", options.name, error) : error;
    }
  }

  private constructor(channel: PrinterChannel, options: EscposPrinterOptions, signal: AbortSignal) {
    this.#channel = channel;
    this.#options = options;
    this.#signal = signal;
    void this.#readOn();
  }

  /** Sends `DLE EOT 1..4` one after the other. Throws `printer-no-answer` when one stays unanswered. */
  async askState(): Promise<PrinterState> {
    const answers: number[] = [];
    for (const request of statusRequests) {
      this.#statusBytes.length = 0;
      await this.write(request, this.#options.answerTimeoutMs);
      const isAnswered = await this.#until(() => this.#statusBytes.length > 0, this.#options.answerTimeoutMs);
      if (!isAnswered) throw printerFailure("printer-no-answer", this.#options.name);
      answers.push(this.#statusBytes[0]!);
    }
    return stateOfAnswers(answers as [number, number, number, number]);
  }

  async write(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      await this.#channel.write(bytes, AbortSignal.any([this.#signal, limit]));
    } catch (error) {
      throw limit.aborted && !this.#signal.aborted ? printerFailure("printer-no-answer", this.#options.name, error) : error;
    }
  }

  /** Waits until the printer says that all was printed; otherwise answers what is wrong. */
  async confirm(): Promise<Failure | undefined> {
    const endsAtMs = performance.now() + this.#options.confirmTimeoutMs;
    this.#isComplete = false;
    await this.write(completionRequest, this.#options.writeTimeoutMs);
    while (performance.now() < endsAtMs) {
      if (await this.#until(() => this.#isComplete, this.#options.pollMs)) return undefined;
      const state = await this.#findState();
      if (this.#isComplete) return undefined;
      if (state !== undefined && !canPrint(state)) return failureOfState(state, this.#options.name);
    }
    return printerFailure("printer-unconfirmed", this.#options.name);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.#channel.close();
  }

  /** A printer hard at work may be slow to tell its state: no answer is no trouble yet. */
  async #findState(): Promise<PrinterState | undefined> {
    try {
      return await this.askState();
    } catch (error) {
      if (error instanceof Failure && error.code === "printer-no-answer") return undefined;
      throw error;
    }
  }

  async #readOn(): Promise<void> {
    try {
      while (!this.#ended.signal.aborted) {
        for (const byte of await this.#channel.read(this.#ended.signal)) {
          if (isStatusByte(byte)) this.#statusBytes.push(byte);
          else if (isCompletionByte(byte)) this.#isComplete = true;
        }
        this.#wake();
      }
    } catch (error) {
      this.#lost = error;
      this.#wake();
    }
  }

  /** True once the condition holds, false when the time is over; throws when the line is lost or the job aborted. */
  async #until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    const endsAtMs = performance.now() + timeoutMs;
    for (;;) {
      if (condition()) return true;
      if (this.#lost !== undefined) throw this.#lost;
      const leftMs = endsAtMs - performance.now();
      if (leftMs <= 0) return false;
      const waited = new AbortController();
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      await Promise.race([woken, delay(leftMs, undefined, { signal: AbortSignal.any([this.#signal, waited.signal]) }).catch(() => this.#signal.throwIfAborted())]);
      waited.abort();
    }
  }
}
