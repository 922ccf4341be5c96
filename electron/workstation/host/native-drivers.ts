import type { MessageEndpoint } from "../../../contracts/ipc-channel.ts";
import type { MainMessage } from "../../../contracts/workstation-process.ts";
import type { LaunchNative } from "../../../devices/native-process/native-child.ts";
import type { ToNative } from "../../../devices/native-process/native-messages.ts";
import { startNodeNativeChild } from "../../../devices/native-process/node-native-child.ts";
import type { MainLink } from "./main-link.ts";

export interface NativeDrivers {
  readonly launch: LaunchNative;
  /** Takes what the main process says about them; true when it was about them. */
  hear(message: MainMessage, port: MessageEndpoint | undefined): boolean;
}

interface StartedNative {
  port: MessageEndpoint | undefined;
  /** Written before the port was there. */
  readonly waiting: ToNative[];
  onMessage: (message: unknown) => void;
  onExit: (reason: string) => void;
}

/** How this process gets a process for a device's driver: started here as a Node child, or by the main process where Electron wants it so. */
export function createNativeDrivers(link: Pick<MainLink, "send" | "isUtility">, scriptPath: string): NativeDrivers {
  if (!link.isUtility) return { launch: () => startNodeNativeChild({ scriptPath, onOutput: (text) => process.stderr.write(text) }), hear: () => false };
  const natives = new Map<number, StartedNative>();
  let last = 0;
  return {
    launch() {
      const native = ++last;
      const started: StartedNative = { port: undefined, waiting: [], onMessage: () => undefined, onExit: () => undefined };
      natives.set(native, started);
      link.send({ kind: "start-native", native });
      return {
        send: (message) => void (started.port ? started.port.post(message) : started.waiting.push(message)),
        onMessage: (listener) => (started.onMessage = listener),
        onExit: (listener) => (started.onExit = listener),
        kill: () => link.send({ kind: "kill-native", native }),
      };
    },
    hear(message, port) {
      if (message.kind !== "native-started" && message.kind !== "native-ended") return false;
      const started = natives.get(message.native);
      if (message.kind === "native-ended") {
        natives.delete(message.native);
        started?.onExit(message.reason);
      } else if (started && port) {
        started.port = port;
        port.onMessage((heard) => started.onMessage(heard));
        for (const waiting of started.waiting.splice(0)) port.post(waiting);
      }
      return true;
    },
  };
}
