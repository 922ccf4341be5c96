import type { ItemDefinition, MaterialDefinition } from "../../item/item-definition.ts";
import { materialOf, type Case } from "../case-state.ts";
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

/**
 * What still stands between the case and its acceptance, all of it at once: required materials that are neither in hand
 * (ticked as checked, R-RECV-11) nor referenced, materials with pages nobody ticked, and empty required fields.
 */
export function findIncompleteness(
  current: Pick<Case, "materials" | "application">,
  item: ItemDefinition,
): { missingMaterials: string[]; missingFields: string[] } {
  const missingMaterials = item.materials
    .filter((definition) => {
      const material = materialOf(current, definition.code);
      const isInHand = material.record !== null || material.certificate !== null;
      const isBegun = material.pages.length > 0 || material.onPaper !== null;
      return !isInHand && (definition.isRequired || isBegun);
    })
    .map((definition) => definition.code);
  const missingFields = item.form
    .filter((field) => field.isRequired && (current.application.form[field.key] ?? "").trim() === "")
    .map((field) => field.key);
  return { missingMaterials, missingFields };
}

export function findMaterial(item: ItemDefinition, materialCode: string): MaterialDefinition | undefined {
  return item.materials.find((material) => material.code === materialCode);
}
