import { expect, it, vi } from "vitest";
import { deviceStateWording } from "../../contracts/wording/devices.ts";
import { createTestServices } from "../dev/test-services.ts";
import { cameraPreference } from "./camera-preference.ts";
import { createCameraStore } from "./camera-store.ts";
import type { Camera } from "./cameras.ts";

const overDesk: Camera = { cameraId: "a", name: "良田高拍仪 S600" };
const other: Camera = { cameraId: "b", name: "摄像头" };

/** A page's media devices, with cameras that come, go, are taken by another program and forbidden. */
function openCameras(...there: Camera[]) {
  const test = createTestServices({});
  const listeners = new Set<() => void>();
  let trouble: string | undefined;
  const opened: string[] = [];
  let openNow = 0;
  const store = createCameraStore(test.services, () => ({
    enumerateDevices: async () => there.map(({ cameraId, name }) => ({ kind: "videoinput", deviceId: cameraId, label: name, groupId: "", toJSON: () => ({}) })),
    async getUserMedia(asked: MediaStreamConstraints) {
      const wanted = ((asked.video as MediaTrackConstraints).deviceId as { exact: string } | undefined)?.exact;
      const camera = there.find(({ cameraId }) => wanted === undefined || cameraId === wanted);
      const name = camera === undefined ? (wanted === undefined ? "NotFoundError" : "OverconstrainedError") : trouble;
      if (camera === undefined || name !== undefined) throw Object.assign(new Error("no"), { name });
      opened.push(camera.cameraId);
      openNow++;
      const track = { getSettings: () => ({ deviceId: camera.cameraId }), stop: () => openNow-- };
      return { getVideoTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream;
    },
    addEventListener: (_type: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => void listeners.delete(listener),
  }) as unknown as MediaDevices);
  return {
    store, opened, test, choose: (cameraId: string) => test.services.preferences.write(cameraPreference, cameraId),
    plug: (...cameras: Camera[]) => {
      there = cameras;
      listeners.forEach((listener) => listener());
    },
    setTrouble: (name: string | undefined) => void (trouble = name),
    /** What the list says: the name and the light. */
    shows: (name: string | null, light: string | null) =>
      vi.waitFor(() => {
        const { standing, hasLooked, name: shown } = store.getState();
        expect([hasLooked, shown, standing && deviceStateWording(standing), openNow]).toEqual([true, name, light, 0]);
      }),
  };
}

it("is found, pulled out and plugged in again, and open for no longer than a moment", async () => {
  const { store, opened, test, plug, shows } = openCameras(overDesk);
  const end = store.getState().watch();
  await shows(overDesk.name, "正常");
  const since = store.getState().standing?.since;
  test.advance(60_000);
  expect(opened).toEqual(["a"]);
  plug();
  await shows(overDesk.name, "没有接好");
  expect(store.getState().standing?.since).not.toBe(since);
  plug(overDesk);
  await shows(overDesk.name, "正常");
  end();
  plug();
  await shows(overDesk.name, "正常");
  expect(opened).toEqual(["a", "a"]);
});

it("has no light where there is no camera, until one comes", async () => {
  const { store, plug, shows } = openCameras();
  store.getState().watch();
  await shows(null, null);
  plug(overDesk);
  await shows(overDesk.name, "正常");
});

it("is missed from the start where one was chosen; another one in its place is said", async () => {
  const { store, choose, plug, shows } = openCameras();
  choose("a");
  store.getState().watch();
  await shows(null, "没有接好");
  plug(other);
  await shows(other.name, "选定的没有接好");
  plug(other, overDesk);
  await shows(overDesk.name, "正常");
});

it.each([["NotReadableError", "被占用"], ["NotAllowedError", "没有权限"], ["SomethingNewError", "需要处理"]])("%s is %s, asked about again until it is over", async (name, light) => {
  const { store, test, setTrouble, shows } = openCameras(overDesk);
  setTrouble(name);
  store.getState().watch();
  await shows(overDesk.name, light);
  const since = store.getState().standing?.since;
  test.advance(10_000);
  await shows(overDesk.name, light);
  expect(store.getState().standing?.since).toBe(since);
  setTrouble(undefined);
  await vi.waitFor(() => {
    test.advance(10_000);
    expect(store.getState().standing?.failures).toEqual([]);
  });
});

it("takes the word of whoever has it open, and opens it not beside them", async () => {
  const { store, opened, test, plug, setTrouble, shows } = openCameras(overDesk);
  const release = store.getState().hold();
  store.getState().watch();
  store.getState().hear({ cameras: [overDesk], cameraId: "a", failure: null });
  await shows(overDesk.name, "正常");
  plug(overDesk, other);
  test.advance(60_000);
  expect(opened).toEqual([]);
  setTrouble("NotReadableError");
  release();
  plug(overDesk);
  await shows(overDesk.name, "被占用");
});
