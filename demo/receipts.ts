import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { ReceiptKind } from "../domain/case/case-parts.ts";
import { receiptsDue } from "../domain/case/rules/receipts.ts";
import { receiptTitles } from "../documents/receipts/receipt-wording.ts";
import type { DemoCase } from "./cases.ts";
import type { Desk } from "./desk.ts";
import { jobReaches, type RecordingPrinter } from "./devices.ts";

export interface PrintedReceipt {
  readonly caseNumber: string;
  readonly receipt: ReceiptKind;
  /** What came out of the printer, line by line. */
  readonly lines: readonly string[];
  readonly isPdf: boolean;
}

/** Prints every paper each case is due on the window's receipt printer, and writes what the printer was sent, an A4 PDF and a PNG. */
export async function printReceipts(desk: Desk, printer: RecordingPrinter, cases: readonly DemoCase[], folder: string): Promise<PrintedReceipt[]> {
  await mkdir(folder, { recursive: true });
  const printed: PrintedReceipt[] = [];
  for (const { opened } of cases) {
    const { id: caseId, number } = opened.case;
    for (const receipt of receiptsDue(opened.case)) {
      const name = join(folder, `${number}-${receiptTitles[receipt]}`);
      // Before the print, for whatever is made of the case afterwards is marked as a reprint, the PDF too.
      const { svg } = await desk.workstation.call("receipts.preview", { caseId, receipt });
      await sharp(Buffer.from(svg)).flatten({ background: "#fff" }).png().toFile(`${name}.png`);
      printer.restart();
      printer.received = [];
      const { jobId } = await desk.workstation.call("receipts.print", { caseId, receipt });
      const { state } = await jobReaches(desk, jobId, (job) => job.state !== "waiting" && job.state !== "printing");
      if (state !== "printed") throw new Error(`${receipt} was not printed: ${state}`);
      await writeFile(`${name}.escpos`, Buffer.concat(printer.received));
      const { path } = await desk.workstation.call("receipts.savePdf", { caseId, receipt });
      await rename(path, `${name}.pdf`);
      const isPdf = (await readFile(`${name}.pdf`)).subarray(0, 5).toString() === "%PDF-";
      printed.push({ caseNumber: number, receipt, isPdf, lines: printer.lines });
    }
  }
  return printed;
}
