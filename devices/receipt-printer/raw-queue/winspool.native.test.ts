import { expect, it, onTestFinished } from "vitest";
import { ReceiptPrinterEmulator } from "../../../test/emulators/receipt-printer.ts";
import { startWinspool } from "../../../test/emulators/winspool/start-winspool.ts";
import { describeReceiptPrinter, ticket } from "../receipt-printer-conformance.ts";
import { createRawQueuePrinter } from "./raw-queue-printer.ts";
import { openWinspool } from "./winspool.ts";

const queue = "POS-80";

/** What stands in for winspool is on Linux; nothing here ran on Windows. */
describeReceiptPrinter("raw queue through winspool's calls", async () => {
  const device = new ReceiptPrinterEmulator();
  const winspool = await startWinspool(device, queue);
  const printer = createRawQueuePrinter(winspool.spooler, { name: "小票机", queue, pollMs: 10, confirmTimeoutMs: 20_000, answers: true });
  // What is plugged in or out shows in the queue's files a moment later.
  const shown = (status: number) => expect.poll(async () => (await winspool.spooler.readQueue(queue)).status, { timeout: 20_000 }).toBe(status);
  return {
    printer,
    device,
    unplug: async () => {
      winspool.device.unplug();
      await shown(0x80);
    },
    plugIn: async () => {
      winspool.device.plugIn();
      await shown(0);
    },
    settle: async () => expect.poll(async () => (await winspool.spooler.readQueue(queue)).status, { timeout: 20_000 }).toBe((await winspool.device.readQueue(queue)).status),
    close: winspool.close,
    unpluggedState: "offline",
  };
}, "queue");

it.runIf(process.platform !== "win32")("says where there is no Windows", () => {
  expect(() => openWinspool()).toThrow(expect.objectContaining({ code: "printer-queues-unsupported" }));
});

it("lists the queues, and names one that is not there", async () => {
  const winspool = await startWinspool(new ReceiptPrinterEmulator(), queue);
  onTestFinished(winspool.close);
  expect(await winspool.spooler.listQueues()).toEqual([queue]);
  await expect(winspool.spooler.readQueue("nowhere")).rejects.toMatchObject({ code: "printer-unplugged", details: { call: "OpenPrinter", windowsCode: 1801 } });
  expect(await winspool.spooler.findJob(queue, 77)).toBeUndefined();
  await winspool.spooler.deleteJob(queue, 77);
});

it("gets over a queue that hangs: nothing is printed before it was handed over, and what hung in mid-job is the clerk's to judge", async () => {
  let isHasty = false;
  const device = new ReceiptPrinterEmulator();
  const winspool = await startWinspool(device, queue, () => (isHasty ? 1_000 : undefined));
  onTestFinished(winspool.close);
  const printer = createRawQueuePrinter(winspool.spooler, { name: "小票机", queue, pollMs: 10, confirmTimeoutMs: 20_000, answers: true });
  const signal = new AbortController().signal;
  const printed = async (): Promise<number> => {
    expect(await printer.print(ticket, signal)).toEqual({ kind: "printed" });
    return device.lines.length;
  };
  const oneTicket = await printed();
  for (const [call, outcome] of [["GetPrinter", "not-printed"], ["WritePrinter", "doubtful"]] as const) {
    winspool.setHanging(call, true);
    isHasty = true;
    expect(await printer.print(ticket, signal)).toMatchObject({ kind: outcome, failure: { code: "native-driver-hung", details: { printer: "小票机" } } });
    isHasty = false;
    winspool.setHanging(call, false);
  }
  // Nothing of the job that hung came out by itself, and the next is printed once.
  expect(device.lines).toHaveLength(oneTicket);
  expect(await printed()).toBe(2 * oneTicket);
});
