import { separatorCodeOf } from "../../domain/page/separator.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { FontBook } from "../fonts/font-book.ts";
import { PageFlow } from "../layout/page-flow.ts";
import { paintPdf } from "../layout/paint-pdf.ts";
import { qrModules } from "../layout/qr-modules.ts";
import { grey, type Sheet } from "../layout/sheet.ts";
import type { TextStyle } from "../layout/text-block.ts";

/** One sheet for each material; they are used again and again, so nothing of a case stands on them. */
export interface SeparatorSheets {
  readonly itemCode: string;
  readonly itemName: string;
  readonly materials: readonly { readonly code: string; readonly name: string }[];
}

export const separatorTitle = "材料分隔页";
/** So large that a scan is told from every other by its squares alone (`scanner/pipeline/separator-mark.ts`). */
const codeSideMm = 100;

const kind: TextStyle = { role: "heading", sizePt: 14, leading: 1.5, align: "center", letterGapEm: 0.5 };
const name: TextStyle = { role: "title", sizePt: 26, leading: 1.4, align: "center" };
const item: TextStyle = { role: "body", sizePt: 14, leading: 1.6, align: "center" };
const advice: TextStyle = { role: "body", sizePt: 12, leading: 1.7, align: "center" };
const small: TextStyle = { role: "body", sizePt: 9, leading: 1.4, align: "center", colour: grey };

/** Throws `glyph-missing`. */
export function layOutSeparators({ itemCode, itemName, materials }: SeparatorSheets, fonts: FontBook): Sheet[] {
  const flow = new PageFlow(fonts);
  materials.forEach((material, index) => {
    if (index > 0) flow.newPage();
    const code = separatorCodeOf({ itemCode, materialCode: material.code });
    flow.text(separatorTitle, kind);
    flow.space(4);
    flow.text(material.name, name);
    flow.text(itemName, item);
    flow.space(10);
    flow.put(codeSideMm, (xMm, topMm) => [{ kind: "modules", xMm: xMm + (flow.widthMm - codeSideMm) / 2, yMm: topMm, sizeMm: codeSideMm, modules: qrModules(code) }]);
    flow.space(10);
    flow.text("放在这份材料的第一页之前，与材料一起放入进纸器。", advice);
    flow.text("扫描时自动分到这份材料，本页不会存入办件，可以反复使用。", advice);
    flow.space(4);
    flow.text(code, small);
  });
  return flow.finish(() => []);
}

export async function renderSeparatorsPdf(sheets: SeparatorSheets, fonts: FontBook, printedAt: Instant): Promise<Uint8Array> {
  return paintPdf(layOutSeparators(sheets, fonts), fonts, { title: separatorTitle, createdAt: printedAt });
}
