import type { WorkingCalendar } from "../../../domain/calendar/working-calendar.ts";
import { receiptsDue } from "../../../domain/case/rules/receipts.ts";
import type { ReceiptKind } from "../../../domain/case/case-parts.ts";
import type { Case } from "../../../domain/case/case-state.ts";
import { Failure } from "../../../domain/failure.ts";
import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import { makeReceiptContent } from "../../../documents/receipts/make-receipt-content.ts";
import type { ReceiptContent } from "../../../documents/receipts/receipt-content.ts";
import type { GetFonts } from "./fonts.ts";
import { saveNew } from "./save-paper.ts";

export interface ReceiptsPorts {
  now(): Instant;
  getItem(current: Case): ItemDefinition;
  getCalendar(): WorkingCalendar;
  getQueryUrl(): string;
  readonly getFonts: GetFonts;
  /** PDFs are written here. */
  readonly exportFolder: string;
}

/** The papers for the applicant, made of the case as it stands here: they need no network (R-RECV-2, R-OFF-1). */
export interface Receipts {
  /** Throws Failure `receipt-not-due` for a paper the case has not come to. */
  make(current: Case, receipt: ReceiptKind, printNumber: number): ReceiptContent;
  /** As it would come out, drawn in outlines: it looks the same on a PC without Chinese fonts. Throws also `glyph-missing`. */
  preview(current: Case, receipt: ReceiptKind): Promise<{ svg: string }>;
  /** As an A4 PDF. Throws `glyph-missing`. */
  drawPdf(content: ReceiptContent): Promise<Uint8Array>;
  /** The A4 PDF, beside those saved before. Throws also `glyph-missing`, `export-folder-unwritable`. */
  savePdf(current: Case, receipt: ReceiptKind, printNumber: number): Promise<{ path: string }>;
}

export function createReceipts({ now, getItem, getCalendar, getQueryUrl, getFonts, exportFolder }: ReceiptsPorts): Receipts {
  const make: Receipts["make"] = (current, receipt, printNumber) => {
    if (!receiptsDue(current).includes(receipt)) throw new Failure("receipt-not-due", { details: { receipt } });
    const item = getItem(current);
    return makeReceiptContent(receipt, { case: current, item, calendar: getCalendar(), officeName: item.officeName, printNumber, printedAt: now(), queryBaseUrl: getQueryUrl() });
  };
  const drawPdf: Receipts["drawPdf"] = async (content) => {
    const { renderReceiptPdf } = await import("../../../documents/receipts/receipt-pdf.ts");
    return renderReceiptPdf(content, await getFonts(), now());
  };
  return {
    make,
    drawPdf,
    async preview(current, receipt) {
      const content = make(current, receipt, nextPrintNumber(current, receipt));
      const { renderReceiptOutlines } = await import("../../../documents/receipts/receipt-svg.ts");
      return { svg: renderReceiptOutlines(content, "80mm", await getFonts()) };
    },
    async savePdf(current, receipt, printNumber) {
      const content = make(current, receipt, printNumber);
      const bytes = await drawPdf(content);
      const mark = printNumber > 1 ? `-补打${printNumber - 1}` : "";
      return { path: await saveNew(exportFolder, `${current.number}-${content.title}${mark}`, ".pdf", bytes) };
    },
  };
}

/** What the next paper of its kind says of itself; every one after the first is marked 补打. */
export function nextPrintNumber(current: Case, receipt: ReceiptKind): number {
  return (current.printCounts[receipt] ?? 0) + 1;
}
