import type { DeviceFamily, DeviceStatus } from "../../../contracts/ipc/devices.ts";
import type { Failure } from "../../../domain/failure.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import type { Scheduler } from "../../../sync/sync-loop.ts";
import type { Announce } from "../announce.ts";
import { wireFailureOf } from "../failures.ts";

/** How one device was found. */
export interface DeviceLook {
  readonly deviceId: string;
  readonly name: string;
  readonly condition: Exclude<DeviceStatus["condition"], "asking">;
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
}

/** Something that can be looked at: one device, or a whole kind of them that is found by one question. */
export interface Lookout {
  /** Of one device, its id. */
  readonly lookoutId: string;
  readonly family: DeviceFamily;
  /** Its devices known before they were looked at. */
  readonly known: readonly { readonly deviceId: string; readonly name: string }[];
  /** Between two looks. */
  readonly everyMs: number;
  /** Never rejects for anything a device does. */
  look(): Promise<readonly DeviceLook[]>;
}

export interface DeviceWatchPorts {
  now(): Instant;
  readonly scheduler: Scheduler;
  /** Everything set up now; asked again whenever `refresh` says that it is another. */
  listLookouts(): readonly Lookout[];
  announce: Announce;
  logError(error: unknown): void;
}

/**
 * Looks at devices while somebody shows them, each at its own pace:
 *
 *   resting ──watch──▶ looking (every lookout: look ▶ tell what changed ▶ wait ▶ look …) ──nobody asked for a while──▶ resting
 *
 * A printer on the network is asked by a connection of its own each time, which is why nobody looks without need.
 */
export interface DeviceWatch {
  /** Looks for another while. What is known now. */
  watch(): DeviceStatus[];
  /** Settings changed: devices may be others. */
  refresh(): void;
  stop(): Promise<void>;
}

/** Whoever shows devices asks again sooner than this. */
const leaseMs = 30_000;

interface Running {
  readonly lookout: Lookout;
  readonly statuses: Map<string, DeviceStatus>;
  cancel: () => void;
  isOver: boolean;
  looking: Promise<void>;
}

export function createDeviceWatch({ now, scheduler, listLookouts, announce, logError }: DeviceWatchPorts): DeviceWatch {
  const running = new Map<string, Running>();
  let endLease: (() => void) | undefined;

  const put = ({ lookout, statuses }: Running, { deviceId, name, condition, failures, warnings }: DeviceLook): void => {
    const before = statuses.get(deviceId);
    const seen = { deviceId, family: lookout.family, name, condition, failures: failures.map(wireFailureOf), warnings: [...warnings] };
    const isSame = before !== undefined && before.condition === condition && sameState(before) === sameState(seen);
    const status: DeviceStatus = { ...seen, since: isSame ? before.since : now() };
    statuses.set(deviceId, status);
    if (JSON.stringify(before) !== JSON.stringify(status)) announce("devices.status", status);
  };

  const lookOn = (run: Running): void => {
    run.looking = run.lookout.look().then((looks) => {
      if (run.isOver) return;
      for (const look of looks) put(run, look);
      for (const deviceId of [...run.statuses.keys()]) {
        if (looks.some((look) => look.deviceId === deviceId)) continue;
        run.statuses.delete(deviceId);
        announce("devices.gone", { deviceId });
      }
    }).catch((error: unknown) => {
      // A printer that was removed meanwhile.
      if (!run.isOver) logError(error);
    }).then(() => {
      if (!run.isOver) run.cancel = scheduler.after(run.lookout.everyMs, () => lookOn(run));
    });
  };

  const end = (run: Running): void => {
    run.isOver = true;
    run.cancel();
  };

  const begin = (lookout: Lookout, before: Running | undefined): void => {
    const asking = (device: Lookout["known"][number]): DeviceStatus =>
      before?.statuses.get(device.deviceId) ?? { ...device, family: lookout.family, condition: "asking", failures: [], warnings: [], since: now() };
    const run: Running = { lookout, statuses: new Map([...(before?.statuses ?? []), ...lookout.known.map((device) => [device.deviceId, asking(device)] as const)]), cancel: () => undefined, isOver: false, looking: Promise.resolve() };
    running.set(lookout.lookoutId, run);
    lookOn(run);
  };

  /** Statuses of those that stay are kept: how long a device has been as it is goes on. */
  const beginAll = (): void => {
    const wanted = listLookouts();
    for (const [lookoutId, run] of [...running]) {
      end(run);
      if (wanted.some((lookout) => lookout.lookoutId === lookoutId)) continue;
      running.delete(lookoutId);
      for (const deviceId of run.statuses.keys()) announce("devices.gone", { deviceId });
    }
    for (const lookout of wanted) begin(lookout, running.get(lookout.lookoutId));
  };

  const rest = (): void => {
    endLease = undefined;
    for (const run of running.values()) end(run);
  };

  return {
    watch() {
      const isResting = endLease === undefined;
      endLease?.();
      endLease = scheduler.after(leaseMs, rest);
      if (isResting) beginAll();
      return [...running.values()].flatMap(({ statuses }) => [...statuses.values()]);
    },
    refresh() {
      if (endLease !== undefined) beginAll();
    },
    async stop() {
      endLease?.();
      rest();
      await Promise.all([...running.values()].map(({ looking }) => looking));
    },
  };
}

/** Two looks are of one state when nothing is wrong that was not, and nothing mended that was; a changed number in a detail is no news. */
function sameState({ failures, warnings }: Pick<DeviceStatus, "failures" | "warnings">): string {
  return JSON.stringify([failures.map(({ code }) => code), warnings]);
}
