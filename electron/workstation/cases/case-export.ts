import { Failure } from "../../../domain/failure.ts";
import { materialOf, type Case } from "../../../domain/case/case-state.ts";
import type { Sha256 } from "../../../domain/ids.ts";
import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import type { CaseExport, ExportedPackage } from "../../../scanner/page-export.ts";

/**
 * Writes the case as one folder named by the project, with one ZIP for each of the item's groups of materials, the pages in the
 * order of the checklist (R-SCAN-3); `whenTaken` says what happens beside a folder of that name. `readPage` may fetch. Throws
 * Failures `export-…`, and whatever `readPage` throws.
 */
export async function exportCase(
  current: Case,
  item: ItemDefinition,
  readPage: (sha256: Sha256) => Promise<Uint8Array>,
  exportFolder: string,
  whenTaken: CaseExport["whenTaken"] = "refuse",
): Promise<{ folder: string; files: string[] }> {
  const packages = packagesOf(current, item, readPage);
  if (packages.length === 0) throw new Failure("export-empty", { details: { caseNumber: current.number } });
  // With what makes a ZIP, which prepares its tables as soon as it is read.
  const { exportPages } = await import("../../../scanner/page-export.ts");
  const { folder, files } = await exportPages({ projectName: current.application.projectName, packages, whenTaken }, exportFolder);
  return { folder, files: files.map(({ path }) => path) };
}

/** Groups without a page are left out: an empty ZIP would look like a loss. */
function packagesOf(current: Case, item: ItemDefinition, readPage: (sha256: Sha256) => Promise<Uint8Array>): ExportedPackage[] {
  const groups = Map.groupBy(item.materials, ({ group }) => group);
  return [...groups].flatMap(([name, materials]) => {
    const pages = materials.flatMap(({ code }) => materialOf(current, code).pages);
    if (pages.length === 0) return [];
    return [{ name, pages: pages.map(({ sha256, turnDegrees }) => ({ readJpeg: () => readPage(sha256), turnDegrees })) }];
  });
}
