import type { CaseMaterial } from "../../domain/case/case-state.ts";
import { isInHand } from "../../domain/case/rules/materials.ts";
import type { MaterialDefinition } from "../../domain/item/item-definition.ts";

export type MaterialTone = "done" | "begun" | "missing" | "optional";

export interface MaterialState {
  readonly tone: MaterialTone;
  /** `原件已核 1 份 4 张 · 扫描 4 页`. */
  readonly text: string;
  /** The paper's sheets and the scanned pages differ: one of them is probably wrong. */
  readonly mismatch: { sheetCount: number; pageCount: number } | null;
}

/** What is in hand of a material, for its line of the checklist. */
export function materialState(definition: MaterialDefinition, material: CaseMaterial): MaterialState {
  const { record, onPaper, certificate, pages, isAwaitingDigitising } = material;
  const isChecked = isInHand(definition, material);
  const isBegun = pages.length > 0 || onPaper !== null || record !== null;
  const parts = [
    record === null ? "" : `${record.checkedAs === "original" ? "原件已核" : "复印件"} ${record.copies} 份${record.medium === "paper" ? ` ${record.sheetCount} 张` : "（电子件）"}`,
    certificate === null ? "" : `引用证照 ${certificate.certificateNumber}`,
    onPaper === null ? "" : `纸质随件 ${onPaper.sheetCount} 张`,
    pages.length === 0 ? "" : `扫描 ${pages.length} 页`,
    isAwaitingDigitising ? "待补扫" : "",
    !isChecked && isBegun ? (record === null ? "未核对" : "须核对原件") : "",
  ].filter((part) => part !== "");
  const isWrongCount = record?.medium === "paper" && pages.length > 0 && record.sheetCount !== pages.length;
  return {
    tone: isChecked ? "done" : isBegun ? "begun" : definition.isRequired ? "missing" : "optional",
    text: parts.length > 0 ? parts.join(" · ") : definition.isRequired ? "未收" : "未收（非必需）",
    mismatch: isWrongCount ? { sheetCount: record.sheetCount, pageCount: pages.length } : null,
  };
}

export interface MaterialGroup {
  readonly name: string;
  readonly materials: readonly MaterialDefinition[];
}

/** The checklist by package (R-SCAN-3), packages and materials in the item's order. */
export function groupMaterials(materials: readonly MaterialDefinition[]): MaterialGroup[] {
  return [...Map.groupBy(materials, (material) => material.group)].map(([name, ofGroup]) => ({ name, materials: ofGroup }));
}

/** The neighbour in the order shown, which is by package; stays at the ends. */
export function neighbourMaterial(materials: readonly MaterialDefinition[], code: string | null, by: 1 | -1): string | undefined {
  const order = groupMaterials(materials).flatMap((group) => group.materials.map((material) => material.code));
  const at = code === null ? -1 : order.indexOf(code);
  return order[Math.min(order.length - 1, Math.max(0, at + by))];
}
