import { beforeEach, expect, it } from "vitest";
import { Failure } from "../../../domain/failure.ts";
import { addMs, type Instant } from "../../../domain/time/instant.ts";
import { createDeviceWatch, type DeviceLook, type DeviceWatch, type Lookout } from "./device-watch.ts";

let at: Instant;
let planned: { at: Instant; work: () => void }[];
let told: string[];
let looks: DeviceLook[];
let looked: number;
let lookouts: Lookout[];
let watch: DeviceWatch;

const look = (condition: DeviceLook["condition"], code?: string): DeviceLook => ({ deviceId: "slip", name: "小票机", condition, failures: code === undefined ? [] : [new Failure(code)], warnings: [] });
const lookout = (): Lookout => ({ lookoutId: "slip", family: "receipt-printer", known: [{ deviceId: "slip", name: "小票机" }], everyMs: 2_000, look: async () => ((looked += 1), looks) });
/** Lets time pass, and everything that falls due in it be done. */
const pass = async (ms: number): Promise<void> => {
  const until = addMs(at, ms);
  for (;;) {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    const next = planned.filter((plan) => plan.at <= until).sort((a, b) => a.at.localeCompare(b.at))[0];
    if (!next) break;
    planned.splice(planned.indexOf(next), 1);
    at = next.at;
    next.work();
  }
  at = until;
};

beforeEach(() => {
  at = "2026-11-21T02:00:00.000Z" as Instant;
  planned = [];
  told = [];
  looks = [look("ready")];
  looked = 0;
  lookouts = [lookout()];
  watch = createDeviceWatch({
    now: () => at,
    scheduler: {
      after(delayMs, work) {
        const plan = { at: addMs(at, delayMs), work };
        planned.push(plan);
        return () => void (planned = planned.filter((other) => other !== plan));
      },
    },
    listLookouts: () => lookouts,
    announce: (topic, payload) => void told.push(`${topic} ${"condition" in payload ? `${payload.condition} ${payload.since.slice(14, 19)}` : ""}`.trim()),
    logError: (error) => expect.unreachable(String(error)),
  });
});

it("looks only while somebody shows the devices", async () => {
  await pass(60_000);
  expect(looked).toBe(0);
  expect(watch.watch()).toMatchObject([{ deviceId: "slip", condition: "asking" }]);
  await pass(10_000);
  expect(looked).toBe(6);
  watch.watch();
  await pass(120_000);
  expect(looked).toBeLessThan(25);
  expect(planned).toEqual([]);
});

it("tells what is new, once, and since when", async () => {
  watch.watch();
  await pass(5_000);
  looks = [look("needs-attention", "printer-paper-out")];
  await pass(5_000);
  looks = [look("needs-attention", "printer-cover-open")];
  await pass(5_000);
  looks = [look("ready")];
  await pass(5_000);
  expect(told).toEqual(["devices.status ready 00:00", "devices.status needs-attention 00:06", "devices.status needs-attention 00:12", "devices.status ready 00:16"]);
});

it("keeps since when a device is as it is, though nobody looked in between", async () => {
  watch.watch();
  await pass(300_000);
  expect(watch.watch()).toMatchObject([{ condition: "ready", since: "2026-11-21T02:00:00.000Z" }]);
});

it("follows the settings: devices added, kept and removed", async () => {
  watch.watch();
  await pass(1_000);
  const second = { ...lookout(), lookoutId: "office", known: [{ deviceId: "office", name: "A4" }], look: async () => [{ ...look("offline", "a4-printer-offline"), deviceId: "office" }] };
  lookouts = [lookout(), second];
  watch.refresh();
  await pass(1_000);
  expect(watch.watch()).toMatchObject([{ deviceId: "slip", since: "2026-11-21T02:00:00.000Z" }, { deviceId: "office", condition: "offline" }]);
  lookouts = [second];
  watch.refresh();
  await pass(1_000);
  expect(watch.watch().map(({ deviceId }) => deviceId)).toEqual(["office"]);
  expect(told).toContain("devices.gone");
});

it("forgets a device that a common look no longer finds", async () => {
  lookouts = [{ ...lookout(), known: [] }];
  watch.watch();
  await pass(1_000);
  expect(watch.watch()).toHaveLength(1);
  looks = [];
  await pass(3_000);
  expect(watch.watch()).toEqual([]);
  expect(told.at(-1)).toBe("devices.gone");
});

it("waits for the look under way when the program stops, and begins no other", async () => {
  const { promise, resolve } = Promise.withResolvers<DeviceLook[]>();
  lookouts = [{ ...lookout(), look: () => promise }];
  watch.watch();
  let isStopped = false;
  const stopping = watch.stop().then(() => (isStopped = true));
  await pass(1_000);
  expect(isStopped).toBe(false);
  resolve([look("ready")]);
  await stopping;
  await pass(60_000);
  expect(told).toEqual([]);
});
