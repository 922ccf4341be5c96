import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { ScannerDriver } from "../driver.ts";
import { importFiles } from "./import-files.ts";

/**
 * A folder some other machine fills (a copier's scan-to-folder, a camera's card) as if it were a scanner with a feeder. Files are
 * read and left where they are.
 */
export function createFolderDriver(folders: readonly string[]): ScannerDriver {
  const getFolder = async (deviceId: string): Promise<string> => {
    const isThere = folders.includes(deviceId) && (await stat(deviceId).then((entry) => entry.isDirectory(), () => false));
    if (!isThere) throw new Failure("scanner-device-gone", { retryable: true, details: { device: deviceId } });
    return deviceId;
  };
  return {
    kind: "folder",
    listDevices: async () => folders.map((folder) => ({ id: folder, name: basename(folder) })),
    async readCapabilities(deviceId) {
      await getFolder(deviceId);
      return { sources: ["feeder"], colours: ["colour", "grey"], resolutionsDpi: { minimum: 1, maximum: 1200 }, pageSizes: ["a4"] };
    },
    async *scan(deviceId, _options, job) {
      let sheet = 0;
      for await (const input of importFiles([await getFolder(deviceId)], job.signal)) {
        sheet++;
        yield input;
        job.onProgress({ sheet, share: 1 });
      }
      if (sheet === 0 && !job.signal.aborted) throw new Failure("scanner-feeder-empty", { retryable: true, details: { device: deviceId } });
    },
  };
}
