import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { useStores } from "../app/stores.ts";
import { DeviceLight } from "../devices/DeviceState.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { SignatureDialog } from "../signature-pad/SignatureDialog.tsx";
import { CameraChoice } from "./CameraChoice.tsx";
import { cameraPreference } from "./camera-preference.ts";
import { takePicture } from "./cameras.ts";
import { sharpnessOf } from "./sharpness.ts";
import { useCamera } from "./use-camera.ts";

interface Shot {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** The document camera and the signature pad: which camera the desk opens first, what it sees now, and whether it and the pad are fit for papers. */
export function CameraPart() {
  const { services, notices, camera: cameras } = useStores();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera(services.preferences.read(cameraPreference));
  const { cameras: found, cameraId, stream, failure, choose, tryAgain } = camera;
  const { standing, hold, hear } = useStore(cameras);
  const [shot, setShot] = useState<Shot | null>(null);
  const [isSigning, setSigning] = useState(false);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  useEffect(() => hold(), [hold]);
  useEffect(() => {
    if (stream !== null || failure !== null) hear({ cameras: found, cameraId, failure });
  }, [hear, found, cameraId, stream, failure]);
  useEffect(() => (shot ? () => URL.revokeObjectURL(shot.url) : undefined), [shot]);

  const take = async (): Promise<void> => {
    if (!video.current) return;
    const { blob, width, height } = await takePicture(video.current);
    setShot({ url: URL.createObjectURL(blob), width, height });
  };
  const use = (chosen: string): void => {
    services.preferences.write(cameraPreference, chosen);
    setShot(null);
    choose(chosen);
  };
  return (
    <section className="panel" aria-label="高拍仪和签名板">
      <header>
        <h2>高拍仪和签名板</h2>
        <span role="status">{standing !== null && <DeviceLight status={standing} />}</span>
      </header>
      <div className="body stack">
        <CameraChoice camera={camera} hint="办件时先打开选定的这台" onChoose={use} />
        {failure && <p className="danger" role="alert">{wordingOf(failure)}</p>}
        <div className="camera-picture camera-try">
          <video ref={video} autoPlay muted playsInline aria-label="实时画面" />
          {shot && <img src={shot.url} alt="试拍的照片" />}
        </div>
        <div role="status">{shot && <p className={sharpnessOf(shot).grade === "poor" ? "warning" : "success"}>{shotWording(shot)}</p>}</div>
        <p className="quiet">签名板：系统认作笔或鼠标的都能用，不用设置；按 Alt+P 在框内试写。</p>
      </div>
      <footer>
        <div className="row" role="toolbar" aria-label="高拍仪和签名板的操作">
          <KeyButton action="testDevice" label="试拍" isDisabled={stream === null} onPress={() => void take()} />
          <KeyButton action="testPad" onPress={() => setSigning(true)} />
          {failure && <KeyButton action="findDevices" label="重新打开" onPress={tryAgain} />}
        </div>
      </footer>
      {isSigning && (
        <SignatureDialog
          title="试签名板"
          label="用签名板的笔在框内写字；没有笔迹的，系统没有认出这块板"
          takeLabel="写得上"
          onTake={() => {
            setSigning(false);
            notices.getState().show("done", "签名板可以使用，试写的内容没有保存。");
          }}
          onClose={() => setSigning(false)}
        />
      )}
    </section>
  );
}

const grades = { good: "小字也能看清", fair: "一般材料能看清，小字不一定", poor: "不够看清材料上的字，请换分辨率更高的，或用扫描仪" } as const;

function shotWording(shot: Shot): string {
  const { dpi, grade } = sharpnessOf(shot);
  return `${shot.width} × ${shot.height}，A4 铺满画面时约 ${dpi} dpi：${grades[grade]}。试拍的照片没有保存。`;
}
