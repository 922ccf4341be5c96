import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PaperRoutes } from "../../contracts/ipc/printers.ts";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import { onePage } from "../../devices/a4-printer/a4-printer-conformance.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { PaperKind } from "../../domain/printing/paper-kind.ts";
import { startIppEvePrinter, type IppEvePrinter } from "../emulators/ipp-eve-printer.ts";
import type { DocumentOrder } from "../../electron/workstation/printing/print-jobs.ts";
import type { Headless } from "./headless.ts";
import { openOfflineWindow } from "./offline.ts";
import { receiveTrialCase } from "./trial-case.ts";

let device: IppEvePrinter;
let window: Headless;
let caseId: CaseId;
let told: PrintJob[];

const listen = () => window.subscribe((topic, payload) => void (topic === "prints.changed" && told.push(payload as PrintJob)));

beforeEach(async () => {
  told = [];
  [device, window] = await Promise.all([startIppEvePrinter(), openOfflineWindow()]);
  listen();
  await window.call("a4Printers.save", { printerId: "office", name: "窗口 A4 打印机", connection: { kind: "ipp", url: device.uri, certificate: null } });
  caseId = await receiveTrialCase(window);
});
afterEach(async () => {
  await window.stop();
  await Promise.all([window.remove(), device.close()]);
  expect(window.loggedErrors).toEqual([]);
});

const print = (kind: DocumentOrder["kind"] = "decision-document", copies = 1) =>
  window.useCases.prints.printDocument({ kind, pdf: onePage, caseId, copies, title: "准予行政许可决定书" });
const jobNow = async (jobId: string) => (await window.call("prints.list", {})).find((job) => job.jobId === jobId);
const reached = (jobId: string, expected: { state: PrintJob["state"]; code?: string | null }) =>
  vi.waitFor(async () => {
    const job = await jobNow(jobId);
    expect(job?.state).toBe(expected.state);
    if (expected.code !== undefined) expect(job?.failure?.code ?? null).toBe(expected.code);
    return job!;
  }, 30_000);
const printerHas = (count: number) => vi.waitFor(async () => expect(await device.readJobs()).toHaveLength(count), 30_000);
const route = async (kind: PaperKind, change: Partial<PaperRoutes[PaperKind]>) => {
  const routes = await window.call("papers.routes", {});
  await window.call("papers.setRoutes", { ...routes, [kind]: { ...routes[kind], ...change } });
};

describe("a document's way to the paper", () => {
  it("is followed to its end, under a name that tells nobody anything", async () => {
    const { number } = (await window.call("cases.open", { caseId })).case;
    const job = print("decision-document", 2);
    expect(job).toMatchObject({ kind: "decision-document", receipt: null, title: "准予行政许可决定书", copies: 2, caseNumber: number, printerId: "office" });
    await reached(job.jobId, { state: "printed", code: null });
    const [printed] = await device.readJobs();
    expect(printed?.document.equals(onePage)).toBe(true);
    expect(printed?.attributes).toMatchObject({ IPP_JOB_NAME: `decision-document-${number}`, IPP_COPIES: "2" });
  });

  it("takes the tray and the sides set for its kind", async () => {
    await route("certificate", { printerId: "office", tray: "manual", duplex: "one-sided" });
    await route("decision-document", { printerId: "office", duplex: "long-edge" });
    await reached(print("certificate").jobId, { state: "printed" });
    await reached(print("decision-document").jobId, { state: "printed" });
    const [certificate, decision] = await device.readJobs();
    expect(certificate?.attributes["IPP_MEDIA_COL"]).toMatch(/media-source=manual/);
    expect(certificate?.attributes["IPP_SIDES"]).toBe("one-sided");
    expect(decision?.attributes["IPP_SIDES"]).toBe("two-sided-long-edge");
  });

  it("is refused before anything is sent when its tray is gone, and goes out once that is set right", async () => {
    await route("certificate", { printerId: "office", tray: "tray-9" });
    const job = print("certificate");
    expect((await reached(job.jobId, { state: "failed" })).failure).toMatchObject({ code: "a4-printer-option-refused", details: { option: "tray", printer: "窗口 A4 打印机" } });
    expect(await device.readJobs()).toEqual([]);
    await route("certificate", { tray: null });
    await window.call("prints.sendAgain", { jobId: job.jobId });
    await reached(job.jobId, { state: "printed", code: null });
  });

  it.each([["media-empty", "a4-printer-paper-out"], ["media-jam", "a4-printer-jam"]])("waits in the printer while it says %s, and comes out once when that is mended", async (reason, code) => {
    await device.setAttention(reason);
    const job = print();
    await reached(job.jobId, { state: "printing", code });
    await device.mend();
    await reached(job.jobId, { state: "printed", code: null });
    expect(await device.readJobs()).toHaveLength(1);
    const said = told.filter(({ jobId }) => jobId === job.jobId).map(({ state, failure }) => failure?.code ?? state);
    // A quick printer is done before it is asked once more.
    expect(said.filter((word, at) => word !== "printing" || at === 1)).toEqual(["waiting", "printing", code, "printed"]);
  });

  it("asks the clerk when the printer gives it up", async () => {
    await device.setAborting();
    const job = print();
    await reached(job.jobId, { state: "aborted", code: "a4-printer-aborted" });
    await device.mend();
    await window.call("prints.settle", { jobId: job.jobId, cameOut: false });
    await reached(job.jobId, { state: "printed", code: null });
    expect(await device.readJobs()).toHaveLength(2);
  });

  it("asks the clerk when the printer loses power in the middle, and prints nothing twice by itself", async () => {
    await device.hold();
    const job = print();
    await printerHas(1);
    await device.cutPower();
    await device.switchOn();
    await reached(job.jobId, { state: "doubtful", code: "a4-printer-unconfirmed" });
    window.useCases.prints.run();
    await window.call("prints.settle", { jobId: job.jobId, cameOut: true });
    expect((await jobNow(job.jobId))?.state).toBe("printed");
    expect(await device.readJobs()).toHaveLength(1);
  });

  it("is cancelled at the printer, and the next one comes out", async () => {
    await device.hold();
    const [first, second] = [print(), print("delivery-slip")];
    await printerHas(1);
    expect((await window.call("prints.cancel", { jobId: first.jobId })).state).toBe("printing");
    await device.mend();
    await reached(first.jobId, { state: "cancelled", code: "a4-printer-canceled" });
    await reached(second.jobId, { state: "printed" });
    await expect(window.call("prints.cancel", { jobId: first.jobId })).rejects.toMatchObject({ code: "print-not-waiting" });
  });

  it("waits for a printer that is switched off", async () => {
    await device.cutPower();
    const job = print();
    await reached(job.jobId, { state: "failed", code: "a4-printer-offline" });
    expect(await window.call("a4Printers.status", { printerId: "office" })).toMatchObject({ condition: "offline", failures: [{ code: "a4-printer-offline" }] });
    await device.switchOn();
    expect(await window.call("a4Printers.status", { printerId: "office" })).toMatchObject({ condition: "ready", trays: ["main", "manual", "by-pass-tray"], hasDuplex: true });
    await window.call("prints.sendAgain", { jobId: job.jobId });
    await reached(job.jobId, { state: "printed" });
  });

  it("is ended at the printer with the program: the clerk says what came out", async () => {
    await device.hold();
    const job = print();
    await printerHas(1);
    const stopping = window.stop();
    await device.mend();
    await stopping;
    window = await openOfflineWindow({ dataFolder: window.dataFolder });
    await reached(job.jobId, { state: "aborted", code: "a4-printer-canceled" });
  });

  it("needs an A4 printer", async () => {
    await window.call("a4Printers.remove", { printerId: "office" });
    expect(() => print()).toThrow(expect.objectContaining({ code: "no-a4-printer" }));
  });
});

