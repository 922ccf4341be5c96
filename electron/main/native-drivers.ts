import { MessageChannelMain, utilityProcess, type UtilityProcess } from "electron";
import { readWorkstationMessage } from "../../contracts/workstation-message.ts";
import type { MainMessage } from "../../contracts/workstation-process.ts";

/**
 * Starts and ends the processes of devices' drivers for a workstation process that is itself a `utilityProcess`. The two talk directly
 * over a port: what passes there (a PIN) does not come by here. All of them end with the workstation process.
 */
export function serveNativeDrivers(workstation: UtilityProcess, scriptPath: string, onOutput: (text: string) => void): void {
  const natives = new Map<number, UtilityProcess>();
  const send = (message: MainMessage, ports: Electron.MessagePortMain[] = []): void => workstation.postMessage(message, ports);

  const start = (native: number): void => {
    const child = utilityProcess.fork(scriptPath, [], { serviceName: "yichuang-device", stdio: "pipe" });
    natives.set(native, child);
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => onOutput(String(text)));
    child.once("exit", (code) => {
      if (natives.delete(native)) send({ kind: "native-ended", native, reason: `exit code ${code}` });
    });
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ kind: "connect" }, [port1]);
    send({ kind: "native-started", native }, [port2]);
  };

  workstation.on("message", (raw) => {
    const message = readWorkstationMessage(raw);
    if (message?.kind === "start-native") start(message.native);
    if (message?.kind === "kill-native") kill(natives.get(message.native));
  });
  workstation.once("exit", () => {
    for (const child of natives.values()) kill(child);
    natives.clear();
  });
}

/** SIGKILL: what hangs in a vendor's library hears nothing else. */
function kill(child: UtilityProcess | undefined): void {
  if (child?.pid === undefined) return void child?.kill();
  try {
    process.kill(child.pid, "SIGKILL");
  } catch {
    // Ended by itself in this moment; its exit is reported.
  }
}
