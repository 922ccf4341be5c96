import type { LaunchNative } from "../../devices/native-process/native-child.ts";
import { createNativeProcess } from "../../devices/native-process/native-process.ts";
import { Failure } from "../../domain/failure.ts";
import { createIpcServer, type IpcServer } from "../../electron/workstation/host/ipc-server.ts";
import { troubleContract } from "../native/trouble-contract.ts";
import { fixtureContract, type FixtureContract } from "./fixture-contract.ts";

/**
 * @param logError told of what the page must not see
 * @param launchNative gives a process to the driver in trouble
 */
export function createFixtureServer(logError: (channel: string, error: unknown) => void, launchNative: LaunchNative = noProcess): IpcServer<FixtureContract> {
  const driver = createNativeProcess(troubleContract, { driver: "trouble", launch: launchNative, nowMs: () => performance.now(), logError });
  const server: IpcServer<FixtureContract> = createIpcServer(
    fixtureContract,
    {
      echo: ({ text, repeat }) => ({ texts: Array.from({ length: repeat }, () => text), processId: process.pid }),
      bytes: ({ bytes }) => ({ bytes: bytes.map((byte) => 255 - byte) }),
      fail({ how }) {
        if (how === "failure") throw new Failure("scanner-jam", { retryable: true, details: { device: "甲" }, cause: new Error("secret") });
        if (how === "bug") throw new RangeError("secret");
        if (how === "wrong-answer") return { ok: false } as never;
        return { ok: true, secret: () => undefined } as never;
      },
      die() {
        process.kill(process.pid, "SIGKILL");
        return new Promise<never>(() => undefined);
      },
      async native({ call }) {
        if (call === "trouble.echo") return { processId: (await driver.call(call, { text: "" })).processId };
        await driver.call(call, {});
        return { processId: 0 };
      },
      announce({ count }) {
        for (let number = 1; number <= count; number += 1) server.publish("announced", { number });
        return {};
      },
    },
    { checkAnswers: true, logError },
  );
  return server;
}

function noProcess(): never {
  throw new Error("no process for a driver here");
}
