import { describe, expect, it, vi } from "vitest";
import type { ImportedFile, ScannerInfo, ScanProgress } from "../../contracts/ipc/scanning.ts";
import type { CaseId, PageId } from "../../domain/ids.ts";
import { SCAN_LIMIT_BYTES } from "../../domain/page/page-rules.ts";
import { testId } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createScanStore, findScanner, summaryOf } from "./scan-store.ts";

const target = { caseId: testId(4, 1) as CaseId, materialCode: "application", index: 0, replacesPageId: null };
const running: ScanProgress = {
  jobId: testId(6, 1), target, state: "running", finishedPageCount: 0, workingPageCount: 0, totalCount: null, currentPageShare: 0.5,
  blankPageCount: 0, problems: [], warnings: [], materials: [], failure: null,
};
const failure = { code: "page-truncated", retryable: false, details: { name: "二.jpg" } };
const scanner: ScannerInfo = {
  scannerId: "sane:test:0", name: "测试", sources: ["flatbed"], resolutionsDpi: [100, 300], colours: ["colour", "grey"], pageSizes: ["a4", "a5"],
  chosen: { source: "flatbed", resolutionDpi: 100, colour: "colour", pageSize: "a4" },
};

describe("batches", () => {
  it("one without trouble steps back when it is finished", () => {
    const { services, toNotices, publish, notices } = createTestServices({});
    const store = createScanStore(services, toNotices);
    store.getState().start();
    publish("scans.progress", running);
    expect(store.getState().jobs).toHaveLength(1);
    publish("scans.progress", { ...running, state: "finished", finishedPageCount: 12 });
    expect(store.getState().jobs).toEqual([]);
    expect(notices.getState().notices).toMatchObject([{ tone: "done", text: "已加入 12 页。" }]);
  });

  it("one with a bad file stays until the clerk has read it", () => {
    const { services, toNotices, publish } = createTestServices({});
    const store = createScanStore(services, toNotices);
    store.getState().start();
    publish("scans.progress", { ...running, state: "finished", finishedPageCount: 1, problems: [{ name: "二.jpg", failure }] });
    expect(store.getState().jobs).toHaveLength(1);
    store.getState().close(running.jobId);
    expect(store.getState().jobs).toEqual([]);
  });

  it.each([
    [{ state: "cancelled", finishedPageCount: 3 }, "已停止，保留 3 页。"],
    [{ state: "finished", finishedPageCount: 3, materials: [{ materialCode: "a", pageCount: 1 }, { materialCode: "b", pageCount: 2 }] }, "已加入 3 页，分到 2 份材料。"],
    [{ state: "failed", finishedPageCount: 3, failure }, "已加入 3 页，扫描中断。"],
    [{ state: "finished", finishedPageCount: 5, blankPageCount: 2, problems: [{ name: "", failure }] }, "已加入 5 页，2 页可能是空白，1 个没有导入。"],
  ] as const)("%o: %s", (end, text) => expect(summaryOf({ ...running, ...(end as Partial<ScanProgress>) })).toBe(text));

  it("points out pages nobody may be able to read, while the applicant is still there", () => {
    const { services, toNotices, publish, notices } = createTestServices({});
    const store = createScanStore(services, toNotices);
    store.getState().start();
    const warnings = [
      { name: "第1张", code: "unclear", pageId: testId(7, 1) as PageId }, { name: "第2张", code: "blank", pageId: testId(7, 2) as PageId }, { name: "第3张", code: "faint", pageId: testId(7, 3) as PageId },
    ];
    publish("scans.progress", { ...running, finishedPageCount: 1, warnings: warnings.slice(0, 1) });
    expect([...store.getState().unclearPages]).toEqual([testId(7, 1)]);
    publish("scans.progress", { ...running, state: "finished", finishedPageCount: 3, blankPageCount: 1, warnings });
    expect([...store.getState().unclearPages]).toEqual([testId(7, 1), testId(7, 3)]);
    expect(notices.getState().notices.at(-1)?.text).toBe("已加入 3 页，1 页可能是空白，2 页看不清、请重扫。");
  });
});

