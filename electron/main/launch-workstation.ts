import { join } from "node:path";
import { app } from "electron";
import { startNodeChild } from "./node-child.ts";
import { startUtilityChild } from "./utility-child.ts";
import type { WorkstationChild } from "./workstation-child.ts";

/** The encrypted database's native part crashes below this Node-API version. */
const neededNodeApi = 10;

/** `utilityProcess` in the product; a Node 24 child (`YICHUANG_NODE`) in the older Electron runtime that tests may use. */
export function launchWorkstation(onOutput: (text: string) => void): WorkstationChild {
  // Both kinds inherit it: Node keeps the compiled code there and starts sooner the next time.
  process.env["NODE_COMPILE_CACHE"] ??= join(app.getPath("sessionData"), "compiled-code");
  const script = join(import.meta.dirname, "workstation.js");
  if (Number(process.versions["napi"]) >= neededNodeApi) return startUtilityChild(script, onOutput);
  return startNodeChild(process.env["YICHUANG_NODE"] ?? "node", script, onOutput);
}
