import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { createIpcClient } from "../../contracts/ipc-client.ts";
import { describeProtocol } from "../../test/ipc/protocol-suite.ts";
import type { FixtureContract } from "../../test/ipc/fixture-contract.ts";
import { startNodeChild } from "./node-child.ts";
import type { PagePort, WorkstationChild } from "./workstation-child.ts";
import { startWorkstationProcess, type WorkstationProcess } from "./workstation-process.ts";

const script = join(import.meta.dirname, "../../test/ipc/fixture-workstation.ts");

/** A page and the main process around one workstation process, wired as in the app; the port stands for Electron's. */
function startApp(options: Record<string, string> = {}) {
  const client = createIpcClient<FixtureContract>();
  const launched: WorkstationChild[] = [];
  const log: string[] = [];
  const workstation = startWorkstationProcess({
    launch() {
      const child = startNodeChild(process.execPath, script, () => undefined);
      launched.push(child);
      return child;
    },
    configuration: { databaseKey: "00".repeat(32), dataFolder: "/nowhere", appVersion: "0", options },
    onOpening: (done, total) => log.push(`opening: ${done} of ${total}`),
    onReady(child) {
      log.push("ready");
      const { port1, port2 } = new MessageChannel();
      const relayed: PagePort = {
        postMessage: (message) => port1.postMessage(message),
        on: (event: "message" | "close", listener: (event: { data: unknown }) => void) =>
          port1.on(event, (data: unknown) => listener({ data })),
        start: () => undefined,
        close: () => port1.close(),
      };
      child.connectPage(launched.length, relayed);
      client.attach({ post: (message) => port2.postMessage(message), onMessage: (listener) => port2.on("message", listener) });
    },
    onGone(reason) {
      log.push(`gone: ${reason}`);
      client.detach();
    },
    onFailed: (code, details) => log.push(`failed: ${code} ${JSON.stringify(details)}`),
    nowMs: () => 0,
    restartDelaysMs: [1],
    stopLimitMs: options["stop"] === "hangs" ? 1 : 60_000,
  });
  return { client, launched, log, workstation };
}

describe("a workstation process as a Node child", () => {
  const app = startApp();
  afterAll(() => app.workstation.stop());
  describeProtocol("a Node child's channel, relayed", () => app.client);
});

describe("keeping the workstation process running", () => {
  let workstation: WorkstationProcess | undefined;
  afterEach(() => workstation?.stop());

  test("a call under way when it dies rejects as retryable; a new process takes over", async () => {
    const app = startApp();
    workstation = app.workstation;
    const before = await app.client.call("echo", { text: "前" });
    await expect(app.client.call("die", {})).rejects.toMatchObject({ code: "workstation-gone", retryable: true });
    await vi.waitFor(() => expect(app.log).toEqual(["ready", "gone: SIGKILL", "ready"]), { timeout: 20_000 });
    const after = await app.client.call("echo", { text: "后" });
    expect(after.texts).toEqual(["后"]);
    expect(after.processId).not.toBe(before.processId);
  });

  test("it is started again and again while it crashes at the start", async () => {
    const app = startApp({ start: "crashes" });
    workstation = app.workstation;
    await vi.waitFor(() => expect(app.launched.length).toBeGreaterThan(3), { timeout: 30_000 });
    expect(new Set(app.log)).toEqual(new Set(["gone: exit code 7"]));
    expect(app.workstation.current()).toBeUndefined();
  });

  test("it says how far it is where opening takes long", async () => {
    const app = startApp({ start: "long" });
    workstation = app.workstation;
    await vi.waitFor(() => expect(app.log).toEqual(["opening: 250 of 800", "ready"]), { timeout: 30_000 });
  });

  test("it is not started again when it said why it cannot work", async () => {
    const app = startApp({ start: "fails" });
    workstation = app.workstation;
    await vi.waitFor(() => expect(app.log).toEqual(['failed: database-newer {"version":9}']), { timeout: 30_000 });
    await vi.waitFor(() => expect(() => process.kill(app.launched[0]?.processId ?? 0, 0)).toThrow());
    expect(app.launched).toHaveLength(1);
    expect(app.log).toHaveLength(1);
  });

  test("stopping ends it, and kills it when it does not end", async () => {
    for (const stop of ["ends", "hangs"]) {
      const app = startApp({ stop });
      await app.client.call("echo", { text: "在" });
      await app.workstation.stop();
      expect(() => process.kill(app.launched[0]?.processId ?? 0, 0)).toThrow();
      expect(app.log).toEqual(["ready"]);
    }
  });
});

test("a missing executable is reported like a death", async () => {
  const child = startNodeChild("/nowhere/node", script, () => undefined);
  const reasons: string[] = [];
  child.onExit((reason) => reasons.push(reason));
  await vi.waitFor(() => expect(reasons).toHaveLength(1));
  expect(reasons[0]).toContain("ENOENT");
});
