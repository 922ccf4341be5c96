import { userInfo } from "node:os";
import { describe, expect, it, onTestFinished } from "vitest";
import { startCups } from "../../test/emulators/ipp-cups.ts";
import { startIppEvePrinter } from "../../test/emulators/ipp-eve-printer.ts";
import { describeA4Printer, onePage, receiptOptions } from "./a4-printer-conformance.ts";
import { createCupsPrinter } from "./cups-printer.ts";
import { findCupsQueues } from "./find-cups-queues.ts";

const isRoot = process.getuid?.() === 0;
if (!isRoot) it.skip("A CUPS of the test's own can be started by root only", () => undefined);

if (isRoot) describeA4Printer("a CUPS queue", async () => {
  const [cups, device] = await Promise.all([startCups(), startIppEvePrinter()]);
  await cups.addQueue("office", device.uri);
  const printer = createCupsPrinter({ name: "窗口打印机", queue: "office", socketPath: cups.socketPath }, { limits: { pollMs: 50 } });
  return { printer, device, confirmedBy: "queue", userName: userInfo().username, close: async () => void (await Promise.all([device.close(), cups.close()])) };
});

describe.runIf(isRoot)("CUPS", () => {
  it("lists its queues, none to begin with", async () => {
    const [cups, device] = await Promise.all([startCups(), startIppEvePrinter()]);
    onTestFinished(async () => void (await Promise.all([cups.close(), device.close()])));
    expect(await findCupsQueues(cups)).toEqual([]);
    await cups.addQueue("office", device.uri);
    expect(await findCupsQueues(cups)).toEqual([{ queue: "office", description: "Office" }]);
    await expect(findCupsQueues({ socketPath: "/nowhere/cups.sock" })).rejects.toMatchObject({ code: "a4-printer-software-missing" });
  });

  it("names a queue that is not there, and a CUPS that is not there", async () => {
    const cups = await startCups();
    onTestFinished(() => cups.close());
    const { signal } = new AbortController();
    const noQueue = createCupsPrinter({ name: "P", queue: "nowhere", socketPath: cups.socketPath });
    expect(await noQueue.print(onePage, receiptOptions, signal)).toMatchObject({ kind: "not-printed", failure: { code: "a4-printer-not-found" } });
    const noCups = createCupsPrinter({ name: "P", queue: "office", socketPath: "/nowhere/cups.sock" });
    expect(await noCups.print(onePage, receiptOptions, signal)).toMatchObject({ kind: "not-printed", failure: { code: "a4-printer-software-missing" } });
  });
});
