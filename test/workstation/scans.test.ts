import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ScanProgress } from "../../contracts/ipc/scanning.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { Failure } from "../../domain/failure.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { ScannerDriver } from "../../scanner/driver.ts";
import { batchEnd, importFiles, targetOf, type Headless } from "./headless.ts";
import { openOfflineWindow } from "./offline.ts";
import { act, receiveTrialCase, requiredMaterials, sheetPicture } from "./trial-case.ts";

const material = requiredMaterials[0] ?? "";
const file = async (number: number) => ({ name: `${number}.png`, bytes: await sheetPicture(number) });
const sourcesOf = async (window: Headless, caseId: CaseId) =>
  materialOf((await window.call("cases.open", { caseId })).case, material).pages.map(({ source }) => source);

/** A feeder that delivers sheets when the test says so and fails as the test says. */
class FeederDriver implements ScannerDriver {
  readonly kind = "feeder";
  sheets: Uint8Array[] = [];
  trouble: Failure | undefined;
  waitsForCancel = false;

  listDevices = () => Promise.resolve([{ id: "1", name: "送纸扫描仪" }]);
  readCapabilities = () => Promise.resolve({ sources: ["feeder", "feeder-duplex"] as const, colours: ["colour", "grey"] as const, resolutionsDpi: { minimum: 75, maximum: 300 }, pageSizes: ["a4", "a5"] as const });

  async *scan(_deviceId: string, _options: unknown, job: Parameters<ScannerDriver["scan"]>[2]) {
    for (const [index, bytes] of this.sheets.entries()) {
      if (job.signal.aborted) return;
      job.onProgress({ sheet: index + 1, share: 1 });
      yield { name: `第${index + 1}张`, bytes };
    }
    if (this.waitsForCancel) await new Promise<void>((resolve) => job.signal.addEventListener("abort", () => resolve(), { once: true }));
    if (this.trouble) throw this.trouble;
  }
}

let feeder: FeederDriver;
let window: Headless;
let caseId: CaseId;

beforeEach(async () => {
  feeder = new FeederDriver();
  window = await openOfflineWindow({ dependencies: { createScannerDrivers: () => [feeder] } });
  caseId = await receiveTrialCase(window);
});
afterEach(async () => {
  await window.stop();
  await window.remove();
});

const scan = () => window.call("scans.start", { target: targetOf(caseId, material), scannerId: "feeder:1", source: "feeder", resolutionDpi: 200 });

