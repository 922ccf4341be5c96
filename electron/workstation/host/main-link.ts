import type { MessageEndpoint } from "../../../contracts/ipc-channel.ts";
import type { WorkstationMessage } from "../../../contracts/workstation-message.ts";
import { mainMessageSchema, type MainMessage } from "../../../contracts/workstation-process.ts";

/** The workstation process's line to the main process. */
export interface MainLink {
  send(message: WorkstationMessage): void;
  /** Under `utilityProcess` there are other processes to be spoken to directly: `port` comes with `connect` and `native-started`. */
  onMessage(listener: (message: MainMessage, port: MessageEndpoint | undefined) => void): void;
  /** This process is a `utilityProcess`: it cannot start others by itself. */
  readonly isUtility: boolean;
  /** The main process has died without saying `stop`. */
  onLost(listener: () => void): void;
}

/** The parts used here of Electron's `process.parentPort` and `MessagePortMain`; this code also runs where Electron is not. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown; ports: PagePort[] }) => void): unknown;
}
interface PagePort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): unknown;
  start(): void;
}

/** Finds out how this process was started: by `utilityProcess.fork`, or as a Node child with a message channel. */
export function openMainLink(): MainLink {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort;
  if (parentPort) return utilityLink(parentPort);
  if (process.send) return childLink();
  throw new Error("The workstation process is started by the main process, not by hand.");
}

function utilityLink(parentPort: ParentPort): MainLink {
  return {
    isUtility: true,
    send: (message) => parentPort.postMessage(message),
    onMessage(listener) {
      parentPort.on("message", ({ data, ports }) => {
        listener(mainMessageSchema.parse(data), ports[0] && portEndpoint(ports[0]));
      });
    },
    // Chromium ends a utility process together with its browser process.
    onLost: () => undefined,
  };
}

function childLink(): MainLink {
  return {
    isUtility: false,
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => process.on("message", (message) => listener(mainMessageSchema.parse(message), undefined)),
    onLost: (listener) => process.once("disconnect", listener),
  };
}

function portEndpoint(port: PagePort): MessageEndpoint {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on("message", ({ data }) => listener(data));
      port.start();
    },
  };
}
