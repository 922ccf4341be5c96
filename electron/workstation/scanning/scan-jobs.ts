import type { ScanChoice, scanningChannels, ScannerInfo, ScanProgress, ScanTarget } from "../../../contracts/ipc/scanning.ts";
import type { z } from "zod";
import type { CommandBody } from "../../../domain/case/case-command.ts";
import { findPage, type Case } from "../../../domain/case/case-state.ts";
import type { Refusal } from "../../../domain/case/refusal.ts";
import { findFreeze } from "../../../domain/case/rules/materials.ts";
import { rescanKind } from "../../../domain/case/rules/pages.ts";
import type { Settings } from "../../../db/settings.ts";
import { Failure } from "../../../domain/failure.ts";
import type { CaseId, Sha256 } from "../../../domain/ids.ts";
import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import type { Actor } from "../../../domain/people/role.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import { prepareBatch, type BatchOutcome } from "../../../scanner/pipeline/page-pool.ts";
import type { PageMode } from "../../../scanner/pipeline/prepare-page.ts";
import type { ScanInput } from "../../../scanner/pipeline/scan-input.ts";
import type { ScanController } from "../../../scanner/scan-controller.ts";
import type { Announce } from "../announce.ts";
import { failureOfRefusal } from "../failures.ts";
import { createFileHandover, type FileHandover } from "./file-handover.ts";
import { preparePicture } from "./prepare-picture.ts";
import { createScanBatch, type ScanBatch } from "./scan-batch.ts";
import { createScanDevices } from "./scan-devices.ts";
import { scanOf } from "./scan-of.ts";
import { driverSourceOf } from "./scanner-info.ts";

type ScanRequest = z.output<(typeof scanningChannels)["scans.start"]["input"]>;
type ImportRequest = z.output<(typeof scanningChannels)["scans.import"]["input"]>;
type FileRequest = z.output<(typeof scanningChannels)["scans.importFile"]["input"]>;
type PictureChannel = (typeof scanningChannels)["scans.preparePicture"];

export interface ScanJobsPorts {
  readonly controller: ScanController;
  /** Where each scanner's settings are kept. */
  readonly settings: Pick<Settings, "find" | "set">;
  readonly mode: PageMode;
  now(): Instant;
  newId(): string;
  /** Throws Failure `sign-in-needed`. */
  getActor(): Actor;
  getCase(caseId: CaseId): Case;
  getItem(current: Case): ItemDefinition;
  findLostPages(caseId: CaseId): ReadonlySet<Sha256>;
  keepPage(sha256: Sha256, jpeg: Uint8Array): void;
  act(actor: Actor, caseId: CaseId, body: CommandBody): Refusal | undefined;
  announce: Announce;
  logError(error: unknown): void;
}

export interface ScanJobs {
  listScanners(): Promise<ScannerInfo[]>;
  chooseForScanner(scannerId: string, choice: ScanChoice): void;
  /** Throws `sign-in-needed`, or what the case would refuse the pages for, before any paper moves. */
  startScan(request: ScanRequest): { jobId: string };
  startImport(request: ImportRequest): { jobId: string };
  importFile(request: FileRequest): Promise<{ takesMore: boolean }>;
  preparePicture(picture: z.output<PictureChannel["input"]>): Promise<z.output<PictureChannel["output"]>>;
  /** Resolves once the batch has stopped; finished pages stay. */
  cancel(jobId: string): Promise<void>;
  cancelAll(): Promise<void>;
  /** The page has gone that would hand over the rest of the files. */
  cancelImports(): void;
  /** A device is at work, or pictures are being prepared. */
  isScanning(): boolean;
}

/** At most this often is a page told how far the sheet in the machine is. */
const minorReportEveryMs = 100;

