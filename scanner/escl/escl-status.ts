import { Failure } from "../../domain/failure.ts";
import type { ScanSource } from "../driver.ts";
import { elementsOf, findElement, findText, parseXml } from "./escl-xml.ts";

export interface EsclStatus {
  readonly state: string;
  readonly adfState: string;
  readonly jobs: readonly { readonly uri: string; readonly state: string; readonly reasons: readonly string[] }[];
}

/** Reads `ScannerStatus`. What a device does not say is an empty text. */
export function parseStatus(xml: string): EsclStatus {
  const root = findElement(parseXml(xml), "ScannerStatus") ?? parseXml("");
  return {
    state: findText(root, "State") ?? "",
    adfState: findText(root, "AdfState") ?? "",
    jobs: elementsOf(root, "JobInfo").map((job) => ({
      uri: findText(job, "JobUri") ?? findText(job, "JobUuid") ?? "",
      state: findText(job, "JobState") ?? "",
      reasons: elementsOf(job, "JobStateReason").map(({ text }) => text.trim()),
    })),
  };
}

/** States of the feeder, as in the specification and as devices write them (Kyocera, Canon: `DoorOpen`). */
const FEEDER_TROUBLE: Readonly<Record<string, string>> = {
  ScannerAdfJam: "scanner-jam",
  ScannerAdfMispick: "scanner-jam",
  ScannerAdfMultipickDetected: "scanner-jam",
  ScannerAdfDuplexPageTooShort: "scanner-jam",
  ScannerAdfDuplexPageTooLong: "scanner-jam",
  ScannerAdfInputTrayFailed: "scanner-jam",
  ScannerAdfHatchOpen: "scanner-cover-open",
  ScannerAdfDoorOpen: "scanner-cover-open",
};

export interface EsclMoment {
  readonly device: string;
  readonly source: ScanSource;
  /** Sheets of the job delivered so far. */
  readonly sheets: number;
  /** The job's path; undefined while it could not be made. */
  readonly jobPath: string | undefined;
}

/** Why a job could not begin or go on, as far as the device says so. Undefined when it names no trouble. */
export function findStatusFailure(status: EsclStatus, { device, source, sheets, jobPath }: EsclMoment): Failure | undefined {
  const failure = (code: string, details: Record<string, string> = {}) => new Failure(code, { retryable: true, details: { device, ...details } });
  const job = jobPath === undefined ? undefined : status.jobs.find(({ uri }) => uri !== "" && isSameJob(uri, jobPath));
  if (source !== "flatbed") {
    const trouble = FEEDER_TROUBLE[status.adfState];
    if (trouble !== undefined) return failure(trouble);
    // The feeder is empty too while its only sheet is still under the lamp.
    const isRunning = job?.state === "Processing" || job?.state === "Pending";
    if (status.adfState === "ScannerAdfEmpty" && sheets === 0 && !isRunning) return failure("scanner-feeder-empty");
  }
  if (job?.state === "Canceled") return failure("scanner-stopped-at-device");
  if (job?.state === "Aborted") return failure("scanner-failed", { reason: job.reasons.join(" ") });
  return undefined;
}

/** Devices name jobs by a path, by a whole URL (of whichever host they believe to be) or by the bare id. */
function isSameJob(uri: string, jobPath: string): boolean {
  const idOf = (path: string) => path.replace(/\/+$/, "").split(/[/:]/).at(-1);
  return idOf(uri) === idOf(jobPath);
}
