import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { ScanProgress } from "../../contracts/ipc/scanning.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import { materialOf } from "../../domain/case/case-state.ts";

/**
 * A material ticked before it was scanned is down with a guessed number of sheets: once its batch is in, the number follows the
 * pages, unless the clerk has typed another. Undefined when there is nothing to put right.
 */
export function sheetsAfterScan(opened: OpenedCase, progress: ScanProgress): CommandBody | undefined {
  const { target, finishedPageCount, state } = progress;
  if (state === "running" || finishedPageCount === 0 || target.replacesPageId !== null) return undefined;
  if (!opened.actions.includes("recordMaterial")) return undefined;
  const { record, pages } = materialOf(opened.case, target.materialCode);
  const guessed = Math.max(1, pages.length - finishedPageCount);
  if (record?.medium !== "paper" || record.sheetCount !== guessed || record.sheetCount === pages.length) return undefined;
  return { kind: "recordMaterial", payload: { ...record, materialCode: target.materialCode, sheetCount: pages.length } };
}
