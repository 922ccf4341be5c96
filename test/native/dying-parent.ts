import { join } from "node:path";
import { startNodeNativeChild } from "../../devices/native-process/node-native-child.ts";
import { createNativeProcess } from "../../devices/native-process/native-process.ts";
import { troubleContract } from "./trouble-contract.ts";

/** Has a driver's process hang, which says its number first; whoever started this kills it in the middle. */
const driver = createNativeProcess(troubleContract, {
  driver: "trouble",
  launch: () => startNodeNativeChild({ scriptPath: join(import.meta.dirname, "trouble-process.ts"), onOutput: (text) => process.stdout.write(text) }),
  nowMs: () => performance.now(),
  logError: console.error,
});
await driver.call("trouble.hang-for-ever", {});
