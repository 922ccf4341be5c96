import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { materialOf } from "../../domain/case/case-state.ts";
import { realDependencies } from "../../electron/workstation/dependencies.ts";
import { createSaneTestEnvironment } from "../../scanner/sane/sane-test-backend.ts";
import { startEsclEmulator, type EsclEmulator } from "../emulators/escl.ts";
import { batchEnd, targetOf, type Headless } from "./headless.ts";
import { openOfflineWindow } from "./offline.ts";
import { receiveTrialCase, requiredMaterials } from "./trial-case.ts";

let saneConfigFolder: string;
let networkScanner: EsclEmulator;
let window: Headless;

beforeAll(async () => {
  saneConfigFolder = await mkdtemp(join(tmpdir(), "yichuang-sane-"));
  await createSaneTestEnvironment(saneConfigFolder);
  const front = await readFile(join(import.meta.dirname, "../../samples/02-营业执照.jpg"));
  networkScanner = await startEsclEmulator({ sheets: [{ front }, { front }, { front }] });
  const { createScannerDrivers } = realDependencies();
  window = await openOfflineWindow({ options: { saneConfigFolder, networkScanners: networkScanner.url }, dependencies: { createScannerDrivers } });
});
afterAll(async () => {
  await window.stop();
  await window.remove();
  await networkScanner.unplug();
  await rm(saneConfigFolder, { recursive: true, force: true });
});

it.each([
  ["SANE", () => "sane:test:0", 10],
  ["eSCL", () => `escl:${networkScanner.url}`, 3],
])("a feeder full of paper becomes the case's pages, named by the scanner: %s (R-SCAN-1, R-SCAN-2)", async (_kind, idOf, sheetCount) => {
  const scanner = (await window.call("scanners.list", {})).find(({ scannerId }) => scannerId === idOf());
  expect(scanner?.sources).toContain("feeder");
  const caseId = await receiveTrialCase(window);
  const target = targetOf(caseId, requiredMaterials[0] ?? "");
  const ended = await batchEnd(window, () => window.call("scans.start", { target, scannerId: idOf(), source: "feeder", resolutionDpi: 75 }));
  expect(ended).toMatchObject({ state: "finished", finishedPageCount: sheetCount, problems: [], failure: null });
  const { pages } = materialOf((await window.call("cases.open", { caseId })).case, target.materialCode);
  expect(pages).toHaveLength(sheetCount);
  expect(pages.every(({ byteLength, source }) => byteLength <= 90_000 && source === scanner?.name)).toBe(true);
});
