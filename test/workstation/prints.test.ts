import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import type { CaseId } from "../../domain/ids.ts";
import { ReceiptPrinterEmulator } from "../emulators/receipt-printer.ts";
import { startNetworkPrinter, type NetworkPrinter } from "../emulators/receipt-printer-network.ts";
import { createEscposPrinter, defaultPrinterTimeouts } from "../../devices/receipt-printer/escpos-printer.ts";
import { networkChannel } from "../../devices/receipt-printer/network-channel.ts";
import { columnsOf } from "../../documents/receipts/receipt-paper.ts";
import type { WorkstationDependencies } from "../../electron/workstation/workstation.ts";
import { trialApplication } from "../centre/trial-window.ts";
import type { Headless } from "./headless.ts";
import { openOfflineWindow } from "./offline.ts";
import { acceptTrialCase, receiveTrialCase } from "./trial-case.ts";

let emulator: ReceiptPrinterEmulator;
let device: NetworkPrinter;
let window: Headless;

/** The real printer with the patience of a test. */
const openPrinter: WorkstationDependencies["openPrinter"] = ({ name, connection }) => {
  if (connection.kind !== "network") throw new Error("a network printer is expected");
  return createEscposPrinter(networkChannel(connection), { name, answers: true, ...defaultPrinterTimeouts, answerTimeoutMs: 300, confirmTimeoutMs: 600, pollMs: 20 });
};
const openWindow = (dataFolder?: string) => openOfflineWindow({ ...(dataFolder !== undefined && { dataFolder }), dependencies: { openPrinter } });

beforeEach(async () => {
  emulator = new ReceiptPrinterEmulator();
  device = await startNetworkPrinter(emulator);
  window = await openWindow();
  await window.call("printers.save", {
    printerId: "slip", name: "窗口小票机", connection: { kind: "network", host: device.host, port: device.port }, paperWidthMm: 80, characters: "gb18030",
  });
});
afterEach(async () => {
  await window.stop();
  await window.remove();
  await device.close();
  expect(window.loggedErrors).toEqual([]);
});

const jobs = () => window.call("prints.list", {});
const print = (caseId: CaseId) => window.call("receipts.print", { caseId, receipt: "reception-slip" });
const reached = (jobId: string, state: PrintJob["state"]) =>
  vi.waitFor(async () => {
    const job = (await jobs()).find((one) => one.jobId === jobId);
    expect(job?.state).toBe(state);
    return job!;
  }, 5_000);
const printCount = async (caseId: CaseId) => (await window.call("cases.open", { caseId })).case.printCounts["reception-slip"] ?? 0;
const linesWith = (text: string) => emulator.lines.filter((line) => line.replaceAll(" ", "").includes(text)).length;

