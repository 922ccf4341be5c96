import { join } from "node:path";
import { createNativeProcess } from "../native-process/native-process.ts";
import { startNodeNativeChild } from "../native-process/node-native-child.ts";
import type { StaffCardLibrarySettings } from "./library-settings.ts";
import { createNativeStaffCards } from "./native-staff-cards.ts";
import type { StaffCards } from "./staff-card.ts";
import { staffCardContract } from "./staff-card-contract.ts";

/** For tests: a vendor's library in a real process of its own. */
export function openStaffCards(library: StaffCardLibrarySettings, findCallLimitMs?: () => number | undefined): StaffCards {
  const process = createNativeProcess(staffCardContract, {
    driver: "staff-card",
    launch: () => startNodeNativeChild({ scriptPath: join(import.meta.dirname, "../native-main.ts"), onOutput: (text) => console.error(text) }),
    nowMs: () => performance.now(),
    logError: console.error,
    ...(findCallLimitMs && { findCallLimitMs }),
  });
  return createNativeStaffCards(process, library);
}
