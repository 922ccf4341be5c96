import { beforeEach, describe, expect, it } from "vitest";
import type { ScanProgress, ScanTarget } from "../../../contracts/ipc/scanning.ts";
import { materialOf } from "../../../domain/case/case-state.ts";
import { Failure } from "../../../domain/failure.ts";
import type { PageId } from "../../../domain/ids.ts";
import type { BatchOutcome, PageOutcome } from "../../../scanner/pipeline/page-pool.ts";
import type { PageWarning, PreparedPage } from "../../../scanner/pipeline/prepare-page.ts";
import { CaseDriver, completing, monday, receptionOf, testId, testPage } from "../../../test/fixtures/cases.ts";
import { createScanBatch, type ScanBatch, type ScanBatchPorts } from "./scan-batch.ts";

let driver: CaseDriver;
let kept: string[];
let reports: ScanProgress[];
beforeEach(() => {
  driver = new CaseDriver();
  driver.mustGive(receptionOf(1));
  kept = [];
  reports = [];
});

const last = () => reports.at(-1)!;
const pagesNow = () => materialOf(driver.case, "application").pages.map(({ sha256 }) => Number(sha256));

function prepared(count: number, warnings: PageWarning[] = []): PreparedPage {
  return {
    name: `第${count}页`, jpeg: new Uint8Array([count]), sha256: String(count).padStart(64, "0"), width: 1131, height: 1600, bytes: 80_000,
    colour: "grey", isBlank: warnings.includes("blank"), isPhotograph: false, quality: { jpegQuality: 40, scale: 1, limitShare: 0.9, legibility: 0.98 }, warnings, turnedDegrees: 0, isBorderGone: false, encodes: 2,
  };
}
const page = (count: number, warnings?: PageWarning[]): PageOutcome => ({ position: count, name: `第${count}页`, page: prepared(count, warnings) });

function begin(change: Partial<ScanTarget> = {}, ports: Partial<ScanBatchPorts> = {}): ScanBatch {
  let made = 0;
  return createScanBatch({
    jobId: testId(9, 1),
    target: { caseId: driver.caseId, materialCode: "application", index: 0, replacesPageId: null, ...change },
    totalCount: null,
    device: undefined,
    ports: {
      now: () => monday,
      newId: () => testId(8, (made += 1)),
      getCase: () => driver.case,
      rescanKind: () => "replacePage",
      keepPage: (sha256) => void kept.push(sha256),
      findSeparatorProblem: () => undefined,
      act: (body) => driver.give(body),
      report: (progress) => void reports.push(progress),
      logError: (error) => expect.unreachable(String(error)),
      ...ports,
    },
  });
}

async function* outcomesOf(...steps: (BatchOutcome | (() => void))[]): AsyncGenerator<BatchOutcome> {
  for (const step of steps) {
    if (typeof step === "function") step();
    else yield step;
  }
}

