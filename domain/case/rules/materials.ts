import type { ItemDefinition, MaterialDefinition } from "../../item/item-definition.ts";
import type { Defect } from "../case-parts.ts";
import { materialOf, type Case, type CaseMaterial } from "../case-state.ts";
import type { Refusal } from "../refusal.ts";
import { happened, refused, type Rule } from "./rule.ts";

export const recordMaterial: Rule<"recordMaterial"> = (_current, { payload }, { item }) =>
  findMaterial(item, payload.materialCode)
    ? happened({ kind: "materialRecorded", payload })
    : refused({ code: "material-unknown", materialCode: payload.materialCode });

export const unrecordMaterial: Rule<"unrecordMaterial"> = (_current, { payload }, { item }) =>
  findMaterial(item, payload.materialCode)
    ? happened({ kind: "materialUnrecorded", payload })
    : refused({ code: "material-unknown", materialCode: payload.materialCode });

/** R-SCAN-4. */
export const keepMaterialOnPaper: Rule<"keepMaterialOnPaper"> = (_current, { payload }, { item }) => {
  const material = findMaterial(item, payload.materialCode);
  if (material === undefined) return refused({ code: "material-unknown", materialCode: payload.materialCode });
  if (!material.mayStayOnPaper) return refused({ code: "paper-not-allowed", materialCode: payload.materialCode });
  return happened({ kind: "materialKeptOnPaper", payload });
};

export const handOverPaper: Rule<"handOverPaper"> = (current, { payload }) =>
  materialOf(current, payload.materialCode).onPaper === null
    ? refused({ code: "not-on-paper", materialCode: payload.materialCode })
    : happened({ kind: "paperHandedOver", payload });

/** R-RECV-9: only a register the item names may stand in for the material. */
export const referenceCertificate: Rule<"referenceCertificate"> = (_current, { payload }, { item }) => {
  const material = findMaterial(item, payload.materialCode);
  if (material === undefined) return refused({ code: "material-unknown", materialCode: payload.materialCode });
  if (material.certificateRegister !== payload.register) {
    return refused({ code: "register-not-accepted", materialCode: payload.materialCode, register: payload.register });
  }
  return happened({ kind: "certificateReferenced", payload });
};

export const finishDigitising: Rule<"finishDigitising"> = (current, { payload }) => {
  const material = materialOf(current, payload.materialCode);
  return material.isAwaitingDigitising && material.pages.length > 0
    ? happened({ kind: "digitisingFinished", payload })
    : refused({ code: "nothing-to-digitise", materialCode: payload.materialCode });
};

/**
 * Whether a material's pages may change now: before acceptance any, afterwards only one still to be digitised
 * (R-RECV-6, R-RECV-7). Undefined when they may.
 */
export function findFreeze(current: Case, item: ItemDefinition, materialCode: string): Refusal | undefined {
  if (findMaterial(item, materialCode) === undefined) return { code: "material-unknown", materialCode };
  if (current.stage === "accepted" && !materialOf(current, materialCode).isAwaitingDigitising) {
    return { code: "materials-frozen", materialCode };
  }
  return undefined;
}

/** All that is missing of a case. */
export interface Incompleteness {
  missingMaterials: string[];
  missingFields: string[];
}

/** Ticked as checked in the form the item asks for: a copy alone is no original, an original serves for a copy (R-RECV-11). */
export function isInHand(definition: MaterialDefinition, { record, certificate }: CaseMaterial): boolean {
  return certificate !== null || (record !== null && (record.checkedAs === "original" || definition.form === "copy"));
}

/**
 * What still stands between the case and its acceptance, all of it at once: required materials that are neither in hand
 * nor referenced, materials with pages or a tick that were not checked as they should be, and empty required fields.
 */
export function findIncompleteness(current: Pick<Case, "materials" | "application">, item: ItemDefinition): Incompleteness {
  const missingMaterials = item.materials
    .filter((definition) => {
      const material = materialOf(current, definition.code);
      const isBegun = material.pages.length > 0 || material.onPaper !== null || material.record !== null;
      return !isInHand(definition, material) && (definition.isRequired || isBegun);
    })
    .map((definition) => definition.code);
  const missingFields = item.form
    .filter((field) => field.isRequired && (current.application.form[field.key] ?? "").trim() === "")
    .map((field) => field.key);
  return { missingMaterials, missingFields };
}

/**
 * What a correction notice leaves out of all that is missing (R-RECV-2): there is no second one. An empty field counts as named by any
 * defect of the form, which says in words what is wrong with it.
 */
export function findUnlisted(current: Pick<Case, "materials" | "application">, item: ItemDefinition, defects: readonly Pick<Defect, "materialCode">[]): Incompleteness {
  const { missingMaterials, missingFields } = findIncompleteness(current, item);
  const listed = new Set(defects.map(({ materialCode }) => materialCode));
  return { missingMaterials: missingMaterials.filter((code) => !listed.has(code)), missingFields: listed.has(null) ? [] : missingFields };
}

export function findMaterial(item: ItemDefinition, materialCode: string): MaterialDefinition | undefined {
  return item.materials.find((material) => material.code === materialCode);
}
