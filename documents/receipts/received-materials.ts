import { materialOf, type Case, type CaseMaterial } from "../../domain/case/case-state.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { plainText } from "./plain-text.ts";
import type { ReceiptSection } from "./receipt-content.ts";

/** The list of received materials: what was handed in, as original or copy, how many and how many pages (R-RECV-5). */
export function receivedMaterialsTable(source: { case: Case; item: ItemDefinition }, title: string): ReceiptSection {
  const received = source.item.materials
    .map((definition) => ({ definition, material: materialOf(source.case, definition.code) }))
    .filter(({ material }) => isReceived(material));
  return {
    kind: "table",
    title,
    columns: [
      { header: "序号", share: 8, align: "center" },
      { header: "材料名称", share: 40, align: "left", isMain: true },
      { header: "形式", share: 12, align: "center" },
      { header: "份数", share: 8, align: "center" },
      { header: "页数", share: 8, align: "center" },
      { header: "备注", share: 24, align: "left" },
    ],
    rows: received.map(({ definition, material }, index) => [
      String(index + 1),
      plainText(definition.name),
      formOf(material),
      material.record === null ? "—" : String(material.record.copies),
      pageCountOf(material),
      noteOf(material),
    ]),
    whenEmpty: "（尚未收到材料）",
  };
}

function isReceived(material: CaseMaterial): boolean {
  return material.record !== null || material.onPaper !== null || material.certificate !== null || material.pages.length > 0;
}

function formOf(material: CaseMaterial): string {
  if (material.record === null) return material.certificate === null ? "未核" : "证照引用";
  if (material.record.medium === "electronic") return "电子件";
  return material.record.checkedAs === "original" ? "原件" : "复印件";
}

/** Scanned pages when there are any, else the sheets counted at the window. */
function pageCountOf(material: CaseMaterial): string {
  const count = material.pages.length > 0 ? material.pages.length : (material.onPaper?.sheetCount ?? material.record?.sheetCount ?? 0);
  return count === 0 ? "—" : String(count);
}

function noteOf(material: CaseMaterial): string {
  const notes: string[] = [];
  if (material.certificate !== null) notes.push(`引用证照 ${material.certificate.certificateNumber}`);
  if (material.onPaper !== null) notes.push(`纸质随件流转：${material.onPaper.description}`);
  if (material.isAwaitingDigitising) notes.push("受理后补录电子件");
  return plainText(notes.join("；"));
}
