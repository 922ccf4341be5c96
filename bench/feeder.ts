import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { materialOf } from "../domain/case/case-state.ts";
import { realDependencies } from "../electron/workstation/dependencies.ts";
import { startScanimage, type SaneEnvironment } from "../scanner/sane/sane-environment.ts";
import { createSaneTestEnvironment } from "../scanner/sane/sane-test-backend.ts";
import { batchEnd, targetOf } from "../test/workstation/headless.ts";
import { openOfflineWindow } from "../test/workstation/offline.ts";
import { receiveTrialCase, requiredMaterials } from "../test/workstation/trial-case.ts";
import { writeLoadedScanimage } from "./feeder/loaded-scanimage.ts";
import { readCpuMs } from "./pages/cpu.ts";

/**
 * `node bench/feeder.ts [--quick]`: a hundred pages from a feeder at sixty a minute to stored pages, through SANE's `test` backend and
 * the workstation's own batch, after the same scanner alone. Prints one JSON line. Needs sane-utils.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const LOADS = values.quick ? 2 : 10;
const SHEETS = LOADS * 10;
const RESOLUTION_DPI = 200;

const folder = await mkdtemp(join(tmpdir(), "yichuang-bench-feeder-"));
try {
  process.stderr.write("drawing the paper\n");
  const { configFolder = "" } = await createSaneTestEnvironment(join(folder, "sane"));
  const scanimage = await writeLoadedScanimage(folder, LOADS);
  const { createScannerDrivers } = realDependencies();
  const window = await openOfflineWindow({ options: { saneConfigFolder: configFolder, scanimage, pageMode: "standard" }, dependencies: { createScannerDrivers } });
  try {
    const scanner = (await window.call("scanners.list", {})).find(({ scannerId }) => scannerId === "sane:test:0");
    if (!scanner) throw new Error("SANE does not offer its test device");
    const caseId = await receiveTrialCase(window);
    const materialCode = requiredMaterials[0] ?? "";
    process.stderr.write("the scanner alone\n");
    const aloneMs = await timed(() => scanAlone({ command: scanimage, configFolder }, join(folder, "alone")));
    process.stderr.write("to stored pages\n");
    const before = readCpuMs().own;
    const storedMs = await timed(async () => {
      const scan = { target: targetOf(caseId, materialCode), scannerId: scanner.scannerId, source: "feeder", resolutionDpi: RESOLUTION_DPI } as const;
      const ended = await batchEnd(window, () => window.call("scans.start", scan));
      if (ended.state !== "finished" || ended.finishedPageCount !== SHEETS) throw new Error(`The batch ended: ${JSON.stringify(ended)}`);
    });
    const cpuMs = readCpuMs().own - before;
    const { pages } = materialOf((await window.call("cases.open", { caseId })).case, materialCode);
    const kept = new Set(pages.map(({ sha256 }) => sha256).filter((sha256) => window.useCases.opened.store.pages.find(sha256) !== undefined));
    if (kept.size !== SHEETS) throw new Error(`${kept.size} pages are stored`);
    console.log(JSON.stringify({
      bench: "feeder",
      pages: kept.size,
      resolutionDpi: RESOLUTION_DPI,
      aloneSeconds: round(aloneMs / 1000),
      storedSeconds: round(storedMs / 1000),
      scannerPagesPerMinute: Math.round((kept.size * 60_000) / aloneMs),
      cpuMsPerPage: Math.round(cpuMs / kept.size),
      ratio: round(storedMs / aloneMs),
    }));
  } finally {
    await window.stop();
    await window.remove();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The same command as the driver's, its sheets taken as they come and thrown away. */
async function scanAlone(environment: SaneEnvironment, sheetFolder: string): Promise<void> {
  await mkdir(sheetFolder, { recursive: true });
  const options = ["--source=Automatic Document Feeder", "--mode=Color", `--resolution=${RESOLUTION_DPI}`, "-x", "210", "-y", "297"];
  const batch = ["--format=pnm", `--batch=${join(sheetFolder, "%06d.pnm")}`, "--batch-print", "--batch-prompt", "--progress"];
  const child = startScanimage(environment, ["-d", "test:0", ...options, ...batch]);
  child.stderr.resume();
  child.stdin.on("error", () => undefined);
  child.stdin.write("\n".repeat(SHEETS));
  let sheets = 0;
  for await (const file of createInterface({ input: child.stdout })) {
    await rm(file);
    sheets++;
  }
  if (sheets !== SHEETS) throw new Error(`${sheets} sheets came`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
