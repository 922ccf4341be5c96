import { dirname, join } from "node:path";
import { utilityProcess, type MessagePortMain } from "electron";
import { serveNativeDrivers } from "./native-drivers.ts";
import type { WorkstationChild } from "./workstation-child.ts";

/**
 * Starts the workstation process as Electron's `utilityProcess`, and the processes of the devices' drivers that it asks for
 * (`native.js` beside its script). Only after `ready`: earlier it crashes the app.
 * @param onOutput told what the process writes to its output, for the log
 */
export function startUtilityChild(scriptPath: string, onOutput: (text: string) => void): WorkstationChild {
  const child = utilityProcess.fork(scriptPath, [], { serviceName: "yichuang-workstation", stdio: "pipe" });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => onOutput(String(text)));
  serveNativeDrivers(child, join(dirname(scriptPath), "native.js"), onOutput);
  return {
    get processId() {
      return child.pid;
    },
    send: (message) => child.postMessage(message),
    connectPage(connection, port) {
      child.postMessage({ kind: "connect", connection }, [port as MessagePortMain]);
      return () => child.postMessage({ kind: "disconnect", connection });
    },
    onMessage: (listener) => child.on("message", listener),
    onExit: (listener) => child.once("exit", (code) => listener(`exit code ${code}`)),
    kill: () => {
      if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
    },
  };
}
