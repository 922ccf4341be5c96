import type { LiveCamera } from "./use-camera.ts";

/** Which camera looks; its own line while none is open. */
export function CameraChoice({ camera: { cameras, cameraId, failure }, hint, onChoose }: { camera: LiveCamera; hint: string; onChoose: (cameraId: string) => void }) {
  return (
    <div className="row">
      <label className="row">
        摄像头
        <select aria-label="摄像头" value={cameraId ?? ""} onChange={(event) => onChoose(event.target.value)}>
          {cameraId === null && <option value="">{failure ? "没有画面" : "正在打开…"}</option>}
          {cameras.map((camera) => <option key={camera.cameraId} value={camera.cameraId}>{camera.name}</option>)}
        </select>
      </label>
      <span className="quiet">{hint}</span>
    </div>
  );
}
