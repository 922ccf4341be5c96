import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportedFile, ScanProgress, ScanTarget } from "../../contracts/ipc/scanning.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { realDependencies } from "../../electron/workstation/dependencies.ts";
import { openWorkstation, type Workstation, type WorkstationDependencies } from "../../electron/workstation/workstation.ts";

export const testDatabaseKey = "5".repeat(64);

export interface HeadlessOptions {
  /** An existing data folder, to open it again. */
  dataFolder?: string;
  now?: () => Instant;
  options?: Record<string, string>;
  dependencies?: Partial<WorkstationDependencies>;
}

/** The workstation process's own object without Electron around it, with quick sync rounds and no scanner but the given. */
export interface Headless extends Workstation {
  readonly dataFolder: string;
  readonly exportFolder: string;
  readonly loggedErrors: unknown[];
  remove(): Promise<void>;
}

export async function openHeadless({ dataFolder, now, options, dependencies }: HeadlessOptions = {}): Promise<Headless> {
  const folder = dataFolder ?? (await mkdtemp(join(tmpdir(), "yichuang-headless-")));
  const exportFolder = join(folder, "一窗导出");
  const loggedErrors: unknown[] = [];
  const workstation = await openWorkstation(
    { databaseKey: testDatabaseKey, dataFolder: folder, appVersion: "0.0.0-test", options: { exportFolder, pageMode: "fast", ...options } },
    {
      ...realDependencies(),
      createScannerDrivers: () => [],
      logError: (_where, error) => loggedErrors.push(error),
      syncTiming: { pollMs: 500, firstRetryMs: 50, longestRetryMs: 200 },
      ...(now && { now }),
      ...dependencies,
    },
  );
  return { ...workstation, dataFolder: folder, exportFolder, loggedErrors, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Begins a batch and resolves with how it ended. */
export function batchEnd(workstation: Workstation, begin: () => Promise<{ jobId: string }>): Promise<ScanProgress> {
  return new Promise((resolve, reject) => {
    const ended = new Map<string, ScanProgress>();
    let jobId: string | undefined;
    const unsubscribe = workstation.subscribe((topic, payload) => {
      const progress = payload as ScanProgress;
      if (topic !== "scans.progress" || progress.state === "running") return;
      ended.set(progress.jobId, progress);
      settle();
    });
    const settle = (): void => {
      const progress = jobId === undefined ? undefined : ended.get(jobId);
      if (!progress) return;
      unsubscribe();
      resolve(progress);
    };
    begin().then((begun) => {
      jobId = begun.jobId;
      settle();
    }, reject);
  });
}

/** Begins a batch of files and hands them over one by one, as a page does. */
export async function importFiles(workstation: Pick<Workstation, "call">, target: ScanTarget, files: readonly ImportedFile[]): Promise<{ jobId: string }> {
  const { jobId } = await workstation.call("scans.import", { target, fileCount: files.length });
  const handOver = async (): Promise<void> => {
    for (const file of files) if (!(await workstation.call("scans.importFile", { jobId, file })).takesMore) return;
  };
  void handOver();
  return { jobId };
}

export function targetOf(caseId: CaseId, materialCode: string, index = 0): ScanTarget {
  return { caseId, materialCode, index, replacesPageId: null };
}
