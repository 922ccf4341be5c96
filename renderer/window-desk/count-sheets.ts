import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { ScanProgress } from "../../contracts/ipc/scanning.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import { materialOf } from "../../domain/case/case-state.ts";

/**
 * A material ticked before it was scanned is down with a guessed number of sheets: once its batch is in, the number follows the
 * pages, unless the clerk has typed another. Empty when there is nothing to put right.
 */
export function sheetsAfterScan(opened: OpenedCase, { target, materials, state }: ScanProgress): CommandBody[] {
  if (state === "running" || target.replacesPageId !== null || !opened.actions.includes("recordMaterial")) return [];
  return materials.flatMap(({ materialCode, pageCount }): CommandBody[] => {
    const { record, pages } = materialOf(opened.case, materialCode);
    const guessed = Math.max(1, pages.length - pageCount);
    if (record?.medium !== "paper" || record.sheetCount !== guessed || record.sheetCount === pages.length) return [];
    return [{ kind: "recordMaterial", payload: { ...record, materialCode, sheetCount: pages.length } }];
  });
}
