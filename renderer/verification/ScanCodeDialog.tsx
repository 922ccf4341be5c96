import { useEffect, useEffectEvent, useRef, useState } from "react";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { parseVerificationText } from "../../domain/certificate/verification.ts";
import { isFailure } from "../../domain/failure.ts";
import { CameraChoice } from "../camera/CameraChoice.tsx";
import { cameraPreference } from "../camera/camera-preference.ts";
import { takePicture } from "../camera/cameras.ts";
import { useCamera } from "../camera/use-camera.ts";
import { useStores } from "../app/stores.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";

/** Reading a code takes the workstation about as long: it is to have time for the rest. */
const pauseMs = 300;
/** More pixels show no code that these do not, with the certificate filling the picture. */
const longSide = 1600;

/** A certificate under the camera: its code is read as soon as it is seen. */
export function ScanCodeDialog({ onCode, onClose }: { readonly onCode: (code: string) => void; readonly onClose: () => void }) {
  const { services } = useStores();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera(services.preferences.read(cameraPreference));
  const { stream, failure, choose, tryAgain } = camera;
  const [isForeign, setForeign] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const look = useEffectEvent(async (): Promise<string | null> => {
    if (!video.current) return null;
    const { blob } = await takePicture(video.current, longSide);
    const { code } = await services.client.call("certificates.findCode", { picture: new Uint8Array(await blob.arrayBuffer()) });
    return code;
  });
  const take = useEffectEvent(onCode);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
    if (stream === null) return;
    let isOver = false;
    let callOff = (): void => undefined;
    const goOn = (): void => {
      callOff = services.schedule(() => void look().then(found, broken), pauseMs);
    };
    const found = (code: string | null): void => {
      if (isOver) return;
      setProblem(null);
      if (code !== null && "code" in parseVerificationText(code)) return take(code);
      setForeign(code !== null);
      goOn();
    };
    const broken = (error: unknown): void => {
      if (isOver) return;
      setProblem(wordingOf(isFailure(error) ? error : { code: "internal", details: {} }));
      goOn();
    };
    goOn();
    return () => {
      isOver = true;
      callOff();
    };
  }, [stream, services]);
  const use = (chosen: string): void => {
    services.preferences.write(cameraPreference, chosen);
    choose(chosen);
  };

  return (
    <Dialog
      title="扫描证照上的二维码"
      widthPx={900}
      firstFocusId="scan-code-close"
      onClose={onClose}
      footer={
        <>
          <span className="quiet push" role="status">{isForeign ? "看到的二维码不是证照的核验码，请换证照上的二维码。" : stream ? "正在找二维码，找到后自动核验…" : ""}</span>
          {failure && <KeyButton action="retryCamera" onPress={tryAgain} />}
          <KeyButton id="scan-code-close" action="cancel" onPress={onClose} />
        </>
      }
    >
      <div className="camera stack">
        <CameraChoice camera={camera} hint="把证照上的二维码放在画面中间，放平，避开反光；读不出时移近一些。" onChoose={use} />
        {(failure || problem) && <p className="danger" role="alert">{failure ? wordingOf(failure) : problem}</p>}
        <div className="camera-picture">
          <video ref={video} autoPlay muted playsInline aria-label="实时画面" />
        </div>
      </div>
    </Dialog>
  );
}
