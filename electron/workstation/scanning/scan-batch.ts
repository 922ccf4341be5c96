import type { WireFailure } from "../../../contracts/sync.ts";
import type { ScanProgress, ScanTarget } from "../../../contracts/ipc/scanning.ts";
import { materialOf, type Case } from "../../../domain/case/case-state.ts";
import type { CommandBody } from "../../../domain/case/case-command.ts";
import type { Page } from "../../../domain/case/page.ts";
import type { Refusal } from "../../../domain/case/refusal.ts";
import { isFailure, type Failure } from "../../../domain/failure.ts";
import type { PageId, Sha256 } from "../../../domain/ids.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import type { Separator, SeparatorTarget } from "../../../domain/page/separator.ts";
import type { BatchOutcome, PageProgress } from "../../../scanner/pipeline/page-pool.ts";
import type { PreparedPage } from "../../../scanner/pipeline/prepare-page.ts";
import { asFailure, failureOfRefusal, wireFailureOf } from "../failures.ts";
import { createInsertionPlace } from "./insertion-place.ts";
import { pageOf } from "./page-of.ts";

export interface ScanBatchOptions {
  readonly jobId: string;
  readonly target: ScanTarget;
  /** Known for files. */
  readonly totalCount: number | null;
  /** What the record says the pages came from; a file's own name is used when undefined. */
  readonly device: string | undefined;
  readonly ports: ScanBatchPorts;
}

/** What a batch does to the world, in this order for every page: the picture is kept, then the case is told of it. */
export interface ScanBatchPorts {
  now(): Instant;
  newId(): string;
  getCase(): Case;
  /** Whether a rescan changes the case's materials, or supplies what is lost of them. */
  rescanKind(): "replacePage" | "supplyLostPage";
  /** Throws a Failure when the disk is full; nothing of the page is kept then. */
  keepPage(sha256: Sha256, jpeg: Uint8Array): void;
  /** Why pages cannot go where a separator sheet says; undefined when they can. */
  findSeparatorProblem(target: SeparatorTarget): SeparatorProblem | undefined;
  /** Undefined when it was done. */
  act(body: CommandBody): Refusal | undefined;
  /** `isMinor`: only a share changed; may be left out when many come at once. */
  report(progress: ScanProgress, isMinor: boolean): void;
  /** Told what nobody foresaw. */
  logError(error: unknown): void;
}

/** `separator-other-item`: not one of this case's materials; `separator-closed`: that material may not change any more. */
export type SeparatorProblem = "separator-other-item" | "separator-closed";

export interface ScanBatch {
  readonly signal: AbortSignal;
  onPageProgress(progress: PageProgress): void;
  onSheetProgress(progress: { readonly share: number }): void;
  /** Takes the pages as they come, until there are no more, the batch is cancelled, or something ends it early. Never rejects. */
  run(outcomes: AsyncIterable<BatchOutcome>): Promise<void>;
  cancel(): void;
}

