import { describe, expect, it, onTestFinished, vi } from "vitest";
import { closeCamera, listCameras, openCamera, takePicture } from "./cameras.ts";

const device = (kind: MediaDeviceKind, deviceId: string, label = ""): MediaDeviceInfo => ({ kind, deviceId, label, groupId: "", toJSON: () => ({}) });
const devicesWith = (getUserMedia: MediaDevices["getUserMedia"], ...infos: MediaDeviceInfo[]) => ({ enumerateDevices: () => Promise.resolve(infos), getUserMedia });
const neverOpened = () => Promise.reject(new Error("not asked for"));

it("lists cameras only, and numbers those without a name", async () => {
  const devices = devicesWith(neverOpened, device("audioinput", "m"), device("videoinput", "a"), device("videoinput", "b", "良田高拍仪 S600"));
  expect(await listCameras(devices)).toEqual([{ cameraId: "a", name: "摄像头 1" }, { cameraId: "b", name: "良田高拍仪 S600" }]);
});

describe("opening", () => {
  it("asks for the very camera, as sharp as it can, and never for sound", async () => {
    const asked = vi.fn<MediaDevices["getUserMedia"]>(() => Promise.resolve({} as MediaStream));
    await openCamera(devicesWith(asked), "b");
    expect(asked).toHaveBeenCalledWith({ audio: false, video: { width: { ideal: 4096 }, height: { ideal: 3072 }, deviceId: { exact: "b" } } });
    await openCamera(devicesWith(asked), null);
    expect(asked.mock.lastCall?.[0]?.video).not.toHaveProperty("deviceId");
  });

  it.each([
    ["NotAllowedError", "camera-denied"],
    ["NotFoundError", "camera-missing"],
    ["OverconstrainedError", "camera-missing"],
    ["NotReadableError", "camera-busy"],
    ["SomethingNewError", "camera-failed"],
  ])("%s is %s", async (name, code) => {
    const devices = devicesWith(() => Promise.reject(Object.assign(new Error("no"), { name })));
    await expect(openCamera(devices, null)).rejects.toMatchObject({ code, retryable: true });
  });
});

it("ends every track, so that the camera's light goes out", () => {
  const stop = vi.fn();
  closeCamera({ getTracks: () => [{ stop }, { stop }] } as unknown as MediaStream);
  expect(stop).toHaveBeenCalledTimes(2);
});

it("takes the first picture there is, never the black before it", async () => {
  const drawn = vi.fn();
  vi.stubGlobal("OffscreenCanvas", class {
    getContext = () => ({ drawImage: drawn });
    convertToBlob = () => Promise.resolve(new Blob(["jpeg"]));
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  // Its size is known a moment before it can be seen.
  const video = Object.assign(new EventTarget(), { HAVE_CURRENT_DATA: 2, readyState: 1, videoWidth: 3264, videoHeight: 2448 }) as HTMLVideoElement;
  const taken = takePicture(video, 1632);
  await Promise.resolve();
  expect(drawn).not.toHaveBeenCalled();
  video.dispatchEvent(new Event("loadeddata"));
  expect(await taken).toMatchObject({ width: 1632, height: 1224 });
  expect(drawn).toHaveBeenCalledExactlyOnceWith(video, 0, 0, 1632, 1224);
});
