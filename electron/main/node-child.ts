import { spawn } from "node:child_process";
import { readWorkstationMessage } from "../../contracts/workstation-message.ts";
import type { PagePort, WorkstationChild } from "./workstation-child.ts";

/**
 * Starts the workstation process as a Node child: for the older Electron runtime that tests may have to use, whose Node-API
 * is too old for the database. Pages are relayed by this process; in the product they talk to the workstation process directly.
 *
 * @param nodePath a Node ≥ 24 executable
 * @param scriptPath the workstation's entry
 * @param onOutput told what the process writes to its output, for the log
 */
export function startNodeChild(nodePath: string, scriptPath: string, onOutput: (text: string) => void): WorkstationChild {
  // "advanced" copies typed arrays as they are; JSON would turn a page's picture into an object of numbers.
  const child = spawn(nodePath, [scriptPath], { stdio: ["ignore", "pipe", "pipe", "ipc"], serialization: "advanced" });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", onOutput);
  const ports = new Map<number, PagePort>();
  child.on("message", (raw) => {
    const message = readWorkstationMessage(raw);
    if (message?.kind === "to-page") ports.get(message.connection)?.postMessage(message.message);
  });
  const send: WorkstationChild["send"] = (message) => {
    // The child may die between the check and the write; its exit is reported by itself, so that error says nothing new.
    if (child.connected) child.send(message, () => undefined);
  };
  return {
    processId: child.pid,
    send,
    connectPage(connection, port) {
      ports.set(connection, port);
      send({ kind: "connect", connection });
      port.on("message", ({ data }) => send({ kind: "from-page", connection, message: data }));
      port.on("close", () => {
        ports.delete(connection);
        send({ kind: "disconnect", connection });
      });
      port.start();
      return () => port.close();
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
