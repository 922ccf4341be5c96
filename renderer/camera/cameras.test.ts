import { describe, expect, it, vi } from "vitest";
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

it("takes nothing before the first picture has come", async () => {
  expect(await takePicture({ videoWidth: 0, videoHeight: 0 } as HTMLVideoElement)).toBeUndefined();
});
