import { spawn } from "node:child_process";
import type { NativeChild } from "./native-child.ts";

export interface NodeNativeOptions {
  /** A Node ≥ 24 executable; the one that runs this process when left out. */
  readonly nodePath?: string;
  /** The entry that serves the drivers (`devices/native-main.ts`, or what it was bundled into). */
  readonly scriptPath: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Told what the process writes to its output, for the log. */
  readonly onOutput: (text: string) => void;
}

/** Starts a native driver's process as a Node child. Inside `utilityProcess` there is no Node to start: the main process does it there. */
export function startNodeNativeChild({ nodePath = process.execPath, scriptPath, environment = {}, onOutput }: NodeNativeOptions): NativeChild {
  // "advanced" copies typed arrays as they are.
  const child = spawn(nodePath, [scriptPath], { stdio: ["ignore", "pipe", "pipe", "ipc"], serialization: "advanced", env: { ...process.env, ...environment } });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", onOutput);
  return {
    send(message) {
      // The child may die between the check and the write; its exit is reported by itself.
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => child.on("message", listener),
    onExit(listener) {
      let isReported = false;
      const report = (reason: string): void => {
        if (!isReported) listener(reason);
        isReported = true;
      };
      child.once("error", (error) => report(error.message));
      child.once("exit", (code, signal) => report(signal ?? `exit code ${code}`));
    },
    kill: () => child.kill("SIGKILL"),
  };
}
