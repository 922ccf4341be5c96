import { setTimeout as delay } from "node:timers/promises";
import { Failure } from "../../domain/failure.ts";
import type { ScanJob, ScanSource } from "../driver.ts";
import { sniffFormat, type ScanInput } from "../pipeline/scan-input.ts";
import { exchangeWith, toEsclFailure, type EsclAnswer, type EsclDevice, type EsclExchange } from "./escl-endpoint.ts";
import { findStatusFailure, parseStatus } from "./escl-status.ts";

export interface EsclLimits {
  /** For a question (what can you do, how are you) and for a farewell. */
  readonly answerLimitMs: number;
  /** For a page: a device that says nothing for this long has hung. */
  readonly silenceLimitMs: number;
  /** How long a device busy with somebody else is asked again. */
  readonly busyLimitMs: number;
  readonly retryMs: number;
}

/** The slowest flatbed warms its lamp for about a minute. */
export const DEFAULT_ESCL_LIMITS: EsclLimits = { answerLimitMs: 5_000, silenceLimitMs: 120_000, busyLimitMs: 15_000, retryMs: 1_000 };

export interface EsclJobRequest {
  readonly device: EsclDevice;
  readonly settings: string;
  readonly source: ScanSource;
  readonly limits: EsclLimits;
  readonly job: ScanJob;
  /** Told the path of a job that could not be deleted: the device, cut off, still believes in it. */
  readonly onLeftBehind: (jobPath: string) => void;
}

/**
 * One scan job:
 *
 *   POST ScanJobs ─201─▶ GET NextDocument ─200─▶ a sheet, and again ─404/409/410─▶ ask ScannerStatus ─▶ end, or why it stopped
 *        │ 503: again, then `scanner-busy`  │ 503: again, then `scanner-not-responding`
 *
 * The job is deleted at the device however it ended: a forgotten one keeps it busy for minutes.
 * Throws Failures `scanner-…`; ends without one when `job.signal` is aborted.
 */
export async function* runEsclJob(request: EsclJobRequest): AsyncGenerator<ScanInput> {
  const { device, source, limits, job } = request;
  let jobPath: string | undefined;
  let sheet = 0;
  const ask = (exchange: Pick<EsclExchange, "method" | "path"> & Partial<EsclExchange>) =>
    exchangeWith(device, { signal: job.signal, silenceLimitMs: limits.answerLimitMs, ...exchange }).catch((error: unknown) => {
      throw toEsclFailure(error, device.url, true);
    });
  const refuseTrouble = async (): Promise<void> => {
    const answer = await ask({ method: "GET", path: "ScannerStatus" });
    const failure = findStatusFailure(parseStatus(answer.body.toString()), { device: device.url, source, sheets: sheet, jobPath });
    if (failure) throw failure;
  };
  try {
    jobPath = await createJob(request, ask, refuseTrouble);
    const documentPath = `${jobPath.replace(/\/+$/, "")}/NextDocument`;
    for (;;) {
      const next = sheet + 1;
      job.onProgress({ sheet: next, share: 0 });
      const onShare = (share: number) => job.onProgress({ sheet: next, share });
      const answer = await untilReady(request, limits.silenceLimitMs, refuseTrouble, () => ask({ method: "GET", path: documentPath, silenceLimitMs: limits.silenceLimitMs, onShare }));
      if (answer.status === 503) throw new Failure("scanner-not-responding", { retryable: true, details: { device: device.url } });
      if (answer.status !== 200) {
        await refuseTrouble();
        if (isEndOfBatch(answer.status) && sheet > 0) return;
        throw refusal(device, answer.status);
      }
      const input = toScanInput(device, answer, next);
      sheet = next;
      job.onProgress({ sheet, share: 1 });
      yield input;
      // On glass another request would scan the same sheet again.
      if (job.signal.aborted || source === "flatbed") return;
    }
  } catch (error) {
    if (!job.signal.aborted) throw error;
  } finally {
    if (jobPath !== undefined) {
      if (!(await deleteEsclJob(device, jobPath, limits))) request.onLeftBehind(jobPath);
    }
  }
}

/** False when the device could not be reached. A job it no longer knows is deleted too. */
export async function deleteEsclJob(device: EsclDevice, jobPath: string, { answerLimitMs }: EsclLimits): Promise<boolean> {
  return exchangeWith(device, { method: "DELETE", path: jobPath, silenceLimitMs: answerLimitMs }).then(() => true, () => false);
}

async function createJob(request: EsclJobRequest, ask: (exchange: Pick<EsclExchange, "method" | "path" | "body">) => Promise<EsclAnswer>, refuseTrouble: () => Promise<void>): Promise<string> {
  const { device, limits, settings } = request;
  const answer = await untilReady(request, limits.busyLimitMs, refuseTrouble, () => ask({ method: "POST", path: "ScanJobs", body: settings }));
  if (answer.status === 503) throw new Failure("scanner-busy", { retryable: true, details: { device: device.url } });
  const { location } = answer.headers;
  if (answer.status === 201 && location !== undefined && URL.canParse(location, device.url)) {
    // Devices behind a second network, or with a name nobody resolves, put a host there that we cannot reach.
    return new URL(location, device.url).pathname;
  }
  await refuseTrouble();
  throw refusal(device, answer.status);
}

/** Asks again while the device says 503, unless its status names a trouble that waiting will not mend. The last answer may be 503. */
async function untilReady({ limits, job }: EsclJobRequest, limitMs: number, refuseTrouble: () => Promise<void>, ask: () => Promise<EsclAnswer>): Promise<EsclAnswer> {
  const patience = AbortSignal.timeout(limitMs);
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503 || patience.aborted) return answer;
    await refuseTrouble();
    await delay(limits.retryMs, undefined, { signal: job.signal });
  }
}

function isEndOfBatch(status: number): boolean {
  return status === 404 || status === 409 || status === 410;
}

function refusal(device: EsclDevice, status: number): Failure {
  const details = { device: device.url, status };
  if (status === 401 || status === 403) return new Failure("scanner-access-denied", { details });
  if (status === 400) return new Failure("scanner-option-refused", { details });
  return new Failure("scanner-failed", { retryable: true, details });
}

/** Believes the bytes, not the header. Throws Failure `scanner-format-unsupported` for a document that is no picture. */
function toScanInput(device: EsclDevice, { body }: EsclAnswer, sheet: number): ScanInput {
  const format = sniffFormat(body);
  if (format === "pdf") throw new Failure("scanner-format-unsupported", { details: { device: device.url, formats: "application/pdf" } });
  return { name: `scan-${String(sheet).padStart(4, "0")}.${format === "jpeg" ? "jpg" : (format ?? "bin")}`, bytes: body, isFromCamera: false };
}
