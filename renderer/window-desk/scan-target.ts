import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { ScanTarget } from "../../contracts/ipc/scanning.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { findFreeze } from "../../domain/case/rules/materials.ts";
import type { Page } from "../../domain/case/page.ts";
import type { PageId } from "../../domain/ids.ts";
import type { MaterialDefinition } from "../../domain/item/item-definition.ts";

/** Where the next batch goes: the selected material, at the place marked or behind its last page. Undefined when it may not change. */
export function scanTargetOf(opened: OpenedCase, materialCode: string | null, insertIndex: number | null): ScanTarget | undefined {
  if (materialCode === null || !mayChangePages(opened, materialCode)) return undefined;
  const { length } = materialOf(opened.case, materialCode).pages;
  return { caseId: opened.case.id, materialCode, index: Math.min(insertIndex ?? length, length), replacesPageId: null };
}

/** A rescan of one page: the new one takes its place (R-SCAN-2). */
export function rescanTargetOf(opened: OpenedCase, materialCode: string, pageId: PageId): ScanTarget {
  const index = materialOf(opened.case, materialCode).pages.findIndex((page) => page.pageId === pageId);
  return { caseId: opened.case.id, materialCode, index: Math.max(0, index), replacesPageId: pageId };
}

/** A page whose picture is lost may be scanned again even though its material is frozen (R-OFF-3). */
export function isToBeSupplied(opened: OpenedCase, materialCode: string, page: Page | undefined): boolean {
  return page !== undefined && opened.lostPages.includes(page.sha256) && opened.actions.includes("supplyLostPage") && !mayChangePages(opened, materialCode);
}

/** Frozen once accepted, but for what is still to be digitised (R-RECV-6, R-RECV-7). */
export function mayChangePages(opened: OpenedCase, materialCode: string): boolean {
  return opened.actions.includes("attachPages") && findFreeze(opened.case, opened.item, materialCode) === undefined;
}

/** Where a page of this material could be moved instead. */
export function moveTargetsOf(opened: OpenedCase, materialCode: string): MaterialDefinition[] {
  return opened.item.materials.filter(({ code }) => code !== materialCode && mayChangePages(opened, code));
}