describe("pages into a case", () => {
  it("come from files in their order; a bad one is named and the rest go on", async () => {
    const files = [await file(1), { name: "合同.pdf.jpg", bytes: new TextEncoder().encode("%PDF-1.7 ...") }, { name: "空.jpg", bytes: new Uint8Array() }, await file(2)];
    const ended = await batchEnd(window, () => importFiles(window, targetOf(caseId, material), files));
    expect(ended).toMatchObject({ state: "finished", finishedPageCount: 2, totalCount: 4 });
    expect(ended.problems.map(({ name, failure }) => [name, failure.code])).toEqual([["合同.pdf.jpg", "page-is-pdf"], ["空.jpg", "page-file-empty"]]);
    expect(await sourcesOf(window, caseId)).toEqual(["1.png", "2.png"]);
  });

  it("come from files one by one until the batch is stopped; it takes no more then", async () => {
    const seen: ScanProgress[] = [];
    window.subscribe((topic, payload) => topic === "scans.progress" && seen.push(payload as ScanProgress));
    const { jobId } = await window.call("scans.import", { target: targetOf(caseId, material), fileCount: 200 });
    expect(seen.at(-1)).toMatchObject({ jobId, state: "running", finishedPageCount: 0, totalCount: 200 });
    const unread = { code: "page-file-too-large", retryable: false, details: { name: "大.tif", bytes: 300_000_000 } };
    for (const one of [await file(1), { name: "大.tif", failure: unread }, await file(2)]) {
      expect(await window.call("scans.importFile", { jobId, file: one })).toEqual({ takesMore: true });
    }
    await vi.waitFor(() => expect(seen.at(-1)?.finishedPageCount).toBe(2), 10_000);
    await window.call("scans.cancel", { jobId });
    expect(seen.at(-1)).toMatchObject({ state: "cancelled", finishedPageCount: 2, problems: [{ name: "大.tif", failure: unread }] });
    expect(await window.call("scans.importFile", { jobId, file: await file(3) })).toEqual({ takesMore: false });
    expect(await sourcesOf(window, caseId)).toEqual(["1.png", "2.png"]);
  });

  it("stay when the page goes that hands over the files; the batch does not wait for ever", async () => {
    const ended = await batchEnd(window, async () => {
      const job = await window.call("scans.import", { target: targetOf(caseId, material), fileCount: 3 });
      await window.call("scans.importFile", { ...job, file: await file(1) });
      window.pageGone();
      return job;
    });
    expect(ended).toMatchObject({ state: "cancelled", finishedPageCount: 1 });
    await vi.waitFor(() => expect(window.useCases.scans.isScanning()).toBe(false));
  });

  it("come from a scanner, which is offered with what it can do", async () => {
    feeder.sheets = [await sheetPicture(1), await sheetPicture(2)];
    expect(await window.call("scanners.list", {})).toEqual([
      {
        scannerId: "feeder:1", name: "送纸扫描仪", sources: ["feeder", "duplex-feeder"], colours: ["colour", "grey"], pageSizes: ["a4", "a5"], resolutionsDpi: [100, 150, 200, 300],
        chosen: { source: "feeder", resolutionDpi: 200, colour: "colour", pageSize: "a4" },
      },
    ]);
    expect(await batchEnd(window, scan)).toMatchObject({ state: "finished", finishedPageCount: 2, totalCount: null });
    expect(await sourcesOf(window, caseId)).toEqual(["送纸扫描仪", "送纸扫描仪"]);
  });

  it("stay when the feeder jams, and the next batch goes on", async () => {
    feeder.sheets = [await sheetPicture(1), await sheetPicture(2)];
    feeder.trouble = new Failure("scanner-jam", { retryable: true, details: { device: "1" } });
    expect(await batchEnd(window, scan)).toMatchObject({ state: "failed", finishedPageCount: 2, failure: { code: "scanner-jam", details: { pages: 2 } } });
    feeder.trouble = undefined;
    expect(await batchEnd(window, scan)).toMatchObject({ state: "finished", finishedPageCount: 2 });
    expect(await sourcesOf(window, caseId)).toHaveLength(4);
  });

  it("stay when the clerk cancels a scanner that hangs", async () => {
    feeder.sheets = [await sheetPicture(1)];
    feeder.waitsForCancel = true;
    const seen: ScanProgress[] = [];
    window.subscribe((topic, payload) => topic === "scans.progress" && seen.push(payload as ScanProgress));
    const { jobId } = await scan();
    await vi.waitFor(() => expect(seen.at(-1)?.finishedPageCount).toBe(1), 10_000);
    await window.call("scans.cancel", { jobId });
    expect(seen.at(-1)).toMatchObject({ jobId, state: "cancelled", finishedPageCount: 1 });
    expect(await sourcesOf(window, caseId)).toHaveLength(1);
    await window.call("scans.cancel", { jobId });
  });

  it("are refused before any paper moves when the case takes none", async () => {
    await expect(importFiles(window, targetOf(caseId, "no-such-material"), [await file(1)])).rejects.toMatchObject({ code: "material-unknown" });
    const unknownPage = "01990000-0000-7000-8000-0000000000aa" as never;
    await expect(importFiles(window, { ...targetOf(caseId, material), replacesPageId: unknownPage }, [await file(1)])).rejects.toMatchObject({ code: "page-unknown" });
    await window.call("session.signOut", {});
    await expect(scan()).rejects.toMatchObject({ code: "sign-in-needed" });
  });

  it("replace one page and disturb no other (R-SCAN-2)", async () => {
    await batchEnd(window, async () => importFiles(window, targetOf(caseId, material), [await file(1), await file(2), await file(3)]));
    const before = materialOf((await window.call("cases.open", { caseId })).case, material).pages;
    const target = { ...targetOf(caseId, material, 1), replacesPageId: before[1]!.pageId };
    await batchEnd(window, async () => importFiles(window, target, [await file(9)]));
    const { case: after } = await act(window, caseId, { kind: "turnPage", payload: { pageId: before[0]!.pageId, turnDegrees: 90 } });
    expect(materialOf(after, material).pages.map(({ source, turnDegrees }) => `${source} ${turnDegrees}`)).toEqual(["1.png 90", "9.png 0", "3.png 0"]);
  });
});

describe("a power cut in the middle of a batch (R-OFF-2)", () => {
  it.each([
    ["after-picture", 2],
    ["after-command", 3],
  ])("%s leaves %d whole pages and a case to go on with", async (moment, count) => {
    const folder = await mkdtemp(join(tmpdir(), "yichuang-dying-"));
    const script = fileURLToPath(new URL("dying-window.ts", import.meta.url));
    const died = await new Promise<{ signal: string | undefined; stdout: string }>((resolve) => {
      execFile(process.execPath, [script, folder, moment], (error, stdout) => resolve({ signal: error?.signal ?? undefined, stdout }));
    });
    expect(died.signal).toBe("SIGKILL");
    const cutCaseId = died.stdout.trim() as CaseId;

    const again = await openOfflineWindow({ dataFolder: folder });
    try {
      const { store, outcome } = again.useCases.opened;
      expect(outcome).toBe("opened");
      const pages = materialOf((await again.call("cases.open", { caseId: cutCaseId })).case, material).pages;
      expect(pages.map(({ source }) => source)).toEqual(["1.png", "2.png", "3.png"].slice(0, count));
      for (const { sha256, byteLength } of pages) expect((await again.call("pages.read", { sha256 })).jpeg.byteLength).toBe(byteLength);
      expect(store.readWaiting()).toMatchObject({ waitingCommandCount: count + 1, waitingPageCount: count });
      await batchEnd(again, async () => importFiles(again, targetOf(cutCaseId, material, count), [await file(3)]));
      expect(await sourcesOf(again, cutCaseId)).toHaveLength(count + 1);
    } finally {
      await again.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