/** One batch: pages enter the case one by one in the paper's order, so that whatever ends the batch, finished pages stay. */
export function createScanBatch({ jobId, target, totalCount, device, ports }: ScanBatchOptions): ScanBatch {
  let material = { code: target.materialCode, place: createInsertionPlace(materialOf(ports.getCase(), target.materialCode).pages, target.index) };
  const abort = new AbortController();
  let hasReplaced = target.replacesPageId === null;
  let progress: ScanProgress = {
    jobId, target, totalCount, state: "running", finishedPageCount: 0, workingPageCount: 0, currentPageShare: null,
    blankPageCount: 0, problems: [], warnings: [], materials: [], failure: null,
  };

  const report = (change: Partial<ScanProgress>, isMinor = false): void => {
    progress = { ...progress, ...change };
    ports.report(progress, isMinor);
  };

  const bodyFor = (page: Page): CommandBody => {
    if (!hasReplaced && target.replacesPageId !== null) return { kind: ports.rescanKind(), payload: { pageId: target.replacesPageId, page } };
    const { pages } = materialOf(ports.getCase(), material.code);
    return { kind: "attachPages", payload: { materialCode: material.code, index: material.place.next(pages), pages: [page] } };
  };

  const take = (prepared: PreparedPage): void => {
    const page = pageOf(prepared, { pageId: ports.newId() as PageId, scannedAt: ports.now(), source: device ?? prepared.name });
    ports.keepPage(page.sha256, prepared.jpeg);
    const refusal = ports.act(bodyFor(page));
    if (refusal) throw failureOfRefusal(refusal);
    hasReplaced = true;
    material.place.inserted(page.pageId);
    report({
      finishedPageCount: progress.finishedPageCount + 1,
      workingPageCount: Math.max(0, progress.workingPageCount - 1),
      blankPageCount: progress.blankPageCount + (prepared.isBlank ? 1 : 0),
      materials: countOne(progress.materials, material.code),
      warnings: [...progress.warnings, ...prepared.warnings.map((code) => ({ name: prepared.name, code, pageId: page.pageId }))],
    });
  };

  /** When a page cannot be kept, the device must stop before the loop waits for it: what it still delivers has nowhere to go. */
  const takeOrStop = (prepared: PreparedPage): void => {
    try {
      take(prepared);
    } catch (error) {
      abort.abort();
      throw error;
    }
  };

  /** A separator sheet is no page: what follows it goes behind the last page of its material, or stays where it went before. */
  const turnTo = (name: string, separator: Separator): void => {
    const workingPageCount = Math.max(0, progress.workingPageCount - 1);
    const problem = separator.kind === "damaged" ? "separator-damaged" : ports.findSeparatorProblem(separator.target);
    if (problem !== undefined) return report({ workingPageCount, warnings: [...progress.warnings, { name, code: problem, pageId: null }] });
    if (separator.kind === "sound" && separator.target.materialCode !== material.code) {
      const code = separator.target.materialCode;
      const { pages } = materialOf(ports.getCase(), code);
      material = { code, place: createInsertionPlace(pages, pages.length) };
    }
    return report({ workingPageCount });
  };

  const note = (name: string, failure: Failure): void =>
    report({
      workingPageCount: Math.max(0, progress.workingPageCount - 1),
      problems: [...progress.problems, { name, failure: wireFailureOf(failure) }],
    });

  const finish = (state: ScanProgress["state"], failure: WireFailure | null): void =>
    report({ state, failure, workingPageCount: 0, currentPageShare: null });

  return {
    signal: abort.signal,
    onPageProgress({ state }) {
      if (state !== "preparing") return;
      const workingPageCount = progress.workingPageCount + 1;
      const seenCount = progress.finishedPageCount + progress.problems.length + workingPageCount;
      report({ workingPageCount, totalCount: progress.totalCount === null ? null : Math.max(progress.totalCount, seenCount) });
    },
    onSheetProgress: ({ share }) => report({ currentPageShare: share }, true),
    async run(outcomes) {
      report({});
      try {
        for await (const outcome of outcomes) {
          if ("failure" in outcome) note(outcome.name, outcome.failure);
          else if ("separator" in outcome) turnTo(outcome.name, outcome.separator);
          else takeOrStop(outcome.page);
        }
        finish(abort.signal.aborted ? "cancelled" : "finished", null);
      } catch (error) {
        if (!isFailure(error)) ports.logError(error);
        finish("failed", wireFailureOf(asFailure(error)));
      }
    },
    cancel: () => abort.abort(),
  };
}

function countOne(materials: ScanProgress["materials"], materialCode: string): ScanProgress["materials"] {
  const known = materials.find((material) => material.materialCode === materialCode);
  if (!known) return [...materials, { materialCode, pageCount: 1 }];
  return materials.map((material) => (material === known ? { materialCode, pageCount: known.pageCount + 1 } : material));
}
