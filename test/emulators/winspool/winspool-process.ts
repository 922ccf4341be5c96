import { endWithParent } from "../../../devices/native-process/end-with-parent.ts";
import { nativePart, serveNative } from "../../../devices/native-process/serve-native.ts";
import { printSpoolerContract } from "../../../devices/receipt-printer/raw-queue/print-spooler-contract.ts";

/** The spooler's driver over the library named in the environment in place of Windows' own. */
const library = process.env["WINSPOOL_LIBRARY"] ?? "";
await endWithParent();
await serveNative([
  nativePart(printSpoolerContract, async () => (await import("../../../devices/receipt-printer/raw-queue/serve-print-spooler.ts")).printSpoolerHandlers({ winspool: library, kernel: library })),
]);
