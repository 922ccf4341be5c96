import type { NativeProcess } from "../native-process/native-process.ts";
import { orderChain } from "./certificates.ts";
import type { StaffCardLibrarySettings } from "./library-settings.ts";
import type { StaffCards } from "./staff-card.ts";
import type { staffCardContract } from "./staff-card-contract.ts";

/** Cards of one vendor's library, which runs in `process`, a process of its own. Settings can still be wrong: every call may say so. */
export function createNativeStaffCards(process: NativeProcess<typeof staffCardContract>, library: StaffCardLibrarySettings): StaffCards {
  return {
    list: async () => (await process.call("staff-card.list", { library })).cards,
    async openSigner(cardId) {
      const { algorithm, certificate, others } = await process.call("staff-card.identify", { library, cardId });
      return {
        algorithm,
        certificateChain: orderChain(certificate, others),
        sign: async (bytes) => (await process.call("staff-card.sign", { library, cardId, bytes })).signature,
      };
    },
    unlock: async (cardId, pin) => void (await process.call("staff-card.unlock", { library, cardId, pin })),
    lock: async (cardId) => void (await process.call("staff-card.lock", { library, cardId })),
    stop: process.stop,
  };
}
