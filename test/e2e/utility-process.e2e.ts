import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, expect, test, type ElectronApplication } from "@playwright/test";
import { build } from "vite";
import { findElectron } from "../../build/electron-runtime.ts";
import type { IpcClient } from "../../contracts/ipc-client.ts";
import type { WorkstationProcess } from "../../electron/main/workstation-process.ts";
import type { FixtureContract } from "../ipc/fixture-contract.ts";
import { isAlive } from "../is-alive.ts";

declare const utilityFixture: { client: IpcClient<FixtureContract>; log: string[]; workstation: WorkstationProcess };

let folder: string;
let app: ElectronApplication;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-utility-"));
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: "node20",
      outDir: folder,
      rolldownOptions: {
        external: ["electron", "koffi"],
        input: {
          main: join(import.meta.dirname, "utility-fixture-main.ts"),
          workstation: join(import.meta.dirname, "../ipc/fixture-workstation.ts"),
          native: join(import.meta.dirname, "../native/trouble-process.ts"),
        },
        output: { entryFileNames: "[name].js" },
      },
    },
  });
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "utility-fixture", version: "0.0.0", type: "module", main: "main.js" }));
  const electron = findElectron();
  app = await _electron.launch({
    executablePath: electron?.executable ?? "",
    args: ["--no-sandbox", "--disable-gpu", folder, `--user-data-dir=${join(folder, "data")}`],
  });
  await expect.poll(() => app.evaluate(() => typeof utilityFixture === "object" && utilityFixture.log.length)).toBe(1);
});

test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

test("a utility process answers calls, with bytes as bytes", async () => {
  const answer = await app.evaluate(async () => {
    const { texts } = await utilityFixture.client.call("echo", { text: "接件", repeat: 2 });
    const { bytes } = await utilityFixture.client.call("bytes", { bytes: new Uint8Array([0, 1, 255]) });
    return { texts, bytes: [...bytes], isTyped: bytes instanceof Uint8Array };
  });
  expect(answer).toEqual({ texts: ["接件", "接件"], bytes: [255, 254, 0], isTyped: true });
});

test("a utility process refuses what does not fit and hides what went wrong inside", async () => {
  const codes = await app.evaluate(async () => {
    const codeOf = (call: Promise<unknown>): Promise<unknown> => call.catch((error: { code: string }) => error.code);
    const { client } = utilityFixture;
    return [
      await codeOf(client.call("echo", { text: "一二三四五六七八九十一" })),
      await codeOf(client.call("fail", { how: "failure" })),
      await codeOf(client.call("fail", { how: "bug" })),
      await codeOf(client.call("fail", { how: "uncopyable-answer" })),
    ];
  });
  expect(codes).toEqual(["invalid-input", "scanner-jam", "internal", "internal"]);
});

test("a utility process delivers events", async () => {
  const heard = await app.evaluate(async () => {
    const numbers: number[] = [];
    const unsubscribe = utilityFixture.client.subscribe("announced", ({ number }) => numbers.push(number));
    await utilityFixture.client.call("announce", { count: 3 });
    unsubscribe();
    return numbers;
  });
  expect(heard).toEqual([1, 2, 3]);
});

test("a utility process has the main process start a driver's process, and end one that hangs in native code", async () => {
  const ask = (call: "trouble.echo" | "trouble.hang" | "trouble.crash") =>
    app.evaluate((_electron, name) => utilityFixture.client.call("native", { call: name }).then(({ processId }) => processId, (error: { code: string }) => error.code), call);
  const first = Number(await ask("trouble.echo"));
  expect(await ask("trouble.hang")).toBe("native-driver-hung");
  // Reported ended by Chromium a moment before the system has forgotten it.
  await expect.poll(() => isAlive(first)).toBe(false);
  const second = Number(await ask("trouble.echo"));
  expect(second).not.toBe(first);
  expect(await ask("trouble.crash")).toBe("native-driver-ended");
  const third = Number(await ask("trouble.echo"));
  expect(isAlive(third)).toBe(true);
});

test("a utility process that dies in the middle of a call is replaced; the call rejects as retryable", async () => {
  const code = await app.evaluate(() => utilityFixture.client.call("die", {}).catch((error: { code: string; retryable: boolean }) => [error.code, error.retryable]));
  expect(code).toEqual(["workstation-gone", true]);
  await expect.poll(() => app.evaluate(() => utilityFixture.log)).toEqual(["ready", "gone", "ready"]);
  expect(await app.evaluate(() => utilityFixture.client.call("echo", { text: "后" }))).toMatchObject({ texts: ["后"] });
});

test("a utility process ends when it is stopped, and is not started again", async () => {
  const processId = await app.evaluate(() => utilityFixture.workstation.current()?.processId ?? 0);
  await app.evaluate(() => utilityFixture.workstation.stop());
  await expect.poll(() => isAlive(processId)).toBe(false);
  expect(await app.evaluate(() => utilityFixture.log)).toEqual(["ready", "gone", "ready"]);
});
