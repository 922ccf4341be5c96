import { isFailure, type Failure } from "../../domain/failure.ts";
import type { Separator } from "../../domain/page/separator.ts";
import { decodeScan, expandScan } from "./decode-scan.ts";
import { careFor, prepareDecoded, preparePage, type PageMode, type PreparedPage } from "./prepare-page.ts";
import type { ScanInput } from "./scan-input.ts";
import { createSemaphore } from "./semaphore.ts";
import { findSeparator } from "./separator-mark.ts";

/** What became of one page of paper. `position` counts from 1 in the paper's order (R-SCAN-2); a failed page keeps its number. */
export type PageOutcome =
  | { readonly position: number; readonly name: string; readonly page: PreparedPage }
  | { readonly position: number; readonly name: string; readonly failure: Failure };

/** Also what is no page: a separator sheet says which material the next pages belong to. */
export type BatchOutcome = PageOutcome | { readonly position: number; readonly name: string; readonly separator: Separator };

export interface PageProgress {
  readonly position: number;
  readonly name: string;
  readonly state: "preparing" | "prepared" | "failed";
}

export interface PagePoolOptions {
  readonly mode: PageMode;
  /** Pages prepared at once, four if not said; each needs about 100 MB for a 300 dpi colour sheet. */
  readonly concurrency?: number;
  readonly onProgress?: (progress: PageProgress) => void;
  /** Cancels: no further scan is taken, pages already begun are finished and delivered, then the sequence ends. */
  readonly signal?: AbortSignal;
}

/** Two more than two cores can work on: while one page's pixels are looked at here and another waits for that, two are decoded or encoded beside. */
const USUAL_CONCURRENCY = 4;
/** Finished pages (90 KB each) that may wait for a slow reader before no further scan is taken. */
const UNREAD_PAGES = 16;

/**
 * Prepares scans as they come and delivers the outcomes in paper order. Takes a scan only when a worker is free, so a slow
 * machine slows the scanner instead of filling memory. A bad scan is an outcome with its failure and the rest go on. When the
 * source itself fails (the feeder jams) the pages before are delivered first, then its error is thrown.
 */
export function preparePages(scans: AsyncIterable<ScanInput>, options: PagePoolOptions): AsyncGenerator<PageOutcome> {
  return runPool(scans, options, async (input) => ({ page: await preparePage(input, { mode: options.mode }) }));
}

/** The same, with separator sheets told from pages. */
export function prepareBatch(scans: AsyncIterable<ScanInput>, options: PagePoolOptions): AsyncGenerator<BatchOutcome> {
  return runPool(scans, options, async (input) => {
    const scan = await decodeScan(input, careFor(options.mode));
    const separator = findSeparator(scan.pixels);
    return separator ? { separator } : { page: await prepareDecoded(input, scan, { mode: options.mode }) };
  });
}

type Place = { readonly position: number; readonly name: string };
type Failed = Place & { readonly failure: Failure };

async function* runPool<Made extends object>(
  scans: AsyncIterable<ScanInput>,
  options: PagePoolOptions,
  make: (input: ScanInput) => Promise<Made>,
): AsyncGenerator<(Place & Made) | Failed> {
  const { signal } = options;
  const workers = createSemaphore(options.concurrency ?? USUAL_CONCURRENCY);
  const room = createSemaphore(UNREAD_PAGES);
  const outcomes: Promise<(Place & Made) | Failed>[] = [];
  let wake = () => {};
  let isOver = false;
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;

  const begin = async (input: ScanInput): Promise<void> => {
    await room.acquire();
    const position = ++lastPosition;
    outcomes.push(prepareOne(input, position, options, make).finally(workers.release));
    wake();
  };
  let lastPosition = 0;

  const feed = async (): Promise<void> => {
    const iterator = scans[Symbol.asyncIterator]();
    try {
      for (;;) {
        await workers.acquire();
        const next = await untilAborted(iterator.next(), stopped);
        if (!next || next.done) return;
        const [first, ...others] = await expandOrKeep(next.value);
        await begin(first);
        for (const other of others) {
          if (stopped.aborted) return;
          await workers.acquire();
          await begin(other);
        }
      }
    } finally {
      isOver = true;
      wake();
      // A source that hangs in next() would hang in return() too: it has the signal and ends by itself.
      void iterator.return?.()?.catch(() => undefined);
    }
  };
  const fed = feed();
  fed.catch(() => undefined);

  try {
    for (;;) {
      const outcome = outcomes.shift();
      if (outcome) {
        room.release();
        yield await outcome;
      } else if (isOver) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    await fed;
  } finally {
    stop.abort();
    room.release(outcomes.length + 1);
    await Promise.allSettled(outcomes);
  }
}

async function prepareOne<Made extends object>(
  input: ScanInput,
  position: number,
  options: PagePoolOptions,
  make: (input: ScanInput) => Promise<Made>,
): Promise<(Place & Made) | Failed> {
  const { name } = input;
  options.onProgress?.({ position, name, state: "preparing" });
  try {
    const made = await make(input);
    options.onProgress?.({ position, name, state: "prepared" });
    return { position, name, ...made };
  } catch (error) {
    if (!isFailure(error)) throw error;
    options.onProgress?.({ position, name, state: "failed" });
    return { position, name, failure: error };
  }
}

/** A file that cannot even be opened stays one scan: preparing it will say what is wrong. */
async function expandOrKeep(input: ScanInput): Promise<[ScanInput, ...ScanInput[]]> {
  try {
    const [first = input, ...others] = await expandScan(input);
    return [first, ...others];
  } catch (error) {
    if (!isFailure(error)) throw error;
    return [input];
  }
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return undefined;
  }
  let onAbort = () => {};
  const aborted = new Promise<undefined>((resolve) => {
    onAbort = () => resolve(undefined);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    work.catch(() => undefined);
    signal.removeEventListener("abort", onAbort);
  }
}
