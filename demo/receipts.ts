import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { ReceiptKind } from "../domain/case/case-parts.ts";
import { receiptsDue } from "../domain/case/rules/receipts.ts";
import { receiptTitles } from "../documents/receipts/receipt-wording.ts";
import { ReceiptPrinterEmulator, type PrinterPlug } from "../test/emulators/receipt-printer.ts";
import { startNetworkPrinter } from "../test/emulators/receipt-printer-network.ts";
import type { DemoCase } from "./cases.ts";
import type { Desk } from "./desk.ts";

export interface PrintedReceipt {
  readonly caseNumber: string;
  readonly receipt: ReceiptKind;
  /** What an 80 mm printer was sent. */
  readonly escposBytes: number;
  /** What came out of it, line by line. */
  readonly lines: readonly string[];
  readonly isPdf: boolean;
}

/** Keeps what it was sent, to be written to a file. */
class RecordingPrinter extends ReceiptPrinterEmulator {
  received: Uint8Array[] = [];

  override receive(bytes: Uint8Array, plug: PrinterPlug): void {
    this.received.push(Uint8Array.from(bytes));
    super.receive(bytes, plug);
  }
}

/** Prints every paper each case is due on a receipt printer (an emulated one on a port of this machine), and as A4 PDF and PNG. */
export async function printReceipts(desk: Desk, cases: readonly DemoCase[], folder: string): Promise<PrintedReceipt[]> {
  await mkdir(folder, { recursive: true });
  const emulator = new RecordingPrinter();
  const line = await startNetworkPrinter(emulator);
  const connection = { kind: "network", host: line.host, port: line.port } as const;
  await desk.workstation.call("printers.save", { printerId: "demo", name: "窗口小票机", connection, paperWidthMm: 80, characters: "gb18030" });
  const printed: PrintedReceipt[] = [];
  for (const { opened } of cases) {
    const { id: caseId, number } = opened.case;
    for (const receipt of receiptsDue(opened.case)) {
      const name = join(folder, `${number}-${receiptTitles[receipt]}`);
      // Before the print, for whatever is made of the case afterwards is marked as a reprint, the PDF too.
      const { svg } = await desk.workstation.call("receipts.preview", { caseId, receipt });
      await sharp(Buffer.from(svg)).flatten({ background: "#fff" }).png().toFile(`${name}.png`);
      emulator.received = [];
      await print(desk, { caseId, receipt });
      const escpos = Buffer.concat(emulator.received);
      await writeFile(`${name}.escpos`, escpos);
      const { path } = await desk.workstation.call("receipts.savePdf", { caseId, receipt });
      await rename(path, `${name}.pdf`);
      const isPdf = (await readFile(`${name}.pdf`)).subarray(0, 5).toString() === "%PDF-";
      printed.push({ caseNumber: number, receipt, escposBytes: escpos.byteLength, isPdf, lines: emulator.lines });
      emulator.restart();
    }
  }
  await desk.workstation.call("printers.remove", { printerId: "demo" });
  await line.close();
  return printed;
}

/** Prints and waits until the paper is out. */
async function print(desk: Desk, order: { caseId: DemoCase["opened"]["case"]["id"]; receipt: ReceiptKind }): Promise<void> {
  const { jobId } = await desk.workstation.call("receipts.print", order);
  for (let round = 0; round < 300; round += 1) {
    const job = (await desk.workstation.call("prints.list", {})).find((candidate) => candidate.jobId === jobId);
    if (job?.state === "printed") return;
    if (job !== undefined && ["failed", "doubtful", "cancelled"].includes(job.state)) throw new Error(`${order.receipt} was not printed: ${JSON.stringify(job)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${order.receipt} was not printed within half a minute`);
}
