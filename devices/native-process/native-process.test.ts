import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { isAlive } from "../../test/is-alive.ts";
import { troubleContract } from "../../test/native/trouble-contract.ts";
import { createNativeProcess, type NativeProcess, type NativeProcessOptions } from "./native-process.ts";
import { startNodeNativeChild } from "./node-native-child.ts";

const folder = join(import.meta.dirname, "../../test/native");

describe("a native driver's process", () => {
  let driver: NativeProcess<typeof troubleContract>;
  let logged: unknown[] = [];
  let clockMs = 0;
  const open = (options: Partial<NativeProcessOptions> = {}): void => {
    logged = [];
    clockMs = 0;
    driver = createNativeProcess(troubleContract, {
      driver: "trouble",
      launch: () => startNodeNativeChild({ scriptPath: join(folder, "trouble-process.ts"), onOutput: (text) => logged.push(text) }),
      nowMs: () => clockMs,
      logError: (_where, error) => logged.push(error),
      ...options,
    });
  };
  const failure = (call: Promise<unknown>): Promise<unknown> => call.then((output) => expect.unreachable(JSON.stringify(output)), (error: unknown) => error);
  const processId = async (): Promise<number> => (await driver.call("trouble.echo", { text: "" })).processId;
  afterEach(() => driver.stop());

  it("answers, one call after another, bytes as bytes", async () => {
    open();
    const [first, second, bytes] = await Promise.all([
      driver.call("trouble.echo", { text: "接件" }), driver.call("trouble.echo", { text: "𠮷" }), driver.call("trouble.bytes", { bytes: new Uint8Array([0, 1, 255]) }),
    ]);
    expect(first).toMatchObject({ text: "接件" });
    expect(second).toEqual({ text: "𠮷", processId: first.processId });
    expect([...bytes.bytes]).toEqual([255, 1, 0]);
    expect(first.processId).not.toBe(process.pid);
  });

  it("delivers what the driver says by itself", async () => {
    open();
    const heard: string[] = [];
    driver.onEvent("trouble.announced", ({ text }) => heard.push(text));
    await driver.call("trouble.announce", { text: "插卡" });
    expect(heard).toEqual(["插卡"]);
  });

  it("passes the driver's failure on with its details; a mistake stays a mistake", async () => {
    open();
    expect(await failure(driver.call("trouble.fail", {}))).toMatchObject({ code: "staff-card-pin-wrong", retryable: true, details: { triesLeft: 2 } });
    expect(await failure(driver.call("trouble.mistake", {}))).toMatchObject({ name: "Error", message: expect.stringContaining("a mistake") });
    expect(await failure(driver.call("trouble.echo", {} as never))).toMatchObject({ name: "Error" });
    expect(await processId()).toBeGreaterThan(0);
  });

  it("kills one that hangs in native code, and the calls behind it go to a new process", async () => {
    open();
    const before = await processId();
    const hanging = failure(driver.call("trouble.hang", {}));
    const behind = driver.call("trouble.echo", { text: "后" });
    expect(await hanging).toMatchObject({ code: "native-driver-hung", retryable: true, details: { driver: "trouble", call: "trouble.hang" } });
    const { text, processId: after } = await behind;
    expect(text).toBe("后");
    expect(after).not.toBe(before);
    await expect.poll(() => isAlive(before), { timeout: 20_000 }).toBe(false);
  });

  it.each([
    ["crashes in native code", "trouble.crash", "SIGSEGV"],
    ["ends by itself", "trouble.exit", "exit code 7"],
  ] as const)("goes on after a process that %s", async (_title, call, reason) => {
    open();
    const lost: unknown[] = [];
    driver.onLost((loss) => lost.push(loss));
    const before = await processId();
    expect(await failure(driver.call(call, {}))).toMatchObject({ code: "native-driver-ended", retryable: true, details: { driver: "trouble", reason } });
    expect(await processId()).not.toBe(before);
    expect(lost).toMatchObject([{ code: "native-driver-ended" }]);
  });

  it("notices a process that dies between two calls", async () => {
    open();
    const before = await processId();
    const lost = new Promise((resolve) => driver.onLost(resolve));
    process.kill(before, "SIGKILL");
    expect(await lost).toMatchObject({ code: "native-driver-ended", details: { reason: "SIGKILL" } });
    expect(await processId()).not.toBe(before);
  });

  it("leaves one alone that dies again and again, until a while has passed", async () => {
    open({ restartLimit: 2, restartWindowMs: 60_000 });
    for (let death = 0; death < 2; death++) expect(await failure(driver.call("trouble.exit", {}))).toMatchObject({ code: "native-driver-ended" });
    expect(await failure(driver.call("trouble.echo", { text: "" }))).toMatchObject({ code: "native-driver-unstable", retryable: true });
    clockMs += 60_000;
    expect(await processId()).toBeGreaterThan(0);
  });

  it("names a process that cannot be started", async () => {
    open({ launch: () => startNodeNativeChild({ scriptPath: join(folder, "nothing.ts"), onOutput: (text) => logged.push(text) }) });
    expect(await failure(driver.call("trouble.echo", { text: "" }))).toMatchObject({ code: "native-driver-ended" });
    expect(logged.join("")).toContain("nothing.ts");
  });

  it("names a process that never says it is ready", async () => {
    open({ startLimitMs: 200, launch: () => startNodeNativeChild({ scriptPath: join(folder, "silent-process.ts"), onOutput: () => undefined }) });
    expect(await failure(driver.call("trouble.echo", { text: "" }))).toMatchObject({ code: "native-driver-hung" });
  });

  it("ends a call under way when it is stopped, and takes no other", async () => {
    open();
    const before = await processId();
    const hanging = failure(driver.call("trouble.hang-for-ever", {}));
    const behind = failure(driver.call("trouble.echo", { text: "" }));
    // Whether the call has begun by then or not, it ends the same way.
    driver.stop();
    expect(await hanging).toMatchObject({ code: "native-driver-stopped" });
    expect(await behind).toMatchObject({ code: "native-driver-stopped" });
    await expect.poll(() => isAlive(before), { timeout: 20_000 }).toBe(false);
  });

  it.runIf(process.platform === "linux")("does not outlive a workstation that is killed while it hangs", async () => {
    open();
    const parent = spawn(process.execPath, [join(folder, "dying-parent.ts")], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(createInterface(parent.stdout), "line")) as [string];
    const orphan = Number(line);
    expect(isAlive(orphan)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isAlive(orphan), { timeout: 20_000 }).toBe(false);
  });
});
