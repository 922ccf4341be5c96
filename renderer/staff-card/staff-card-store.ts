import { createStore } from "zustand/vanilla";
import type { StaffCardSettings, StaffCardState } from "../../contracts/ipc/staff-card.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";

export interface StaffCardStore {
  readonly state: StaffCardState;
  /** Undefined until loaded. */
  readonly settings: StaffCardSettings | null | undefined;
  start(): () => void;
  loadSettings(): Promise<void>;
  configure(settings: StaffCardSettings | null): Promise<void>;
}

/** The staff card at this PC, as the workstation process sees it. */
export function createStaffCardStore(services: Services, notices: () => NoticeStore) {
  const { client } = services;
  return createStore<StaffCardStore>()((set) => {
    const report = (error: unknown): void => notices().report(error);
    const load = async (): Promise<void> => set({ state: await client.call("staffCard.get", {}) });
    // Until a process has looked; what the one that is gone saw would take a PIN for nothing.
    const unknown: StaffCardState = { kind: "not-configured" };
    return {
      state: unknown,
      settings: undefined,
      start() {
        const ends = [
          client.subscribe("staffCard.changed", (state) => set({ state })),
          services.onConnectionChange((isConnected) => {
            if (isConnected) load().catch(report);
            else set({ state: unknown });
          }),
        ];
        load().catch(report);
        return () => ends.forEach((end) => end());
      },
      loadSettings: () => client.call("staffCard.settings", {}).then(({ settings }) => set({ settings }), report),
      configure: (settings) => client.call("staffCard.configure", { settings }).then((state) => set({ state, settings }), report),
    };
  });
}
