import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printSpoolerContract } from "../../../devices/receipt-printer/raw-queue/print-spooler-contract.ts";
import { createNativePrintSpooler } from "../../../devices/receipt-printer/raw-queue/native-print-spooler.ts";
import type { PrintSpooler } from "../../../devices/receipt-printer/raw-queue/print-spooler.ts";
import { createNativeProcess } from "../../../devices/native-process/native-process.ts";
import { startNodeNativeChild } from "../../../devices/native-process/node-native-child.ts";
import { createEmulatedSpooler, type EmulatedSpooler } from "../print-spooler.ts";
import type { ReceiptPrinterEmulator } from "../receipt-printer.ts";
import { compileLibrary } from "../staff-card/compile-library.ts";

export interface Winspool {
  /** The real driver, in a process of its own, over a library that is winspool's stand-in. */
  readonly spooler: PrintSpooler;
  readonly device: EmulatedSpooler;
  /** Has a call never come back. */
  setHanging(call: "GetPrinter" | "WritePrinter", isOn: boolean): void;
  close(): Promise<void>;
}

/** How often the stand-in's files are looked at. */
const everyMs = 5;

/** Windows' spooler as a library that exports winspool's calls (compiled by gcc), with the emulated printer behind it. Linux only. */
export async function startWinspool(emulator: ReceiptPrinterEmulator, queue: string, findCallLimitMs?: () => number | undefined): Promise<Winspool> {
  const folder = await mkdtemp(join(tmpdir(), "winspool-"));
  const library = join(folder, "winspool.so");
  await compileLibrary({ source: "../winspool/winspool.c" }, library);
  const device = createEmulatedSpooler(emulator, queue);
  const numbers = new Map<string, number>();
  const path = (name: string): string => join(folder, name);
  /** Readers never see half a file. */
  const write = (name: string, text: string): void => {
    writeFileSync(path(`${name}.new`), text);
    renameSync(path(`${name}.new`), path(name));
  };

  const tick = async (): Promise<void> => {
    for (const file of readdirSync(folder).filter((name) => /^job-\d+\.bytes$/.test(name)).sort()) {
      const job = file.slice(0, -".bytes".length);
      if (numbers.has(job)) continue;
      numbers.set(job, await device.submit(queue, "receipt", readFileSync(path(file))));
    }
    for (const [job, number] of numbers) {
      if (!existsSync(path(`${job}.status`))) await device.deleteJob(queue, number);
      else {
        const found = await device.findJob(queue, number);
        if (found) write(`${job}.status`, found.status.toString(16));
        else await rm(path(`${job}.status`), { force: true });
      }
    }
    const { status, attributes } = await device.readQueue(queue);
    write("queue", `${queue} ${status.toString(16)} ${attributes.toString(16)}`);
  };
  await tick();
  let isClosed = false;
  const ticking = (async () => {
    while (!isClosed) {
      await tick();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();

  const driver = createNativeProcess(printSpoolerContract, {
    driver: "print-spooler",
    launch: () => startNodeNativeChild({
      scriptPath: join(import.meta.dirname, "winspool-process.ts"), environment: { WINSPOOL_FOLDER: folder, WINSPOOL_LIBRARY: library }, onOutput: (text) => console.error(text),
    }),
    nowMs: () => performance.now(),
    logError: console.error,
    ...(findCallLimitMs && { findCallLimitMs }),
  });
  return {
    spooler: createNativePrintSpooler(driver),
    device,
    setHanging: (call, isOn) => (isOn ? writeFileSync(path(`hangs-on-${call}`), "") : rmSync(path(`hangs-on-${call}`))),
    async close() {
      driver.stop();
      isClosed = true;
      await ticking;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
