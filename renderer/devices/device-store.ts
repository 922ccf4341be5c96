import { createStore } from "zustand/vanilla";
import type { DeviceStatus, NetworkScanner } from "../../contracts/ipc/devices.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";

/** How the devices of this PC stand, as long as somebody looks, and the scanners set up on the network. */
export interface DeviceStore {
  /** By the device's id. */
  readonly statuses: Readonly<Record<string, DeviceStatus>>;
  readonly networkScanners: readonly NetworkScanner[];
  start(): () => void;
  /** Looks until the function returned is called. */
  watch(): () => void;
  loadScanners(): Promise<void>;
  /** True when it was kept. */
  saveScanner(scanner: NetworkScanner): Promise<boolean>;
  removeScanner(url: string): Promise<void>;
}

/** The workstation process looks for half a minute after it was asked. */
const askAgainMs = 10_000;

export function createDeviceStore({ client, schedule }: Services, notices: () => NoticeStore) {
  return createStore<DeviceStore>()((set, get) => {
    const put = (status: DeviceStatus): void => set({ statuses: { ...get().statuses, [status.deviceId]: status } });
    const attempt = async (run: () => Promise<unknown>): Promise<boolean> => {
      try {
        await run();
        return true;
      } catch (error) {
        notices().report(error);
        return false;
      }
    };
    const load = async (): Promise<void> => set({ networkScanners: await client.call("networkScanners.list", {}) });
    return {
      statuses: {},
      networkScanners: [],
      start() {
        const ends = [
          client.subscribe("devices.status", put),
          client.subscribe("devices.gone", ({ deviceId }) => {
            const { [deviceId]: _gone, ...statuses } = get().statuses;
            set({ statuses });
          }),
        ];
        return () => ends.forEach((end) => end());
      },
      watch() {
        let cancel: () => void = () => undefined;
        let isOver = false;
        const ask = (): void => {
          client.call("devices.watch", {}).then(
            (statuses) => {
              if (!isOver) set({ statuses: Object.fromEntries(statuses.map((status) => [status.deviceId, status])) });
            },
            // The workstation process has gone; the next call finds the new one.
            () => undefined,
          ).finally(() => {
            if (!isOver) cancel = schedule(ask, askAgainMs);
          });
        };
        ask();
        return () => {
          isOver = true;
          cancel();
        };
      },
      loadScanners: async () => void (await attempt(load)),
      saveScanner: (scanner) =>
        attempt(async () => {
          await client.call("networkScanners.save", scanner);
          await load();
          notices().show("done", `扫描仪“${scanner.name ?? scanner.url}”已保存。`);
        }),
      removeScanner: async (url) =>
        void (await attempt(async () => {
          await client.call("networkScanners.remove", { url });
          await load();
        })),
    };
  });
}