describe("files", () => {
  /** Files that count how many have been read, of a workstation that takes them one by one. */
  function importInto(takes: (file: ImportedFile, count: number) => boolean) {
    const jobId = testId(6, 2);
    const taken: ImportedFile[] = [];
    let readCount = 0;
    const fileOf = (name: string, { size = 1, isGone = false } = {}): File =>
      Object.defineProperties(new File([], name), {
        size: { value: size },
        arrayBuffer: { value: async () => {
          readCount += 1;
          if (isGone) throw new DOMException("gone", "NotFoundError");
          return new ArrayBuffer(1);
        } },
      });
    const { services, toNotices, notices } = createTestServices({
      "scans.import": () => ({ jobId }),
      "scans.importFile": ({ jobId: to, file }) => {
        expect(to).toBe(jobId);
        taken.push(file as ImportedFile);
        // None is read before the one before it is in the batch.
        expect(readCount).toBeLessThanOrEqual(taken.length);
        return { takesMore: takes(file as ImportedFile, taken.length) };
      },
    });
    return { store: createScanStore(services, toNotices), taken, fileOf, readCount: () => readCount, notices };
  }

  it("are read one by one, each when the batch has taken the one before", async () => {
    const { store, taken, fileOf } = importInto((_file, count) => count < 200);
    await store.getState().importFiles(target, Array.from({ length: 200 }, (_, index) => fileOf(`${index}.jpg`)));
    expect(taken.map(({ name }) => name)).toEqual(Array.from({ length: 200 }, (_, index) => `${index}.jpg`));
  });

  it("that are too large are not read, those that are gone are named, and the rest go on", async () => {
    const { store, taken, fileOf, readCount } = importInto((_file, count) => count < 4);
    const size = SCAN_LIMIT_BYTES + 1;
    await store.getState().importFiles(target, [fileOf("大.tif", { size }), fileOf("夹", { isGone: true }), fileOf("好.jpg"), { name: "照片.jpg", bytes: new Uint8Array(1), origin: "camera" }]);
    expect(taken).toEqual([
      { name: "大.tif", failure: { code: "page-file-too-large", retryable: false, details: { name: "大.tif", bytes: size } } },
      { name: "夹", failure: { code: "page-file-unreadable", retryable: true, details: { name: "夹" } } },
      { name: "好.jpg", bytes: new Uint8Array(1), origin: "file" },
      { name: "照片.jpg", bytes: new Uint8Array(1), origin: "camera" },
    ]);
    expect(readCount()).toBe(2);
  });

  it("are left unread when the batch takes no more, as after it was stopped", async () => {
    const { store, taken, fileOf, readCount, notices } = importInto((_file, count) => count < 3);
    await store.getState().importFiles(target, Array.from({ length: 50 }, (_, index) => fileOf(`${index}.jpg`)));
    expect([taken.length, readCount()]).toEqual([3, 3]);
    expect(notices.getState().notices).toEqual([]);
  });
});

describe("settings", () => {
  const other: ScannerInfo = { ...scanner, scannerId: "sane:other:0", name: "另一台", chosen: { ...scanner.chosen, resolutionDpi: 300, colour: "grey" } };
  it("go with the scanner in use, in whichever socket it is now, else with the first there is", () => {
    expect(findScanner([scanner, other], { scannerId: "sane:other:0", scannerName: "另一台" })).toBe(other);
    expect(findScanner([scanner, { ...other, scannerId: "sane:other:7" }], { scannerId: "sane:other:0", scannerName: "另一台" })?.scannerId).toBe("sane:other:7");
    expect(findScanner([scanner], { scannerId: "sane:gone:0", scannerName: "不在" })).toBe(scanner);
    expect(findScanner([], { scannerId: "sane:gone:0", scannerName: "不在" })).toBeUndefined();
  });

  it("are each scanner's own, and kept by the workstation", async () => {
    const choose = vi.fn(() => ({}));
    const { services, toNotices } = createTestServices({ "scanners.list": () => [scanner, other], "scanners.choose": choose });
    const store = createScanStore(services, toNotices);
    await store.getState().findScanners();
    store.getState().change({ pageSize: "a5" });
    expect(choose).toHaveBeenCalledWith({ scannerId: "sane:test:0", choice: { source: "flatbed", resolutionDpi: 100, colour: "colour", pageSize: "a5" } });
    store.getState().chooseScanner("sane:other:0");
    expect(store.getState().settings).toMatchObject({ scannerId: "sane:other:0", resolutionDpi: 300, colour: "grey", pageSize: "a4" });
    store.getState().chooseScanner("sane:test:0");
    expect(store.getState().settings).toMatchObject({ pageSize: "a5" });
  });

  it("name the same scanner at the next start", async () => {
    const { services, toNotices } = createTestServices({ "scanners.list": () => [scanner, other] });
    const store = createScanStore(services, toNotices);
    await store.getState().findScanners();
    store.getState().chooseScanner("sane:other:0");
    const next = createScanStore(services, toNotices);
    await next.getState().findScanners();
    expect(next.getState().settings.scannerId).toBe("sane:other:0");
  });

  it("look around again when the scanner was pulled out in a batch", async () => {
    const lists = [[scanner], [], [{ ...scanner, scannerId: "sane:test:3" }]];
    const { services, toNotices, publish } = createTestServices({ "scanners.list": () => lists.shift() ?? [] });
    const store = createScanStore(services, toNotices);
    store.getState().start();
    await store.getState().findScanners();
    publish("scans.progress", { ...running, state: "failed", finishedPageCount: 2, failure: { code: "scanner-connection-lost", retryable: true, details: { pages: 2 } } });
    await vi.waitFor(() => expect(store.getState().settings.scannerId).toBeNull());
    await store.getState().findScanners();
    expect(store.getState().settings.scannerId).toBe("sane:test:3");
  });

  it("without a scanner say what else can be done, and call nothing", async () => {
    const start = vi.fn(() => ({ jobId: testId(6, 3) }));
    const { services, toNotices, notices } = createTestServices({ "scans.start": start });
    await createScanStore(services, toNotices).getState().scan(target);
    expect(start).not.toHaveBeenCalled();
    expect(notices.getState().notices[0]?.text).toContain("导入文件");
  });
});
