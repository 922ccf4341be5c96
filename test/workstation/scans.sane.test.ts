import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { materialOf } from "../../domain/case/case-state.ts";
import { realDependencies } from "../../electron/workstation/dependencies.ts";
import { createSaneTestEnvironment } from "../../scanner/sane/sane-test-backend.ts";
import { batchEnd, targetOf, type Headless } from "./headless.ts";
import { openOfflineWindow } from "./offline.ts";
import { receiveTrialCase, requiredMaterials } from "./trial-case.ts";

let saneConfigFolder: string;
let window: Headless;

beforeAll(async () => {
  saneConfigFolder = await mkdtemp(join(tmpdir(), "yichuang-sane-"));
  await createSaneTestEnvironment(saneConfigFolder);
  const { createScannerDrivers } = realDependencies();
  window = await openOfflineWindow({ options: { saneConfigFolder }, dependencies: { createScannerDrivers } });
});
afterAll(async () => {
  await window.stop();
  await window.remove();
  await rm(saneConfigFolder, { recursive: true, force: true });
});

it("a feeder full of paper becomes the case's pages, named by the scanner (R-SCAN-1, R-SCAN-2)", async () => {
  const [scanner] = await window.call("scanners.list", {});
  expect(scanner).toMatchObject({ scannerId: "sane:test:0" });
  expect(scanner?.sources).toContain("feeder");
  const caseId = await receiveTrialCase(window);
  const target = targetOf(caseId, requiredMaterials[0] ?? "");
  const ended = await batchEnd(window, () => window.call("scans.start", { target, scannerId: "sane:test:0", source: "feeder", resolutionDpi: 100 }));
  expect(ended).toMatchObject({ state: "finished", finishedPageCount: 10, problems: [], failure: null });
  const { pages } = materialOf((await window.call("cases.open", { caseId })).case, target.materialCode);
  expect(pages).toHaveLength(10);
  expect(pages.every(({ byteLength, source }) => byteLength <= 90_000 && source === scanner?.name)).toBe(true);
});
