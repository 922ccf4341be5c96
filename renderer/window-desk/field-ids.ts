import { focusSoon } from "../app/focus-guard.ts";
import type { FieldId } from "./draft.ts";

/** Ids of the parts that the focus is sent to. */
export const checklistId = "material-checklist";
export const pageStripId = "page-strip";
export const itemPickerId = fieldIdOf("itemCode");

export function fieldIdOf(field: FieldId): string {
  return `field-${field.replace(".", "-")}`;
}

export function focusField(field: FieldId): void {
  focusSoon(fieldIdOf(field));
}

/** Where a new case begins. */
export function focusIdentity(): void {
  focusField("identityNumber");
}

export function focusChecklist(): void {
  focusSoon(checklistId);
}

export function focusPages(): void {
  focusSoon(pageStripId);
}