describe("a receipt's way to the paper", () => {
  it("is recorded when it came out, and a second one is a marked reprint", async () => {
    const caseId = await receiveTrialCase(window);
    const first = await print(caseId);
    await reached(first.jobId, "printed");
    expect(await printCount(caseId)).toBe(1);
    expect(linesWith("补打")).toBe(0);
    await reached((await print(caseId)).jobId, "printed");
    expect(await printCount(caseId)).toBe(2);
    expect(linesWith("补打第1次")).toBeGreaterThan(0);
    const { trail } = await window.call("cases.open", { caseId });
    expect(trail.filter(({ kind }) => kind === "receiptPrinted").map(({ payload }) => payload)).toMatchObject([{ printer: "窗口小票机", printNumber: 1 }, { printNumber: 2 }]);
  });

  it("waits while the paper is out, holds nothing up, and is sent again once (R-OFF-2)", async () => {
    emulator.setFaults({ hasPaper: false });
    expect(await window.call("printers.status", { printerId: "slip" })).toEqual({ status: "paper-out" });
    const caseId = await acceptTrialCase(window);
    const job = await print(caseId);
    const failed = await reached(job.jobId, "failed");
    expect(failed.failure).toMatchObject({ code: "printer-paper-out", details: { printer: "窗口小票机" } });
    expect((await window.call("cases.open", { caseId })).case.stage).toBe("accepted");
    expect(await printCount(caseId)).toBe(0);

    emulator.mend();
    await window.call("prints.sendAgain", { jobId: job.jobId });
    await reached(job.jobId, "printed");
    await expect(window.call("prints.sendAgain", { jobId: job.jobId })).rejects.toMatchObject({ code: "print-not-waiting" });
    expect(linesWith("接件凭证")).toBe(1);
    expect(linesWith("补打")).toBe(0);
    expect(await printCount(caseId)).toBe(1);
  });

  it("keeps what waits behind a printer that is switched off", async () => {
    await device.unplug();
    const caseId = await receiveTrialCase(window);
    const first = await print(caseId);
    expect((await reached(first.jobId, "failed")).failure?.code).toBe("printer-offline");
    await device.plugIn();
    const second = await print(caseId);
    await reached(second.jobId, "printed");
    await window.call("prints.sendAgain", { jobId: first.jobId });
    await reached(first.jobId, "printed");
    expect(await printCount(caseId)).toBe(2);
  });

  it("asks the clerk about a doubtful one, and takes both answers", async () => {
    const caseId = await receiveTrialCase(window);
    emulator.setFaults({ paperLines: 3 });
    const job = await print(caseId);
    await reached(job.jobId, "doubtful");
    expect(await printCount(caseId)).toBe(0);
    await window.call("prints.settle", { jobId: job.jobId, cameOut: true });
    expect(await printCount(caseId)).toBe(1);
    await expect(window.call("prints.settle", { jobId: job.jobId, cameOut: true })).rejects.toMatchObject({ code: "print-not-waiting" });

    emulator.restart();
    emulator.setFaults({ paperLines: 3 });
    const again = await print(caseId);
    await reached(again.jobId, "doubtful");
    emulator.restart();
    await window.call("prints.settle", { jobId: again.jobId, cameOut: false });
    await reached(again.jobId, "printed");
    expect(await printCount(caseId)).toBe(2);
  });

  it("is cancelled without a trace on the record", async () => {
    emulator.setFaults({ isCoverOpen: true });
    const caseId = await receiveTrialCase(window);
    const job = await print(caseId);
    await reached(job.jobId, "failed");
    expect((await window.call("prints.cancel", { jobId: job.jobId })).state).toBe("cancelled");
    emulator.mend();
    await reached((await print(caseId)).jobId, "printed");
    expect(linesWith("补打")).toBe(0);
    expect(await printCount(caseId)).toBe(1);
  });

  it("survives the program's end: what waited waits, what was printed is recorded once", async () => {
    emulator.setFaults({ hasPaper: false });
    const caseId = await receiveTrialCase(window);
    const job = await print(caseId);
    await reached(job.jobId, "failed");
    await window.stop();
    window = await openWindow(window.dataFolder);
    expect((await jobs()).map(({ jobId, state }) => ({ jobId, state }))).toEqual([{ jobId: job.jobId, state: "failed" }]);
    emulator.mend();
    await window.call("prints.sendAgain", { jobId: job.jobId });
    await reached(job.jobId, "printed");
    expect(await printCount(caseId)).toBe(1);
    await window.stop();
    window = await openWindow(window.dataFolder);
    expect(await printCount(caseId)).toBe(1);
  });

  it("is doubtful after a power cut while it was printing, and recorded once when the clerk says it is there", async () => {
    emulator.setFaults({ lineDelayMs: 50 });
    await window.stop();
    const script = fileURLToPath(new URL("printing-window.ts", import.meta.url));
    const child = spawn(process.execPath, [script, window.dataFolder, device.host, String(device.port)], { stdio: ["ignore", "ignore", "inherit"] });
    await vi.waitFor(() => expect(emulator.lines.length).toBeGreaterThan(2), 20_000);
    child.kill("SIGKILL");
    await once(child, "exit");

    window = await openWindow(window.dataFolder);
    const [job] = await jobs();
    expect(job).toMatchObject({ state: "doubtful", failure: { code: "printer-interrupted" } });
    expect(await printCount(job!.caseId!)).toBe(0);
    await window.call("prints.settle", { jobId: job!.jobId, cameOut: true });
    expect(await printCount(job!.caseId!)).toBe(1);
  });

  it("draws the characters a printer lacks, on its own width of paper", async () => {
    await window.call("printers.save", {
      printerId: "slip", name: "窄小票机", connection: { kind: "network", host: device.host, port: device.port }, paperWidthMm: 58, characters: "gbk",
    });
    const caseId = await receiveTrialCase(window, { ...trialApplication, applicant: { ...trialApplication.applicant, name: "㛃䶮𠮷" } });
    await reached((await print(caseId)).jobId, "printed");
    expect(emulator.lines.join("")).not.toContain("㛃");
    expect(emulator.lines.join("")).toContain("红梅书店");
  });

  it("breaks no line on a roll of 180 dots an inch", async () => {
    await window.call("printers.save", {
      printerId: "slip", name: "TM-T88", connection: { kind: "network", host: device.host, port: device.port }, paperWidthMm: 80, dotsPerInch: 180, model: "epson-tm-t88", characters: "gb18030",
    });
    await reached((await print(await receiveTrialCase(window))).jobId, "printed");
    const printed = emulator.lines.filter((line) => !line.startsWith("[二维码"));
    expect(Math.max(...printed.map((line) => [...line.trimEnd()].reduce((columns, character) => columns + columnsOf(character), 0)))).toBe(42);
  });

  it("needs a printer, a paper that is due and somebody entitled", async () => {
    const caseId = await receiveTrialCase(window);
    await expect(window.call("receipts.print", { caseId, receipt: "acceptance-notice" })).rejects.toMatchObject({ code: "receipt-not-due" });
    await expect(window.call("receipts.print", { caseId, receipt: "reception-slip", printerId: "gone" })).rejects.toMatchObject({ code: "printer-unknown" });
    await window.call("printers.remove", { printerId: "slip" });
    await expect(print(caseId)).rejects.toMatchObject({ code: "no-printer" });
    await expect(window.call("printers.status", { printerId: "slip" })).rejects.toMatchObject({ code: "printer-unknown" });
  });
});
