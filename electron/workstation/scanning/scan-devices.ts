import type { ScanChoice, ScannerInfo } from "../../../contracts/ipc/scanning.ts";
import type { Settings } from "../../../db/settings.ts";
import { isFailure } from "../../../domain/failure.ts";
import type { BatchOutcome } from "../../../scanner/pipeline/page-pool.ts";
import type { AddressedDevice, ScanController, ScanRequest } from "../../../scanner/scan-controller.ts";
import { scannerInfoOf } from "./scanner-info.ts";

/** The scanners within reach, what each is set to, and pages from them, also when one comes back under another address. */
export interface ScanDevices {
  list(): Promise<ScannerInfo[]>;
  choose(scannerId: string, choice: ScanChoice): void;
  /** What the record calls a scanner: its name when it was listed here, else its address. */
  nameOf(scannerId: string): string;
  scanBatch(request: ScanRequest): AsyncGenerator<BatchOutcome>;
}

export function createScanDevices(controller: ScanController, settings: Pick<Settings, "find" | "set">): ScanDevices {
  const known = new Map<string, AddressedDevice>();
  /** By kind and name: a USB address changes with the socket, and a clerk's choice is about the machine. */
  const keyOf = (scannerId: string): string => {
    const device = known.get(scannerId);
    return `scanner-choice:${device ? `${device.driverKind}:${device.name}` : scannerId}`;
  };

  const lookAround = async (): Promise<readonly AddressedDevice[]> => {
    const { devices, failures } = await controller.listDevices();
    if (devices.length === 0 && failures[0]) throw failures[0];
    for (const device of devices) known.set(device.address, device);
    return devices;
  };

  /** A device unplugged or taken by another program between the two questions keeps the others from nobody. */
  const findInfo = async (device: AddressedDevice): Promise<ScannerInfo | undefined> => {
    try {
      return scannerInfoOf(device, await controller.readCapabilities(device.address), settings.find(keyOf(device.address)));
    } catch (error) {
      if (!isFailure(error)) throw error;
      return undefined;
    }
  };

  /** The same machine in another socket; undefined as well when there are two of its kind: which one it is nobody can tell. */
  const findMoved = async (scannerId: string): Promise<AddressedDevice | undefined> => {
    const gone = known.get(scannerId);
    if (!gone) return undefined;
    const alike = (await lookAround()).filter(({ driverKind, name }) => driverKind === gone.driverKind && name === gone.name);
    return alike.length === 1 ? alike[0] : undefined;
  };

  return {
    async list() {
      const infos = await Promise.all((await lookAround()).map(findInfo));
      return infos.filter((info) => info !== undefined);
    },
    choose: (scannerId, choice) => settings.set(keyOf(scannerId), choice),
    nameOf: (scannerId) => known.get(scannerId)?.name ?? scannerId,
    async *scanBatch(request) {
      let hasBegun = false;
      try {
        for await (const outcome of controller.scanBatch(request)) {
          hasBegun = true;
          yield outcome;
        }
      } catch (error) {
        const moved = !hasBegun && isFailure(error, "scanner-device-gone") ? await findMoved(request.address).catch(() => undefined) : undefined;
        if (!moved || moved.address === request.address) throw error;
        yield* controller.scanBatch({ ...request, address: moved.address });
      }
    },
  };
}
