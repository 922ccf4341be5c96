import type { z } from "zod";
import type { PrintJob } from "../../../contracts/ipc/receipts.ts";
import type { scanningChannels } from "../../../contracts/ipc/scanning.ts";
import type { Case } from "../../../domain/case/case-state.ts";
import type { CaseId } from "../../../domain/ids.ts";
import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import { failureOfRefusal } from "../failures.ts";
import type { GetFonts } from "../printing/fonts.ts";
import type { PaperRoutesBook } from "../printing/paper-routes.ts";
import type { PrintJobs } from "../printing/print-jobs.ts";
import { saveNew } from "../printing/save-paper.ts";

type Request = z.output<(typeof scanningChannels)["separators.savePdf"]["input"]>;
type PrintRequest = z.output<(typeof scanningChannels)["separators.print"]["input"]>;

export interface SeparatorSheetsPorts {
  now(): Instant;
  newId(): string;
  getCase(caseId: CaseId): Case;
  getItem(current: Case): ItemDefinition;
  readonly getFonts: GetFonts;
  readonly routes: Pick<PaperRoutesBook, "choosePrinter">;
  readonly jobs: Pick<PrintJobs, "put">;
  readonly exportFolder: string;
}

/** Sheets to lie between the materials in the feeder: made for an item, used for every case of it. */
export interface SeparatorSheets {
  /** On the A4 printer set for them, unless one is named. Throws `no-a4-printer`, `printer-unknown`, `material-unknown`. */
  print(request: PrintRequest): Promise<PrintJob>;
  /** Throws `material-unknown`, `export-folder-unwritable`. */
  savePdf(request: Request): Promise<{ path: string }>;
}

export function createSeparatorSheets(ports: SeparatorSheetsPorts): SeparatorSheets {
  const draw = async ({ caseId, materialCodes }: Request): Promise<{ itemName: string; pdf: Uint8Array }> => {
    const item = ports.getItem(ports.getCase(caseId));
    const unknown = materialCodes.find((wanted) => !item.materials.some(({ code }) => code === wanted));
    if (unknown !== undefined) throw failureOfRefusal({ code: "material-unknown", materialCode: unknown });
    const materials = materialCodes.length === 0 ? item.materials : item.materials.filter(({ code }) => materialCodes.includes(code));
    const { renderSeparatorsPdf } = await import("../../../documents/separators/separator-sheet.ts");
    return { itemName: item.name, pdf: await renderSeparatorsPdf({ itemCode: item.code, itemName: item.name, materials }, await ports.getFonts(), ports.now()) };
  };
  return {
    async print(request) {
      const printerId = ports.routes.choosePrinter("separator-sheet", request.printerId);
      const { pdf } = await draw(request);
      return ports.jobs.put({ id: ports.newId(), caseId: null, kind: "separator-sheet", receipt: null, title: null, printerId, copies: 1, bytes: pdf });
    },
    async savePdf(request) {
      const { itemName, pdf } = await draw(request);
      return { path: await saveNew(ports.exportFolder, `分隔页-${itemName}`, ".pdf", pdf) };
    },
  };
}