describe("a batch of pages", () => {
  it("enters the case page by page in the paper's order, each picture kept before it is named", async () => {
    const order: string[] = [];
    const batch = begin({}, {
      keepPage: (sha256) => void order.push(`keep ${Number(sha256)}`),
      act: (body) => {
        order.push(body.kind);
        return driver.give(body);
      },
    });
    await batch.run(outcomesOf(page(1), page(2)));
    expect(order).toEqual(["keep 1", "attachPages", "keep 2", "attachPages"]);
    expect(pagesNow()).toEqual([1, 2]);
    expect(last()).toMatchObject({ state: "finished", finishedPageCount: 2, failure: null });
  });

  it("goes on past a bad scan and names it; blank pages are pointed out", async () => {
    const bad: PageOutcome = { position: 2, name: "坏.jpg", failure: new Failure("page-truncated", { details: { name: "坏.jpg" } }) };
    await begin().run(outcomesOf(page(1, ["blank"]), bad, page(3, ["low-resolution"])));
    expect(pagesNow()).toEqual([1, 3]);
    expect(last()).toMatchObject({
      state: "finished",
      blankPageCount: 1,
      problems: [{ name: "坏.jpg", failure: { code: "page-truncated" } }],
      warnings: [{ name: "第1页", code: "blank", pageId: testId(8, 1) }, { name: "第3页", code: "low-resolution", pageId: testId(8, 2) }],
    });
  });

  it("stays together though the clerk inserts and removes other pages meanwhile (R-SCAN-2)", async () => {
    driver.mustGive({ kind: "attachPages", payload: { materialCode: "application", index: 0, pages: [testPage(801), testPage(802)] } });
    const insertFirst = () => driver.mustGive({ kind: "attachPages", payload: { materialCode: "application", index: 0, pages: [testPage(803)] } });
    const removeNeighbour = () => driver.mustGive({ kind: "removePage", payload: { pageId: testPage(801).pageId } });
    await begin({ index: 1 }).run(outcomesOf(page(1), insertFirst, page(2), removeNeighbour, page(3)));
    expect(pagesNow()).toEqual([803, 1, 2, 3, 802]);
  });

  it("keeps finished pages when it is cancelled", async () => {
    const batch = begin();
    await batch.run(outcomesOf(page(1), () => batch.cancel()));
    expect(pagesNow()).toEqual([1]);
    expect(last()).toMatchObject({ state: "cancelled", finishedPageCount: 1, failure: null });
  });

  it("keeps finished pages when the device fails, and says why", async () => {
    const jam = () => {
      throw new Failure("scanner-jam", { retryable: true, details: { device: "test" } });
    };
    await begin().run(outcomesOf(page(1), jam));
    expect(pagesNow()).toEqual([1]);
    expect(last()).toMatchObject({ state: "failed", failure: { code: "scanner-jam", retryable: true } });
  });

  it("leaves nothing half when the disk is full, and stops the device before it waits for it", async () => {
    const keepPage = (sha256: string) => {
      if (kept.length === 1) throw new Failure("store-disk-full", { retryable: true });
      kept.push(sha256);
    };
    const batch = begin({}, { keepPage });
    let wasStopped = false;
    async function* device(): AsyncGenerator<PageOutcome> {
      try {
        yield page(1);
        yield page(2);
        yield page(3);
      } finally {
        wasStopped = batch.signal.aborted;
      }
    }
    await batch.run(device());
    expect(wasStopped).toBe(true);
    expect(pagesNow()).toEqual([1]);
    expect(last()).toMatchObject({ state: "failed", finishedPageCount: 1, failure: { code: "store-disk-full" } });
  });

  it("ends when the case was accepted meanwhile (R-RECV-6)", async () => {
    const accept = () => driver.mustGive(...completing, { kind: "acceptCase", payload: {} });
    await begin().run(outcomesOf(page(1), accept, page(2), page(3)));
    expect(last()).toMatchObject({ state: "failed", finishedPageCount: 1, failure: { code: "materials-frozen", details: { materialCode: "application" } } });
    expect(kept).toHaveLength(2);
  });

  it("puts a rescan in the old page's place and further pages after it", async () => {
    driver.mustGive({ kind: "attachPages", payload: { materialCode: "application", index: 0, pages: [testPage(801), testPage(802), testPage(803)] } });
    await begin({ index: 1, replacesPageId: testPage(802).pageId }).run(outcomesOf(page(1), page(2)));
    expect(pagesNow()).toEqual([801, 1, 2, 803]);
  });

  it("leaves the old page when a rescan brings nothing", async () => {
    driver.mustGive({ kind: "attachPages", payload: { materialCode: "application", index: 0, pages: [testPage(801)] } });
    const bad: PageOutcome = { position: 1, name: "x", failure: new Failure("page-damaged", { details: { name: "x" } }) };
    await begin({ replacesPageId: testPage(801).pageId }).run(outcomesOf(bad));
    expect(pagesNow()).toEqual([801]);
  });

  it("does not bring a page back that was removed while it was rescanned", async () => {
    driver.mustGive({ kind: "attachPages", payload: { materialCode: "application", index: 0, pages: [testPage(801)] } });
    const remove = () => driver.mustGive({ kind: "removePage", payload: { pageId: testPage(801).pageId } });
    await begin({ replacesPageId: testPage(801).pageId as PageId }).run(outcomesOf(remove, page(1)));
    expect(last()).toMatchObject({ state: "failed", failure: { code: "page-unknown" } });
    expect(pagesNow()).toEqual([]);
  });

  it("tells of what nobody foresaw as an internal failure, and logs it", async () => {
    const logged: unknown[] = [];
    await begin({}, { logError: (error) => void logged.push(error) }).run(outcomesOf(() => {
      throw new TypeError("unforeseen");
    }));
    expect(last()).toMatchObject({ state: "failed", failure: { code: "internal" } });
    expect(logged).toEqual([new TypeError("unforeseen")]);
  });

  it("counts what is being worked on; the total of a file list grows with files of several pages", async () => {
    const batch = createScanBatch({
      jobId: testId(9, 1),
      target: { caseId: driver.caseId, materialCode: "application", index: 0, replacesPageId: null },
      totalCount: 1,
      device: "test",
      ports: { now: () => monday, newId: () => testId(8, reports.length + 1), getCase: () => driver.case, rescanKind: () => "replacePage", keepPage: () => undefined, findSeparatorProblem: () => undefined, act: (body) => driver.give(body), report: (progress) => void reports.push(progress), logError: () => undefined },
    });
    for (const position of [1, 2]) batch.onPageProgress({ position, name: "bundle.tif", state: "preparing" });
    expect(last()).toMatchObject({ workingPageCount: 2, totalCount: 2 });
    await batch.run(outcomesOf(page(1), page(2)));
    expect(last()).toMatchObject({ workingPageCount: 0, finishedPageCount: 2, totalCount: 2 });
    expect(materialOf(driver.case, "application").pages[0]?.source).toBe("test");
  });
});

