import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SaneEnvironment } from "./sane-environment.ts";

/** The names of the `test` backend's own options that make it fail. */
export type SaneTestStatus = "JAMMED" | "NO_DOCS" | "COVER_OPEN" | "IO_ERROR" | "DEVICE_BUSY" | "NO_MEM" | "ACCESS_DENIED" | "CANCELLED" | "INVAL";

/**
 * Writes a configuration into `configFolder` under which SANE has only its own `test` backend: two devices, `test:0` and
 * `test:1`, with a feeder of ten sheets. For tests and for the demo; the system's configuration stays as it is.
 */
export async function createSaneTestEnvironment(configFolder: string): Promise<SaneEnvironment> {
  await mkdir(configFolder, { recursive: true });
  await writeFile(join(configFolder, "dll.conf"), "test\n");
  // The backend's own limit of 200 mm is shorter than A4.
  const settings = ["number_of_devices 2", "mode Gray", "depth 8", "resolution 50.0", "geometry_max 300.0", 'test-picture "Color pattern"'];
  await writeFile(join(configFolder, "test.conf"), `${settings.join("\n")}\n`);
  return { configFolder };
}

/**
 * The sheet is small enough to lie in a pipe: with a larger one this backend (sane-backends 1.1.1) races its own reader thread
 * and now and then dies of a broken pipe before it can say what failed.
 */
export function failWith(environment: SaneEnvironment, status: SaneTestStatus): SaneEnvironment {
  return { ...environment, extraArguments: ["--mode=Gray", "-x", "40", "-y", "40", `--read-return-value=SANE_STATUS_${status}`] };
}
