import type { Case } from "../../domain/case/case-state.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import type { Defect } from "../../domain/case/case-parts.ts";
import { findIncompleteness } from "../../domain/case/rules/materials.ts";
import type { ItemDefinition, MaterialDefinition } from "../../domain/item/item-definition.ts";

/**
 * The correction notice as it should begin (R-RECV-2: it lists *every* defect): each material the case still lacks and each
 * empty required field, in the checklist's order. The clerk edits and adds to it.
 */
export function prefillDefects(current: Pick<Case, "materials" | "application">, item: ItemDefinition): Defect[] {
  const { missingMaterials, missingFields } = findIncompleteness(current, item);
  const materials = item.materials
    .filter((material) => missingMaterials.includes(material.code))
    .map((material) => materialDefect(current, material));
  const fields = item.form
    .filter((field) => missingFields.includes(field.key))
    .map((field) => ({ materialCode: null, problem: `申请表未填写“${field.label}”`, remedy: `请补填“${field.label}”` }));
  return [...materials, ...fields];
}

const formWords = { original: "原件", copy: "复印件", "original-and-copy": "原件及复印件" } as const;

function materialDefect(current: Pick<Case, "materials">, material: MaterialDefinition): Defect {
  const { pages, onPaper, record } = materialOf(current, material.code);
  const isBegun = pages.length > 0 || onPaper !== null;
  return {
    materialCode: material.code,
    problem: record !== null ? `“${material.name}”只有复印件，未核对原件` : isBegun ? `“${material.name}”未核对原件` : `缺少“${material.name}”`,
    remedy: `请提交“${material.name}”${formWords[material.form]} ${material.copies} 份`,
  };
}
