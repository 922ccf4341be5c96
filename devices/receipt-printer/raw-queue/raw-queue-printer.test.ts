import { describe, expect, it } from "vitest";
import { createEmulatedSpooler } from "../../../test/emulators/print-spooler.ts";
import { ReceiptPrinterEmulator } from "../../../test/emulators/receipt-printer.ts";
import { describeReceiptPrinter, ticket } from "../receipt-printer-conformance.ts";
import { createRawQueuePrinter, type RawQueuePrinterOptions } from "./raw-queue-printer.ts";
import { queueAttribute, queueStatus, stateOfQueue } from "./spooler-status.ts";

const queue = "POS-80";
const quick = { name: "小票机", queue, pollMs: 5, confirmTimeoutMs: 20_000, answers: true } as const;

describeReceiptPrinter("raw queue of Windows", async () => {
  const device = new ReceiptPrinterEmulator();
  const spooler = createEmulatedSpooler(device, queue);
  const nothing = async (): Promise<void> => undefined;
  return { printer: createRawQueuePrinter(spooler, quick), device, unplug: async () => spooler.unplug(), plugIn: async () => spooler.plugIn(), close: nothing, unpluggedState: "offline" };
}, "queue");

describe("a raw queue of Windows", () => {
  const open = (options: Partial<RawQueuePrinterOptions> = {}) => {
    const device = new ReceiptPrinterEmulator();
    const spooler = createEmulatedSpooler(device, queue);
    const printer = createRawQueuePrinter(spooler, { ...quick, ...options });
    return { device, spooler, print: () => printer.print(ticket, new AbortController().signal), status: () => printer.status(new AbortController().signal) };
  };

  it("names its documents so that they tell nobody anything", async () => {
    const { spooler, print } = open({ confirmTimeoutMs: 0 });
    spooler.stall();
    const printing = print();
    await expect.poll(() => spooler.waiting.map(({ documentName }) => documentName), { timeout: 20_000 }).toEqual(["receipt"]);
    await printing;
  });

  it("leaves nothing in the queue that would come out later, unasked", async () => {
    const { spooler, device, print } = open({ confirmTimeoutMs: 0 });
    spooler.stall();
    expect(await print()).toMatchObject({ kind: "doubtful", failure: { code: "printer-unconfirmed" } });
    expect(spooler.waiting).toEqual([]);
    expect(device.lines).toEqual([]);
  });

  it("asks the clerk about every job where the queue is not known to report trouble", async () => {
    const { device, print } = open({ answers: false });
    expect(await print()).toMatchObject({ kind: "doubtful", failure: { code: "printer-unconfirmed" } });
    expect(device.lines.at(-1)).toBe("✂");
  });

  it("says when the queue is not there any more", async () => {
    const { spooler, print, status } = open();
    spooler.removeQueue();
    expect(await status()).toBe("unplugged");
    expect(await print()).toMatchObject({ kind: "not-printed", failure: { code: "printer-unplugged" } });
  });

  it.each([
    [0, 0, "ready"],
    [queueStatus.paused, 0, "offline"],
    [0, queueAttribute.workOffline, "offline"],
    [queueStatus.paperProblem, 0, "paper-out"],
    [queueStatus.doorOpen | queueStatus.paperOut | queueStatus.error, 0, "cover-open"],
  ])("reads status %i with attributes %i as %s", (status, attributes, state) => {
    expect(stateOfQueue({ status, attributes })).toBe(state);
  });
});
