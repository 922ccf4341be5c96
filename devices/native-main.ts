import { serialLineContract } from "./card-reader/serial-line-contract.ts";
import { endWithParent } from "./native-process/end-with-parent.ts";
import { nativePart, serveNative } from "./native-process/serve-native.ts";
import { printSpoolerContract } from "./receipt-printer/raw-queue/print-spooler-contract.ts";
import { sealTokenContract } from "./seal-token/seal-token-contract.ts";
import { staffCardContract } from "./staff-card/staff-card-contract.ts";

/** The process that native drivers run in: one run of it for each device, so that one that hangs takes no other with it. */
await endWithParent();
await serveNative([
  nativePart(staffCardContract, async () => (await import("./staff-card/serve-staff-cards.ts")).staffCardHandlers()),
  nativePart(sealTokenContract, async () => (await import("./seal-token/serve-seal-tokens.ts")).sealTokenHandlers()),
  nativePart(serialLineContract, async (emit) => (await import("./card-reader/serve-serial-lines.ts")).serialLineHandlers(emit)),
  nativePart(printSpoolerContract, async () => (await import("./receipt-printer/raw-queue/serve-print-spooler.ts")).printSpoolerHandlers()),
]);
