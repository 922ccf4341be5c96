import { app, MessageChannelMain } from "electron";
import { join } from "node:path";
import { createIpcClient } from "../../contracts/ipc-client.ts";
import { startUtilityChild } from "../../electron/main/utility-child.ts";
import { startWorkstationProcess } from "../../electron/main/workstation-process.ts";
import type { FixtureContract } from "../ipc/fixture-contract.ts";

/**
 * A main process that runs the fixture workstation as `utilityProcess`, the way the product runs the real one, in whichever Electron
 * is there: the fixture has no database, so the older runtime can run it too. Its own end of the port stands for the page.
 */
const client = createIpcClient<FixtureContract>();
const log: string[] = [];
let lastConnection = 0;

void app.whenReady().then(() => {
  const workstation = startWorkstationProcess({
    launch: () => startUtilityChild(join(import.meta.dirname, "workstation.js"), () => undefined),
    configuration: { databaseKey: "00".repeat(32), dataFolder: "/nowhere", appVersion: "0", options: {} },
    onOpening: () => undefined,
    onReady(child) {
      log.push("ready");
      const { port1, port2 } = new MessageChannelMain();
      child.connectPage(++lastConnection, port1);
      client.attach({
        post: (message) => port2.postMessage(message),
        onMessage(listener) {
          port2.on("message", ({ data }) => listener(data));
          port2.start();
        },
      });
    },
    onGone() {
      log.push("gone");
      client.detach();
    },
    onFailed: (code) => log.push(code),
    nowMs: Date.now,
    restartDelaysMs: [1],
  });
  Object.assign(globalThis, { utilityFixture: { client, log, workstation } });
});
