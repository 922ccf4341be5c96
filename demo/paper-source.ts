import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ScannerInfo } from "../contracts/ipc/scanning.ts";
import type { CaseId } from "../domain/ids.ts";
import { createSaneTestEnvironment } from "../scanner/sane/sane-test-backend.ts";
import { targetOf, type Desk } from "./desk.ts";

const samplesFolder = join(import.meta.dirname, "../samples");

/** The sample that looks like this material, by how its name begins; any other paper stands for the rest. */
const sampleOf: Readonly<Record<string, string>> = {
  "application-form": "01",
  "business-licence": "02",
  "land-use-approval": "04",
  "drawing-review-certificate": "06",
  "planning-map": "07",
  "boundary-survey-map": "07",
};

/** A configuration under which SANE offers its own test device and nothing else. */
export async function prepareScannerConfiguration(workFolder: string): Promise<string> {
  const folder = await mkdtemp(join(workFolder, "sane-"));
  await createSaneTestEnvironment(folder);
  return folder;
}

/** Where the demo's pages come from: a feeder when SANE has its test device, and pictures of real-looking papers. */
export interface PaperSource {
  readonly feeder: ScannerInfo | undefined;
  /** Scans the whole feeder (ten sheets of the test device) into the material. False when there is none. */
  scanFeeder(caseId: CaseId, materialCode: string): Promise<boolean>;
  /** Imports a sample picture into the material: one that looks like it, else the next, starting over after the last. */
  importSample(caseId: CaseId, materialCode: string): Promise<void>;
}

export async function openPaperSource(desk: Desk): Promise<PaperSource> {
  const names = (await readdir(samplesFolder)).filter((name) => name.endsWith(".jpg")).sort();
  const scanners = await desk.workstation.call("scanners.list", {}).catch(() => []);
  const feeder = scanners.find(({ scannerId, sources }) => scannerId.startsWith("sane:test") && sources.includes("feeder"));
  let next = 0;

  const finish = async (start: () => Promise<{ jobId: string }>): Promise<void> => {
    const { state, failure, problems } = await desk.batch(start);
    if (state !== "finished" || problems.length > 0) throw new Error(`the batch ${state}: ${JSON.stringify({ failure, problems })}`);
  };

  return {
    feeder,
    async scanFeeder(caseId, materialCode) {
      if (feeder === undefined) return false;
      const order = { target: targetOf(caseId, materialCode), scannerId: feeder.scannerId, source: "feeder", resolutionDpi: 200 } as const;
      await finish(() => desk.workstation.call("scans.start", order));
      return true;
    },
    async importSample(caseId, materialCode) {
      const alike = names.find((name) => name.startsWith(sampleOf[materialCode] ?? "none"));
      const name = alike ?? names[next++ % names.length] ?? "";
      const bytes = new Uint8Array(await readFile(join(samplesFolder, name)));
      await finish(async () => {
        const job = await desk.workstation.call("scans.import", { target: targetOf(caseId, materialCode), fileCount: 1 });
        await desk.workstation.call("scans.importFile", { ...job, file: { name, bytes } });
        return job;
      });
    },
  };
}
