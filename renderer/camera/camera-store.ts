import { createStore } from "zustand/vanilla";
import type { DeviceStanding } from "../../contracts/ipc/devices.ts";
import { Failure, isFailure } from "../../domain/failure.ts";
import type { Services } from "../app/services.ts";
import { cameraPreference } from "./camera-preference.ts";
import { cameraOf, closeCamera, listCameras, openWanted, type Camera, type CameraDevices } from "./cameras.ts";

type WatchedDevices = CameraDevices & Pick<MediaDevices, "addEventListener" | "removeEventListener">;

/** What was seen of the cameras: the one that is open, or why none is. */
export interface CameraSight {
  readonly cameras: readonly Camera[];
  readonly cameraId: string | null;
  readonly failure: Failure | null;
}

/** How the camera of this PC stands, as long as somebody looks at the devices. */
export interface CameraStore {
  readonly hasLooked: boolean;
  /** Of the camera the desk opens first; null where there is none. */
  readonly name: string | null;
  /** Null on a PC that has no camera and misses none. */
  readonly standing: DeviceStanding | null;
  /** Looks until the function returned is called: at once, whenever something is plugged in or out, and again while it cannot be used. */
  watch(): () => void;
  /** Somebody has the camera open and tells what they see; it is not looked for beside that until the function returned is called. */
  hold(): () => void;
  hear(sight: CameraSight): void;
}

const askAgainMs = 10_000;

/**
 * The system tells when a camera comes or goes, but not whether it may be used: it is opened for a moment to find out, so that its lamp
 * flashes once. One that works is left alone until something changes.
 */
export function createCameraStore({ now, schedule, preferences }: Services, findDevices: () => WatchedDevices = () => navigator.mediaDevices) {
  return createStore<CameraStore>()((set, get) => {
    let watchers = 0;
    let holders = 0;
    let isPlanned = false;
    let looking: Promise<void> = Promise.resolve();
    let cancel: () => void = () => undefined;

    const look = async (): Promise<void> => {
      isPlanned = false;
      if (watchers === 0 || holders > 0) return;
      const devices = findDevices();
      let cameraId: string | null = null;
      let failure: Failure | null = null;
      try {
        const opened = await openWanted(devices, preferences.read(cameraPreference));
        cameraId = cameraOf(opened);
        closeCamera(opened);
      } catch (error) {
        failure = isFailure(error) ? error : new Failure("camera-failed", { retryable: true, cause: error });
      }
      const cameras = await listCameras(devices).catch(() => []);
      // Somebody may have opened it meanwhile, and knows better.
      if (watchers > 0 && holders === 0) get().hear({ cameras, cameraId, failure });
    };
    const plan = (): void => {
      if (isPlanned) return;
      isPlanned = true;
      looking = looking.then(look);
    };

    return {
      hasLooked: false,
      name: null,
      standing: null,
      watch() {
        const devices = findDevices();
        watchers++;
        devices.addEventListener("devicechange", plan);
        plan();
        return () => {
          watchers--;
          devices.removeEventListener("devicechange", plan);
          cancel();
        };
      },
      hold() {
        holders++;
        return () => {
          holders--;
          if (get().standing?.failures.length !== 0) plan();
        };
      },
      hear({ cameras, cameraId, failure }) {
        cancel();
        const wanted = preferences.read(cameraPreference);
        const { standing: before, name } = get();
        const shown = cameras.find((camera) => camera.cameraId === (cameraId ?? wanted)) ?? cameras[0];
        if (failure?.code === "camera-missing" && before === null && wanted === null) return set({ hasLooked: true });
        const seen = standingOf(failure, wanted !== null && cameraId !== wanted);
        const isSame = before !== null && JSON.stringify({ ...before, since: undefined }) === JSON.stringify({ ...seen, since: undefined });
        set({ hasLooked: true, name: shown?.name ?? name, standing: { ...seen, since: isSame ? before.since : now() } });
        // Nobody tells when another program lets go of it, or when it is allowed again.
        if (failure !== null && failure.code !== "camera-missing") cancel = schedule(plan, askAgainMs);
      },
    };
  });
}

function standingOf(failure: Failure | null, isAnother: boolean): Omit<DeviceStanding, "since"> {
  if (failure === null) return { condition: "ready", failures: [], warnings: isAnother ? ["chosen-missing"] : [] };
  const { code, retryable, details } = failure;
  const isGone = code === "camera-missing" || code === "camera-gone";
  return { condition: isGone ? "offline" : "needs-attention", failures: [{ code, retryable, details: { ...details } }], warnings: [] };
}
