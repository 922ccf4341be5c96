import type { PrintJob } from "../../../contracts/ipc/receipts.ts";
import { Failure } from "../../../domain/failure.ts";
import type { PaperKind } from "../../../domain/printing/paper-kind.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import type { GetFonts } from "./fonts.ts";
import type { PaperRoutesBook } from "./paper-routes.ts";
import type { Printers } from "./printers.ts";
import type { PrintJobs } from "./print-jobs.ts";
import type { StripRenderer } from "./strip-renderer.ts";

export interface TestPagesPorts {
  now(): Instant;
  newId(): string;
  readonly printers: Printers;
  readonly routes: PaperRoutesBook;
  readonly jobs: Pick<PrintJobs, "put">;
  readonly strips: StripRenderer;
  readonly getFonts: GetFonts;
}

/** Test pages (测试页): jobs like any other, of no case. */
export interface TestPages {
  /** With the tray and the sides set for test pages on this very printer. Throws Failure `printer-unknown`. */
  ofPrinter(printerId: string): Promise<PrintJob>;
  /** As a paper of that kind would come out: its printer, its tray, both sides when it has both. Throws as `choosePrinter`. */
  ofPaper(kind: PaperKind): Promise<PrintJob>;
}

export function createTestPages({ now, newId, printers, routes, jobs, strips, getFonts }: TestPagesPorts): TestPages {
  const draw = async (printerId: string, pageCount: number): Promise<Uint8Array> => {
    const page = { printerName: printers.nameOf(printerId), printedAt: now() };
    const strip = printers.receipt.find(printerId);
    if (strip) return strips.testPage(page, strip);
    const { renderTestPdf } = await import("../../../documents/test-page/test-sheet.ts");
    return renderTestPdf(page, pageCount, await getFonts());
  };
  const put = async (printerId: string, kind: PaperKind, title: string | null): Promise<PrintJob> =>
    jobs.put({ id: newId(), caseId: null, kind, receipt: null, title, printerId, copies: 1, bytes: await draw(printerId, routes.routeOn(kind, printerId).duplex === "one-sided" ? 1 : 2) });

  return {
    async ofPrinter(printerId) {
      if (!printers.receipt.find(printerId) && !printers.a4.find(printerId)) throw new Failure("printer-unknown", { details: { printerId } });
      return put(printerId, "test-page", null);
    },
    ofPaper: async (kind) => put(routes.choosePrinter(kind), kind, "测试页"),
  };
}