describe("separator sheets in a batch", () => {
  const pagesOf = (materialCode: string) => materialOf(driver.case, materialCode).pages.map(({ sha256 }) => Number(sha256));
  const separator = (materialCode: string, position = 0): BatchOutcome => ({ position, name: `分隔页${materialCode}`, separator: { kind: "sound", target: { itemCode: "permit", materialCode } } });

  it("lead what follows them to their material, behind what is there, and become no page", async () => {
    driver.mustGive({ kind: "attachPages", payload: { materialCode: "licence", index: 0, pages: [testPage(801)] } });
    await begin().run(outcomesOf(page(1), separator("licence"), page(2), page(3), separator("application"), page(4)));
    expect([pagesOf("application"), pagesOf("licence")]).toEqual([[1, 4], [801, 2, 3]]);
    expect(last()).toMatchObject({
      state: "finished", finishedPageCount: 4, workingPageCount: 0, warnings: [],
      materials: [{ materialCode: "application", pageCount: 2 }, { materialCode: "licence", pageCount: 2 }],
    });
  });

  it("for the material the batch is at already change nothing of its place", async () => {
    driver.mustGive({ kind: "attachPages", payload: { materialCode: "application", index: 0, pages: [testPage(801), testPage(802)] } });
    await begin({ index: 1 }).run(outcomesOf(separator("application"), page(1), page(2)));
    expect(pagesOf("application")).toEqual([801, 1, 2, 802]);
  });

  it("that cannot be followed leave the pages where they went, and say so", async () => {
    const problems = ["separator-other-item", "separator-closed"] as const;
    let asked = 0;
    const damaged: BatchOutcome = { position: 0, name: "坏分隔页", separator: { kind: "damaged" } };
    await begin({}, { findSeparatorProblem: () => problems[asked++] }).run(outcomesOf(page(1), separator("licence"), page(2), separator("licence"), page(3), damaged, page(4)));
    expect([pagesOf("application"), pagesOf("licence")]).toEqual([[1, 2, 3, 4], []]);
    expect(last().warnings).toEqual([
      { name: "分隔页licence", code: "separator-other-item", pageId: null }, { name: "分隔页licence", code: "separator-closed", pageId: null }, { name: "坏分隔页", code: "separator-damaged", pageId: null },
    ]);
  });
});