describe("papers of no case", () => {
  const printed = async (jobId: string) => {
    await reached(jobId, { state: "printed" });
    return (await device.readJobs()).at(-1)?.attributes;
  };

  it("separator sheets take the tray and the sides set for them", async () => {
    await route("separator-sheet", { printerId: "office", tray: "manual", duplex: "long-edge" });
    const job = await window.call("separators.print", { caseId, materialCodes: [] });
    expect(job).toMatchObject({ kind: "separator-sheet", printerId: "office" });
    const attributes = await printed(job.jobId);
    expect(attributes?.["IPP_MEDIA_COL"]).toContain("media-source=manual");
    expect(attributes?.["IPP_SIDES"]).toBe("two-sided-long-edge");
  });

  it("a test page takes them on the printer they are set for, and on no other", async () => {
    await route("test-page", { printerId: "office", tray: "manual", duplex: "long-edge" });
    const attributes = await printed((await window.call("printers.test", { printerId: "office" })).jobId);
    expect(attributes?.["IPP_MEDIA_COL"]).toContain("media-source=manual");
    expect(attributes?.["IPP_SIDES"]).toBe("two-sided-long-edge");
    await route("test-page", { printerId: null, tray: null });
    const plain = await printed((await window.call("printers.test", { printerId: "office" })).jobId);
    expect(plain?.["IPP_SIDES"] ?? "one-sided").toBe("one-sided");
  });
});

describe("receipts on A4", () => {
  it("come out as PDF where there is no receipt printer, and are on the record", async () => {
    const job = await window.call("receipts.print", { caseId, receipt: "reception-slip" });
    await reached(job.jobId, { state: "printed" });
    const [printed] = await device.readJobs();
    expect(printed?.document.subarray(0, 5).toString()).toBe("%PDF-");
    expect(printed?.attributes["IPP_JOB_NAME"]).toMatch(/^receipt-\d+$/);
    const { trail } = await window.call("cases.open", { caseId });
    expect(trail.filter(({ kind }) => kind === "receiptPrinted").map(({ payload }) => payload)).toMatchObject([{ printer: "窗口 A4 打印机", printNumber: 1 }]);
  });

  it("go where their route says though there is a receipt printer", async () => {
    await window.call("printers.save", { printerId: "slip", name: "小票机", connection: { kind: "network", host: "127.0.0.1", port: 9 }, paperWidthMm: 80, characters: "gb18030" });
    expect(window.useCases.routes.choosePrinter("receipt")).toBe("slip");
    await route("receipt", { printerId: "office" });
    await reached((await window.call("receipts.print", { caseId, receipt: "reception-slip" })).jobId, { state: "printed" });
    await window.call("a4Printers.remove", { printerId: "office" });
    expect(window.useCases.routes.choosePrinter("receipt")).toBe("slip");
  });
});
