import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startPipePrinter, startPtyPrinter } from "../../test/emulators/receipt-printer-device.ts";
import { ReceiptPrinterEmulator } from "../../test/emulators/receipt-printer.ts";
import { deviceFileChannel } from "./device-file-channel.ts";
import { createEscposPrinter } from "./escpos-printer.ts";
import { describeReceiptPrinter, testTimeouts, ticket } from "./receipt-printer-conformance.ts";

describeReceiptPrinter("device file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "receipt-printer-"));
  const device = new ReceiptPrinterEmulator();
  const plug = await startPtyPrinter(device, join(folder, "lp0"));
  const printer = createEscposPrinter(deviceFileChannel({ path: plug.path, canRead: true, retryMs: 2 }), { name: "小票机", ...testTimeouts, answers: true });
  const close = async (): Promise<void> => {
    await plug.close();
    await rm(folder, { recursive: true });
  };
  return { printer, device, unplug: plug.unplug, plugIn: plug.plugIn, close, unpluggedState: "unplugged" };
});

describe("a device that cannot talk back", () => {
  it("takes the job and leaves it to the clerk to look", async () => {
    const folder = await mkdtemp(join(tmpdir(), "receipt-printer-"));
    const device = new ReceiptPrinterEmulator();
    const plug = await startPipePrinter(device, join(folder, "lp0"));
    const printer = createEscposPrinter(deviceFileChannel({ path: plug.path, canRead: false, retryMs: 2 }), { name: "小票机", ...testTimeouts, answers: false });
    const signal = new AbortController().signal;
    expect(await printer.status(signal)).toBe("ready");
    expect(await printer.print(ticket, signal)).toMatchObject({ kind: "doubtful", failure: { code: "printer-unconfirmed" } });
    await expect.poll(() => device.lines.at(-1)).toBe("✂");
    await plug.close();
    expect(await printer.print(ticket, signal)).toMatchObject({ kind: "not-printed", failure: { code: "printer-unplugged" } });
    await rm(folder, { recursive: true });
  });
});
