import { listNativeSerialPorts, openNativeSerialStream } from "../../devices/card-reader/native-serial-stream.ts";
import { createSamVReader } from "../../devices/card-reader/sam-v-reader.ts";
import { serialLineContract } from "../../devices/card-reader/serial-line-contract.ts";
import type { SerialPortInfo } from "../../devices/card-reader/serial-stream.ts";
import type { LaunchNative } from "../../devices/native-process/native-child.ts";
import type { NativeContract } from "../../devices/native-process/native-contract.ts";
import { createNativeProcess, type NativeProcess } from "../../devices/native-process/native-process.ts";
import { createNativePrintSpooler } from "../../devices/receipt-printer/raw-queue/native-print-spooler.ts";
import { printSpoolerContract } from "../../devices/receipt-printer/raw-queue/print-spooler-contract.ts";
import type { StaffCardLibrarySettings } from "../../devices/staff-card/library-settings.ts";
import { createNativeStaffCards } from "../../devices/staff-card/native-staff-cards.ts";
import type { StaffCards } from "../../devices/staff-card/staff-card.ts";
import { staffCardContract } from "../../devices/staff-card/staff-card-contract.ts";
import type { OpenCardReader } from "./card-reader.ts";
import { createOpenPrinter, type OpenPrinter } from "./printing/printers.ts";

export interface NativeDeviceOptions {
  readonly launch: LaunchNative;
  readonly logError: (where: string, error: unknown) => void;
}

/** The devices whose drivers have native code: each in a process of its own, started at first use. */
export interface NativeDevices {
  readonly openCardReader: OpenCardReader;
  listSerialPorts(): Promise<SerialPortInfo[]>;
  openStaffCards(library: StaffCardLibrarySettings): StaffCards;
  readonly openPrinter: OpenPrinter;
  /** Windows' print queues; none elsewhere. */
  listPrintQueues(): Promise<readonly string[]>;
  /** Ends the processes. */
  stopDevices(): void;
}

export function createNativeDevices({ launch, logError }: NativeDeviceOptions): NativeDevices {
  const processes: { stop(): void }[] = [];
  const inProcess = <C extends NativeContract>(contract: C, driver: string): NativeProcess<C> => {
    const process = createNativeProcess(contract, { driver, launch, nowMs: () => performance.now(), logError });
    processes.push(process);
    return process;
  };
  const serialLines = inProcess(serialLineContract, "serial-line");
  const spooler = createNativePrintSpooler(inProcess(printSpoolerContract, "print-spooler"));
  return {
    openPrinter: createOpenPrinter(spooler),
    listPrintQueues: async () => (process.platform === "win32" ? spooler.listQueues() : []),
    openCardReader: (settings, today) => createSamVReader({ open: () => openNativeSerialStream(serialLines, settings), today }),
    listSerialPorts: () => listNativeSerialPorts(serialLines),
    openStaffCards: (library) => createNativeStaffCards(inProcess(staffCardContract, "staff-card"), library),
    stopDevices() {
      for (const process of processes) process.stop();
    },
  };
}
