import { useEffect, useState } from "react";
import { Failure, isFailure } from "../../domain/failure.ts";
import { cameraOf, closeCamera, listCameras, openWanted, type Camera } from "./cameras.ts";

export interface LiveCamera {
  readonly cameras: readonly Camera[];
  /** What the camera sees, and which it is; null while none is open. */
  readonly stream: MediaStream | null;
  readonly cameraId: string | null;
  readonly failure: Failure | null;
  choose(cameraId: string): void;
  tryAgain(): void;
}

/**
 * A camera, open as long as the component is there:
 *
 *   opening ─▶ live ─unplugged─▶ failed ─a camera is plugged in, or the clerk tries again─▶ opening
 *      └─refused, in use, none─────▲
 */
export function useCamera(first: string | null): LiveCamera {
  const [cameras, setCameras] = useState<readonly Camera[]>([]);
  const [wanted, setWanted] = useState({ cameraId: first, attempt: 0 });
  const [live, setLive] = useState<{ readonly stream: MediaStream; readonly cameraId: string | null } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const again = (): void => setWanted(({ cameraId, attempt }) => ({ cameraId, attempt: attempt + 1 }));

  useEffect(() => {
    let isOver = false;
    let stream: MediaStream | undefined;
    const open = async (): Promise<void> => {
      const opened = await openWanted(navigator.mediaDevices, wanted.cameraId);
      if (isOver) {
        closeCamera(opened);
        return;
      }
      stream = opened;
      const [track] = opened.getVideoTracks();
      track?.addEventListener("ended", () => fail(new Failure("camera-gone", { retryable: true })));
      const found = await listCameras(navigator.mediaDevices);
      if (isOver) return;
      setCameras(found);
      setLive({ stream: opened, cameraId: cameraOf(opened) });
      setFailure(null);
    };
    const fail = (error: unknown): void => {
      if (isOver) return;
      setLive(null);
      setFailure(isFailure(error) ? error : new Failure("camera-failed", { cause: error }));
    };
    open().catch(fail);
    return () => {
      isOver = true;
      if (stream) closeCamera(stream);
      setLive(null);
    };
  }, [wanted]);

  const isFailed = failure !== null;
  useEffect(() => {
    const look = (): void => {
      void listCameras(navigator.mediaDevices).then(setCameras);
      if (isFailed) again();
    };
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => navigator.mediaDevices.removeEventListener("devicechange", look);
  }, [isFailed]);

  return { cameras, stream: live?.stream ?? null, cameraId: live?.cameraId ?? null, failure, choose: (cameraId) => setWanted({ cameraId, attempt: 0 }), tryAgain: again };
}
