import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startEsclEmulator, type EmulatedSheet, type EsclEmulator } from "../../test/emulators/escl.ts";
import { startFaultProxy, type Fault, type FaultProxy, type SeenRequest } from "../../test/emulators/fault-proxy.ts";
import type { PageOutcome } from "../pipeline/page-pool.ts";
import { createScanController, type ScanController } from "../scan-controller.ts";
import { createEsclDriver } from "./escl-driver.ts";
import type { EsclLimits } from "./escl-job.ts";

/** The scanner's cable pulled and put back, by a proxy between: the device itself goes on and knows nothing of it. */
const limits: EsclLimits = { answerLimitMs: 20_000, silenceLimitMs: 20_000, busyLimitMs: 300, retryMs: 10 };
let root = "";
let sheets: EmulatedSheet[] = [];
let emulator: EsclEmulator;
let proxy: FaultProxy;
let controller: ScanController;
let address = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "escl-replug-"));
  const front = await readFile(new URL("../../samples/05-中标通知书.jpg", import.meta.url));
  sheets = Array.from({ length: 5 }, () => ({ front }));
});
afterAll(() => rm(root, { recursive: true, force: true }));
afterEach(async () => {
  await proxy.close();
  await emulator.unplug();
});

async function setUp(plan: (request: SeenRequest) => Fault = () => ({ kind: "none" })): Promise<void> {
  emulator = await startEsclEmulator({ sheets });
  proxy = await startFaultProxy(emulator.url);
  proxy.plan(plan);
  const url = `${proxy.url}/eSCL`;
  address = `escl:${url}`;
  controller = createScanController({ drivers: [createEsclDriver([{ url }], limits)], temporaryFolder: join(root, "jobs") });
}

async function scan(): Promise<{ pages: number; code: string | undefined; details: unknown }> {
  const outcomes: PageOutcome[] = [];
  try {
    const options = { source: "feeder", colour: "grey", resolutionDpi: 75, pageSize: "a4" } as const;
    for await (const outcome of controller.scanPages({ address, options, mode: "fast" })) outcomes.push(outcome);
  } catch (error) {
    return { pages: outcomes.length, ...(error as { code: string; details: unknown }) };
  }
  return { pages: outcomes.length, code: undefined, details: undefined };
}

const isDocument = ({ method, path }: SeenRequest): boolean => method === "GET" && path.endsWith("/NextDocument");

describe("a network scanner unplugged in mid-batch", () => {
  it("leaves the finished pages, goes from the list, and is used again once it is back", async () => {
    let documents = 0;
    await setUp((request) => {
      if (isDocument(request) && ++documents === 3) proxy.cut();
      return { kind: "none" };
    });
    expect(await scan()).toMatchObject({ pages: 2, code: "scanner-connection-lost", details: { pages: 2 } });
    expect((await controller.listDevices()).devices).toEqual([]);
    expect(await scan()).toMatchObject({ pages: 0, code: "scanner-connection-lost" });

    proxy.mend();
    expect((await controller.listDevices()).devices.map((device) => device.address)).toEqual([address]);
    // The device still holds the job it was cut off from, and would say that it is busy for as long.
    expect(emulator.jobs.map(({ state }) => state)).toEqual(["Processing"]);
    const left = sheets.length - emulator.sheetsFed;
    expect(await scan()).toMatchObject({ pages: left, code: undefined });
    expect(emulator.jobs.map(({ state }) => state)).toEqual(["Canceled", "Completed"]);
  });

  it("does not take a page twice or invent one when only the answer was lost", async () => {
    let documents = 0;
    await setUp((request) => (isDocument(request) && ++documents === 2 ? { kind: "lose-reply" } : { kind: "none" }));
    expect(await scan()).toMatchObject({ pages: 1, code: "scanner-connection-lost" });
    // The second sheet went through the feeder and is nowhere: the clerk is told so and lays it in again.
    expect(emulator.sheetsFed).toBe(2);
    expect(await scan()).toMatchObject({ pages: 3, code: undefined });
  });

  it("is not held up by a job it made whose number never arrived", async () => {
    await setUp((request) => (request.method === "POST" && emulator.jobs.length === 0 ? { kind: "lose-reply" } : { kind: "none" }));
    expect(await scan()).toMatchObject({ pages: 0, code: "scanner-connection-lost" });
    // Nobody can delete a job without its number: the device is busy until it forgets it, and is named so.
    expect(await scan()).toMatchObject({ pages: 0, code: "scanner-busy" });
    await emulator.unplug();
    await emulator.plugIn();
    expect(await scan()).toMatchObject({ pages: 5, code: undefined });
  });
});
