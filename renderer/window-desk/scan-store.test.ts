import { describe, expect, it, vi } from "vitest";
import type { ScanProgress } from "../../contracts/ipc/scanning.ts";
import type { CaseId } from "../../domain/ids.ts";
import { testId } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createScanStore, fitTo, summaryOf } from "./scan-store.ts";

const target = { caseId: testId(4, 1) as CaseId, materialCode: "application", index: 0, replacesPageId: null };
const running: ScanProgress = {
  jobId: testId(6, 1), target, state: "running", finishedPageCount: 0, workingPageCount: 0, totalCount: null, currentPageShare: 0.5,
  blankPageCount: 0, problems: [], warnings: [], failure: null,
};
const failure = { code: "page-truncated", retryable: false, details: { name: "二.jpg" } };
const scanner = { scannerId: "sane:test:0", name: "测试", sources: ["flatbed" as const], resolutionsDpi: [100, 300] };

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
    [{ state: "failed", finishedPageCount: 3, failure }, "已加入 3 页，扫描中断。"],
    [{ state: "finished", finishedPageCount: 5, blankPageCount: 2, problems: [{ name: "", failure }] }, "已加入 5 页，2 页可能是空白，1 个没有导入。"],
  ] as const)("%o: %s", (end, text) => expect(summaryOf({ ...running, ...(end as Partial<ScanProgress>) })).toBe(text));

  it("more files than one call takes go in several, in their order", async () => {
    const imported = vi.fn((_request: { files: { name: string }[] }) => ({ jobId: testId(6, 2) }));
    const { services, toNotices } = createTestServices({ "scans.import": imported });
    const files = Array.from({ length: 501 }, (_, index) => ({ name: `${index}.jpg`, bytes: new Uint8Array(1) }));
    await createScanStore(services, toNotices).getState().importFiles(target, files);
    expect(imported.mock.calls.map(([{ files: some }]) => [some.length, some[0]?.name])).toEqual([[500, "0.jpg"], [1, "500.jpg"]]);
  });
});

describe("settings", () => {
  const wanted = { scannerId: "sane:gone:0", source: "feeder", resolutionDpi: 200, colour: "colour" } as const;
  it("fit the scanner that is there", () => {
    expect(fitTo([scanner], wanted)).toMatchObject({ scannerId: "sane:test:0", source: "flatbed", resolutionDpi: 100 });
    expect(fitTo([], wanted).scannerId).toBeNull();
  });

  it("are remembered for the next start", async () => {
    const { services, toNotices } = createTestServices({ "scanners.list": () => [scanner] });
    const store = createScanStore(services, toNotices);
    await store.getState().findScanners();
    store.getState().change({ resolutionDpi: 300, colour: "grey" });
    expect(createScanStore(services, toNotices).getState().settings).toMatchObject({ scannerId: "sane:test:0", resolutionDpi: 300, colour: "grey" });
  });

  it("without a scanner say what else can be done, and call nothing", async () => {
    const start = vi.fn(() => ({ jobId: testId(6, 3) }));
    const { services, toNotices, notices } = createTestServices({ "scans.start": start });
    await createScanStore(services, toNotices).getState().scan(target);
    expect(start).not.toHaveBeenCalled();
    expect(notices.getState().notices[0]?.text).toContain("导入文件");
  });
});
