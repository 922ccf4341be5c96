import { useEffect, useRef, useState } from "react";
import type { ImportedPicture } from "../../contracts/ipc/scanning.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { useStores } from "../app/stores.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { CameraChoice } from "./CameraChoice.tsx";
import { cameraPreference } from "./camera-preference.ts";
import { takePicture } from "./cameras.ts";
import { useCamera } from "./use-camera.ts";

export interface CameraDialogProps {
  readonly title: string;
  /** Each picture as the clerk accepts it; the dialog stays for the next. */
  readonly onTake: (picture: ImportedPicture) => void;
  readonly onClose: () => void;
}

interface Shot {
  readonly blob: Blob;
  readonly url: string;
}

/** Sheets under a document camera, one after the other: Space takes, Enter (or Space again) keeps, R takes again. */
export function CameraDialog({ title, onTake, onClose }: CameraDialogProps) {
  const { services } = useStores();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera(services.preferences.read(cameraPreference));
  const { cameras, stream, cameraId, failure, choose, tryAgain } = camera;
  const [shot, setShot] = useState<Shot | null>(null);
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  // The button that had the focus has made way for another: the next press of Space must not end on the one that closes.
  const isShown = shot !== null;
  useEffect(() => document.getElementById(isShown ? "camera-keep" : "camera-take")?.focus(), [isShown]);
  useEffect(() => (shot ? () => URL.revokeObjectURL(shot.url) : undefined), [shot]);
  const name = cameras.find((one) => one.cameraId === cameraId)?.name ?? "摄像头";

  const take = async (): Promise<void> => {
    if (!video.current) return;
    const { blob } = await takePicture(video.current);
    setShot({ blob, url: URL.createObjectURL(blob) });
  };
  const keep = async (taken: Shot): Promise<void> => {
    setShot(null);
    setCount(count + 1);
    onTake({ name: `拍摄：${name} 第 ${count + 1} 张`, bytes: new Uint8Array(await taken.blob.arrayBuffer()), origin: "camera" });
  };
  const use = (chosen: string): void => {
    services.preferences.write(cameraPreference, chosen);
    choose(chosen);
  };

  return (
    <Dialog
      title={title}
      widthPx={900}
      firstFocusId="camera-take"
      onClose={onClose}
      footer={
        <>
          <span className="quiet push" role="status">{count === 0 ? "" : `已拍 ${count} 张`}</span>
          <KeyButton action="cancel" label={count === 0 ? "返回" : "完成"} onPress={onClose} />
          {failure && <KeyButton action="retryCamera" onPress={tryAgain} />}
          {shot ? (
            <>
              <KeyButton action="retakePicture" onPress={() => setShot(null)} />
              <KeyButton id="camera-keep" action="keepPicture" isPrimary onPress={() => void keep(shot)} />
            </>
          ) : (
            <KeyButton id="camera-take" action="takePicture" isPrimary isDisabled={cameraId === null} onPress={() => void take()} />
          )}
        </>
      }
    >
      <div className="camera stack">
        <CameraChoice camera={camera} hint="把材料摆正、铺满画面，避开反光。" onChoose={use} />
        {failure && <p className="danger" role="alert">{wordingOf(failure)}</p>}
        <div className="camera-picture">
          <video ref={video} autoPlay muted playsInline aria-label="实时画面" hidden={shot !== null} />
          {shot && <img src={shot.url} alt="拍下的照片" />}
        </div>
      </div>
    </Dialog>
  );
}
