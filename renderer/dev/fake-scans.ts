import type { ScanProgress, ScanTarget } from "../../contracts/ipc/scanning.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { Page } from "../../domain/case/page.ts";
import { isFailure } from "../../domain/failure.ts";
import type { CaseId } from "../../domain/ids.ts";
import { newUuid } from "../app/uuid.ts";
import type { Publish } from "./fake-endpoint.ts";

export type PageMaker = () => Promise<{ name: string; page: Page }>;

/** Batches that put one page after another into the case, with pauses as a feeder has them. */
export function createFakeScans(act: (caseId: CaseId, body: CommandBody) => void, publish: Publish) {
  const cancelled = new Set<string>();
  const imports = new Map<string, { target: ScanTarget; fileCount: number; makers: PageMaker[] }>();

  const run = async (jobId: string, target: ScanTarget, makers: readonly PageMaker[], isFiles: boolean): Promise<void> => {
    let progress: ScanProgress = {
      jobId, target, state: "running", finishedPageCount: 0, workingPageCount: makers.length, totalCount: isFiles ? makers.length : null,
      currentPageShare: null, blankPageCount: 0, problems: [], warnings: [], materials: [], failure: null,
    };
    const tell = (change: Partial<ScanProgress>): void => publish("scans.progress", (progress = { ...progress, ...change }));
    for (const make of makers) {
      for (let share = 0; share < 1 && !isFiles; share += 0.25) {
        tell({ currentPageShare: share });
        await pause(60);
      }
      if (cancelled.has(jobId)) return tell({ state: "cancelled", currentPageShare: null });
      try {
        const { page, name } = await make();
        const place = { materialCode: target.materialCode, index: target.index + progress.finishedPageCount };
        act(
          target.caseId,
          target.replacesPageId === null
            ? { kind: "attachPages", payload: { ...place, pages: [page] } }
            : { kind: "replacePage", payload: { pageId: target.replacesPageId, page } },
        );
        const warnings = page.isBlank ? [...progress.warnings, { name, code: "blank", pageId: page.pageId }] : progress.warnings;
        tell({ finishedPageCount: progress.finishedPageCount + 1, materials: [{ materialCode: target.materialCode, pageCount: progress.finishedPageCount + 1 }], blankPageCount: progress.blankPageCount + Number(page.isBlank), warnings });
      } catch (error) {
        const failure = isFailure(error) ? { code: error.code, retryable: false, details: error.details } : { code: "internal", retryable: false, details: {} };
        tell({ problems: [...progress.problems, { name: String(failure.details["name"] ?? "?"), failure }] });
      }
    }
    tell({ state: "finished", currentPageShare: null, workingPageCount: 0 });
  };
  return {
    begin(target: ScanTarget, makers: readonly PageMaker[]): { jobId: string } {
      const jobId = newUuid();
      void run(jobId, target, makers, false);
      return { jobId };
    },
    beginImport(target: ScanTarget, fileCount: number): { jobId: string } {
      const jobId = newUuid();
      imports.set(jobId, { target, fileCount, makers: [] });
      return { jobId };
    },
    /** The batch runs once it has all of its files. */
    importFile(jobId: string, maker: PageMaker): { takesMore: boolean } {
      const batch = imports.get(jobId);
      if (!batch || cancelled.has(jobId)) return { takesMore: false };
      const takesMore = batch.makers.push(maker) < batch.fileCount;
      if (!takesMore) void run(jobId, batch.target, batch.makers, true);
      return { takesMore };
    },
    cancel: (jobId: string): void => void cancelled.add(jobId),
  };
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
