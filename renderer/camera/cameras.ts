import { Failure, isFailure } from "../../domain/failure.ts";

/** A camera of this PC: a document camera (高拍仪) above the desk, or any other. */
export interface Camera {
  readonly cameraId: string;
  readonly name: string;
}

export type CameraDevices = Pick<MediaDevices, "enumerateDevices" | "getUserMedia">;

/** As sharp as the camera can: a sheet of A4 wants eight megapixels. It gives the nearest it has. */
const wanted = { width: { ideal: 4096 }, height: { ideal: 3072 } };

/** Cameras in the system's order. Their names are known only once one has been opened. */
export async function listCameras(devices: CameraDevices): Promise<Camera[]> {
  const found = (await devices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
  return found.map(({ deviceId, label }, index) => ({ cameraId: deviceId, name: label || `摄像头 ${index + 1}` }));
}

/** Opens a camera, or the system's first. Throws Failures `camera-…`. */
export async function openCamera(devices: CameraDevices, cameraId: string | null): Promise<MediaStream> {
  try {
    return await devices.getUserMedia({ audio: false, video: { ...wanted, ...(cameraId !== null && { deviceId: { exact: cameraId } }) } });
  } catch (cause) {
    throw new Failure(codeOf(cause), { retryable: true, cause });
  }
}

/** The one wanted may have been taken away: then any other is better than none. */
export async function openWanted(devices: CameraDevices, cameraId: string | null): Promise<MediaStream> {
  try {
    return await openCamera(devices, cameraId);
  } catch (error) {
    if (cameraId === null || !isFailure(error, "camera-missing")) throw error;
    return openCamera(devices, null);
  }
}

/** Which camera a picture comes from. */
export function cameraOf(stream: MediaStream): string | null {
  return stream.getVideoTracks()[0]?.getSettings().deviceId ?? null;
}

const codes: Readonly<Record<string, string>> = {
  NotAllowedError: "camera-denied",
  SecurityError: "camera-denied",
  NotFoundError: "camera-missing",
  // The one asked for by its id has been pulled out.
  OverconstrainedError: "camera-missing",
  NotReadableError: "camera-busy",
  AbortError: "camera-busy",
};

function codeOf(error: unknown): string {
  return codes[(error as { name?: string }).name ?? ""] ?? "camera-failed";
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** A picture as a JPEG, and its size in pixels. */
export interface Picture {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

/** The picture shown now, or the first that comes, at the camera's own size or, where that is larger, with this long side. */
export async function takePicture(video: HTMLVideoElement, longSide = Infinity): Promise<Picture> {
  if (video.readyState < video.HAVE_CURRENT_DATA) await new Promise((resolve) => video.addEventListener("loadeddata", resolve, { once: true }));
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, longSide / Math.max(videoWidth, videoHeight));
  const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(video, 0, 0, width, height);
  return { blob: await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 }), width, height };
}