/** Batches under way. Each is carried out in the name of who started it. */
export function createScanJobs(ports: ScanJobsPorts): ScanJobs {
  const devices = createScanDevices(ports.controller, ports.settings);
  const running = new Map<string, { batch: ScanBatch; done: Promise<void> }>();
  const handovers = new Map<string, FileHandover>();

  const refuseEarly = (target: ScanTarget): void => {
    const current = ports.getCase(target.caseId);
    const item = ports.getItem(current);
    if (target.replacesPageId === null || rescanKind(current, item, target.materialCode) === "replacePage") {
      const refusal = findFreeze(current, item, target.materialCode);
      if (refusal) throw failureOfRefusal(refusal);
    }
    if (target.replacesPageId === null) return;
    const place = findPage(current, target.replacesPageId);
    if (!place) throw new Failure("page-unknown", { details: { pageId: target.replacesPageId } });
    if (rescanKind(current, item, target.materialCode) === "supplyLostPage" && !ports.findLostPages(target.caseId).has(place.page.sha256)) {
      throw failureOfRefusal({ code: "page-not-lost", pageId: target.replacesPageId });
    }
  };

  const start = (
    target: ScanTarget,
    about: { totalCount: number | null; device: string | undefined },
    outcomesOf: (batch: ScanBatch, jobId: string) => AsyncIterable<BatchOutcome>,
  ): { jobId: string } => {
    const actor = ports.getActor();
    refuseEarly(target);
    const jobId = ports.newId();
    const batch = createScanBatch({
      jobId,
      target,
      ...about,
      ports: {
        now: ports.now,
        newId: ports.newId,
        getCase: () => ports.getCase(target.caseId),
        rescanKind: () => {
          const current = ports.getCase(target.caseId);
          return rescanKind(current, ports.getItem(current), target.materialCode);
        },
        keepPage: ports.keepPage,
        findSeparatorProblem: ({ itemCode, materialCode }) => {
          const current = ports.getCase(target.caseId);
          const item = ports.getItem(current);
          // A rescan is of one page, wherever that is.
          if (target.replacesPageId !== null || item.code !== itemCode || !item.materials.some(({ code }) => code === materialCode)) return "separator-other-item";
          return findFreeze(current, item, materialCode) ? "separator-closed" : undefined;
        },
        act: (body) => ports.act(actor, target.caseId, body),
        report: createReporter(ports),
        logError: ports.logError,
      },
    });
    const done = batch.run(outcomesOf(batch, jobId)).finally(() => {
      running.delete(jobId);
      handovers.delete(jobId);
    });
    running.set(jobId, { batch, done });
    return { jobId };
  };

  const stop = async ({ batch, done }: { batch: ScanBatch; done: Promise<void> }): Promise<void> => {
    batch.cancel();
    await done;
  };

  return {
    listScanners: devices.list,
    chooseForScanner: devices.choose,
    startScan: ({ target, scannerId, source, resolutionDpi, colour, pageSize }) =>
      start(target, { totalCount: null, device: devices.nameOf(scannerId) }, (batch) =>
        devices.scanBatch({
          address: scannerId,
          options: { source: driverSourceOf(source), colour, resolutionDpi, pageSize },
          mode: ports.mode,
          signal: batch.signal,
          onPageProgress: batch.onPageProgress,
          onSheetProgress: batch.onSheetProgress,
        })),
    startImport: ({ target, fileCount }) =>
      start(target, { totalCount: fileCount, device: undefined }, (batch, jobId) => {
        const handover = createFileHandover(fileCount, batch.signal);
        handovers.set(jobId, handover);
        return prepareBatch(handover.scans, { mode: ports.mode, signal: batch.signal, onProgress: batch.onPageProgress });
      }),
    importFile: async ({ jobId, file }) => ({ takesMore: (await handovers.get(jobId)?.give(toScan(file))) ?? false }),
    preparePicture: (picture) => preparePicture(picture, ports),
    async cancel(jobId) {
      const job = running.get(jobId);
      if (job) await stop(job);
    },
    isScanning: () => running.size > 0,
    async cancelAll() {
      await Promise.all([...running.values()].map(stop));
    },
    cancelImports() {
      for (const jobId of handovers.keys()) running.get(jobId)?.batch.cancel();
    },
  };
}

function toScan(file: FileRequest["file"]): ScanInput {
  return "failure" in file ? { name: file.name, failure: new Failure(file.failure.code, file.failure) } : scanOf(file);
}

function createReporter({ announce }: ScanJobsPorts): (progress: ScanProgress, isMinor: boolean) => void {
  let lastAtMs = 0;
  return (progress, isMinor) => {
    const nowMs = performance.now();
    if (isMinor && nowMs - lastAtMs < minorReportEveryMs) return;
    lastAtMs = nowMs;
    announce("scans.progress", progress);
  };
}
