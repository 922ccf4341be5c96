import { createInterface } from "node:readline";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { ScanJob } from "../driver.ts";
import type { ScanInput } from "../pipeline/scan-input.ts";
import { DEFAULT_SILENCE_LIMIT_MS, startScanimage, toStartFailure, type SaneEnvironment } from "./sane-environment.ts";
import { findSaneFailure } from "./sane-failures.ts";

/** Sheets the device may lie ahead of the reader: one being read, one ready. */
const SHEETS_AHEAD = 2;
/** After its last word a batch has nothing to do but leave; some backends hang in `sane_close` instead. */
const FAREWELL_LIMIT_MS = 2_000;
/** What scanimage reports of a sheet that came through whole. */
const SANE_STATUS_EOF = 5;
/** A backend that does not stop on SIGINT within this time is killed. */
const STOP_LIMIT_MS = 5_000;

/**
 * Runs one `scanimage` batch and delivers its sheets.
 *
 * Back-pressure: `--batch-prompt` makes it wait for a line on standard input before each sheet, so a line is a permit; one goes in
 * for every sheet the reader took. Standard output gets a file's name once the file is whole; standard error gets the progress.
 */
export async function* runSaneBatch(environment: SaneEnvironment, device: string, args: readonly string[], job: ScanJob): AsyncGenerator<ScanInput> {
  const { signal } = job;
  if (signal.aborted) return;
  const batch = ["--format=pnm", `--batch=${join(job.folder, "%06d.pnm")}`, "--batch-print", "--batch-prompt", "--progress"];
  const child = startScanimage(environment, ["-d", device, ...args, ...batch]);
  const ending = createEnding();
  let sheets = 0;
  let lastMessage = "";
  let lastStatus = SANE_STATUS_EOF;
  let farewell: NodeJS.Timeout | undefined;
  let hungUp = false;

  child.once("error", (cause) => ending.fail(toStartFailure(cause, device)));
  child.once("close", (exitCode) => ending.finish(exitCode));
  // It may end before it has read every permit.
  child.stdin.on("error", () => undefined);

  const watchdog = createWatchdog(environment.silenceLimitMs ?? DEFAULT_SILENCE_LIMIT_MS, () => {
    hungUp = true;
    child.kill("SIGKILL");
  });
  readMessages(child.stderr, (line) => {
    watchdog.touch();
    const progress = /^Progress: ([\d.]+)%/.exec(line);
    if (progress) job.onProgress({ sheet: sheets + 1, share: Number(progress[1]) / 100 });
    else if (line.startsWith("scanimage:")) lastMessage = line;
    else if (line.startsWith("Batch terminated")) farewell = setTimeout(() => child.kill("SIGKILL"), FAREWELL_LIMIT_MS);
    lastStatus = Number(/\(scanner status = (\d+)\)/.exec(line)?.[1] ?? lastStatus);
  });

  const stop = () => {
    // SIGTERM would leave a half file and, with some backends, the lamp on.
    child.kill("SIGINT");
    child.stdin.end();
    const killer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    void ending.exitCode.catch(() => undefined).finally(() => clearTimeout(killer));
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    child.stdin.write("\n".repeat(SHEETS_AHEAD));
    for await (const line of createInterface({ input: child.stdout })) {
      // A batch told to stop may feed sheets through before it obeys.
      if (signal.aborted) break;
      watchdog.touch();
      sheets++;
      // Its last percent may be still on its way through the other pipe.
      job.onProgress({ sheet: sheets, share: 1 });
      const bytes = await takeFile(line, device);
      watchdog.pause();
      yield { name: `sheet-${sheets}`, bytes };
      if (signal.aborted) break;
      watchdog.touch();
      if (child.stdin.writable) child.stdin.write("\n");
    }
    if (signal.aborted) return;
    const exitCode = await ending.exitCode;
    if (signal.aborted) return;
    if (hungUp) throw new Failure("scanner-not-responding", { retryable: true, details: { device } });
    // Killed while leaving, it can no longer say by its exit code what it said of its last sheet.
    const outcome = farewell && exitCode === null ? (lastStatus === SANE_STATUS_EOF ? 0 : lastStatus) : exitCode;
    const failure = findSaneFailure({ device, exitCode: outcome, message: lastMessage, sheets });
    if (failure) throw failure;
  } finally {
    signal.removeEventListener("abort", stop);
    watchdog.pause();
    clearTimeout(farewell);
    if (child.exitCode === null && child.signalCode === null) stop();
    await ending.exitCode.catch(() => undefined);
  }
}

/** Into memory and off the disk: a sheet is 26 MB, and /tmp may be memory too. */
async function takeFile(path: string, device: string): Promise<Uint8Array> {
  try {
    const bytes = await readFile(path);
    await rm(path);
    return bytes;
  } catch (cause) {
    throw new Failure("scanner-failed", { retryable: true, details: { device }, cause });
  }
}

function readMessages(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString("latin1")).split(/[\r\n]/);
    rest = lines.pop() ?? "";
    lines.forEach(onLine);
  });
}

function createEnding() {
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  promise.catch(() => undefined);
  return { exitCode: promise, finish: resolve, fail: reject };
}

function createWatchdog(limitMs: number, onSilence: () => void) {
  let timer = setTimeout(onSilence, limitMs);
  const pause = () => clearTimeout(timer);
  return {
    pause,
    touch() {
      pause();
      timer = setTimeout(onSilence, limitMs);
    },
  };
}
