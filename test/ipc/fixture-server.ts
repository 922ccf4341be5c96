import { Failure } from "../../domain/failure.ts";
import { createIpcServer, type IpcServer } from "../../electron/workstation/host/ipc-server.ts";
import { fixtureContract, type FixtureContract } from "./fixture-contract.ts";

/** @param logError told of what the page must not see */
export function createFixtureServer(logError: (channel: string, error: unknown) => void): IpcServer<FixtureContract> {
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
      announce({ count }) {
        for (let number = 1; number <= count; number += 1) server.publish("announced", { number });
        return {};
      },
    },
    { checkAnswers: true, logError },
  );
  return server;
}
