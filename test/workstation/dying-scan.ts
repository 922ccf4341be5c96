import { writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { realDependencies } from "../../electron/workstation/dependencies.ts";
import type { ScannerDriver } from "../../scanner/driver.ts";
import { openOfflineWindow } from "./offline.ts";
import { batchEnd, targetOf } from "./headless.ts";
import { receiveTrialCase, requiredMaterials } from "./trial-case.ts";

/**
 * A window as a process of its own that dies, as hard as a power cut, while another program hands something over in a file: in the middle
 * of a `scan`, when a raw sheet lies ready that nobody took yet, or of a card's `photo`, killed by its decoder. Where that file lies is written
 * to `markFile` before.
 */
const [dataFolder = "", saneConfigFolder = "", markFile = "", moment] = process.argv.slice(2);

/** Takes the first sheet, waits until the next one lies there, and dies. */
const dyingAt = (driver: ScannerDriver): ScannerDriver => ({
  ...driver,
  async *scan(deviceId, options, job) {
    for await (const sheet of driver.scan(deviceId, options, job)) {
      yield sheet;
      let raw: string[] = [];
      while (raw.length === 0) raw = await readdir(job.folder);
      writeFileSync(markFile, join(job.folder, raw[0] ?? ""));
      process.kill(process.pid, "SIGKILL");
    }
  },
});

const { createScannerDrivers } = realDependencies();
const decoder = "require('node:fs').writeFileSync(process.argv[1], process.argv[2]); process.kill(process.ppid, 'SIGKILL')";
const window = await openOfflineWindow({
  dataFolder,
  options: { saneConfigFolder, cardPhotoDecoder: `"${process.execPath}" -e "${decoder}" "${markFile}" {file}` },
  dependencies: { createScannerDrivers: (...given) => createScannerDrivers(...given).map(dyingAt) },
});
if (moment === "scan") {
  const target = targetOf(await receiveTrialCase(window), requiredMaterials[0] ?? "");
  await batchEnd(window, () => window.call("scans.start", { target, scannerId: "sane:test:0", source: "feeder", resolutionDpi: 75 }));
} else {
  await window.call("cardPhotos.decode", { photoWlt: Buffer.alloc(1024, 7).toString("base64") });
}
throw new Error("this process was to die before");
