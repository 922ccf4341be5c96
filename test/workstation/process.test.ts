import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WorkstationContract } from "../../contracts/ipc.ts";
import { createIpcClient, type IpcClient } from "../../contracts/ipc-client.ts";
import type { WorkstationMessage } from "../../contracts/workstation-message.ts";
import type { MainMessage } from "../../contracts/workstation-process.ts";
import { testDatabaseKey } from "./headless.ts";

const script = fileURLToPath(new URL("../../electron/workstation/main.ts", import.meta.url));
let dataFolder: string;
let child: ChildProcess;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "yichuang-process-"));
  child = fork(script);
});
afterEach(async () => {
  if (child.exitCode === null) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  await rm(dataFolder, { recursive: true, force: true });
});

const send = (message: MainMessage) => child.send(message);
const configure = (options: Record<string, string> = {}, databaseKey = testDatabaseKey) =>
  send({ kind: "configure", configuration: { databaseKey, dataFolder, appVersion: "1.2.3", options } });
const firstMessage = async () => ((await once(child, "message")) as [WorkstationMessage])[0];

function connectPage(): IpcClient<WorkstationContract> {
  const client = createIpcClient<WorkstationContract>();
  send({ kind: "connect", connection: 1 });
  client.attach({
    post: (message) => send({ kind: "from-page", connection: 1, message }),
    onMessage: (listener) => child.on("message", (message: WorkstationMessage) => message.kind === "to-page" && listener(message.message)),
  });
  return client;
}

describe("the workstation process itself", () => {
  it("opens its store, answers a page by the contract and stops when told", async () => {
    configure();
    expect(await firstMessage()).toEqual({ kind: "ready" });
    const page = connectPage();
    expect(await page.call("workplace.get", {})).toMatchObject({ appVersion: "1.2.3", enrolment: null, person: null, store: { outcome: "created" } });
    await expect(page.call("cases.list", { view: "today" })).rejects.toMatchObject({ code: "sign-in-needed" });
    await expect(page.call("session.signIn", { account: "a", password: "b" })).rejects.toMatchObject({ code: "not-enrolled" });
    const enrolment = { centreUrl: "http://127.0.0.1:9", enrolmentCode: "x", deviceName: "窗口" };
    await expect(page.call("workplace.enrol", enrolment)).rejects.toMatchObject({ code: "centre-unreachable", retryable: true });
    const exited = once(child, "exit");
    send({ kind: "stop" });
    expect(await exited).toEqual([0, null]);
  });

  it("says why it cannot start: a wrong key, a wrong option", async () => {
    configure();
    await firstMessage();
    send({ kind: "stop" });
    await once(child, "exit");
    child = fork(script);
    configure({}, "6".repeat(64));
    expect(await firstMessage()).toMatchObject({ kind: "start-failed", code: "store-key-wrong" });
    configure({ pageMode: "tiny" });
    expect(await firstMessage()).toMatchObject({ kind: "start-failed", code: "option-invalid", details: { option: "pageMode" } });
  });
});
