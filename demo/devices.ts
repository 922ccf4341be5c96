import { join } from "node:path";
import sharp from "sharp";
import { hasPurpose } from "../build/machine-packages.ts";
import { startEsclEmulator, type EsclEmulator } from "../test/emulators/escl.ts";
import { startIppEvePrinter, type IppEvePrinter } from "../test/emulators/ipp-eve-printer.ts";
import { ReceiptPrinterEmulator, type PrinterPlug } from "../test/emulators/receipt-printer.ts";
import { startNetworkPrinter, type NetworkPrinter } from "../test/emulators/receipt-printer-network.ts";
import { createSamVEmulator, type SamVEmulator } from "../test/emulators/sam-v.ts";
import { openSamVSerialLine, type SamVSerialLine } from "../test/emulators/sam-v-line.ts";
import type { Desk } from "./desk.ts";
import { until } from "./until.ts";

/** Emulated devices that speak their own protocols; what this machine lacks the packages for is undefined. */
export interface DemoDevices {
  readonly slip: RecordingPrinter;
  readonly slipLine: NetworkPrinter;
  readonly scanner: EsclEmulator;
  readonly office: IppEvePrinter | undefined;
  readonly cards: SamVEmulator;
  readonly cardLine: SamVSerialLine | undefined;
  /** Paper out, off, unplugged: for a picture of the page that says so. */
  breakAll(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps what it was sent, to be written to a file. */
export class RecordingPrinter extends ReceiptPrinterEmulator {
  received: Uint8Array[] = [];

  override receive(bytes: Uint8Array, plug: PrinterPlug): void {
    this.received.push(Uint8Array.from(bytes));
    super.receive(bytes, plug);
  }
}

export async function openDemoDevices(): Promise<DemoDevices> {
  const slip = new RecordingPrinter();
  const cards = createSamVEmulator();
  const front = await sharp(join(import.meta.dirname, "../samples/02-营业执照.jpg")).toBuffer();
  const [slipLine, scanner, office, cardLine] = await Promise.all([
    startNetworkPrinter(slip),
    startEsclEmulator({ sheets: [{ front }] }),
    hasPurpose("networkPrinting") ? startIppEvePrinter() : undefined,
    hasPurpose("serial") ? openSamVSerialLine(cards) : undefined,
  ]);
  return {
    slip, slipLine, scanner, office, cards, cardLine,
    async breakAll() {
      slip.setFaults({ hasPaper: false });
      await Promise.all([scanner.unplug(), office?.cutPower(), cardLine?.unplug()]);
    },
    async close() {
      await Promise.all([slipLine.close(), scanner.unplug(), office?.close(), cardLine?.close()]);
    },
  };
}

type PrintJobs = Awaited<ReturnType<typeof listJobs>>;

/** Waits until a print job stands so. */
export async function jobReaches({ workstation }: Pick<Desk, "workstation">, jobId: string, isThere: (job: PrintJobs[number]) => boolean): Promise<PrintJobs[number]> {
  return until(async () => (await listJobs(workstation)).find((job) => job.jobId === jobId && isThere(job)), "a print job");
}

function listJobs(workstation: Desk["workstation"]) {
  return workstation.call("prints.list", {});
}
