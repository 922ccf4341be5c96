import { toNativeSchema, type FromNative, type ToNative } from "./native-messages.ts";

/** The native process's line to whoever started it. */
export interface NativeLink {
  send(message: FromNative): void;
  onMessage(listener: (message: ToNative) => void): void;
}

/** The parts used here of Electron's `process.parentPort` and `MessagePortMain`; this code also runs where Electron is not. */
interface ParentPort {
  once(event: "message", listener: (event: { ports: Port[] }) => void): unknown;
}
interface Port {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): unknown;
  start(): void;
}

/**
 * Finds out how this process was started: as a Node child with a message channel, or by `utilityProcess.fork`; there the first message
 * carries a port to the workstation process, so that a PIN does not pass through the main process.
 */
export async function openNativeLink(): Promise<NativeLink> {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort;
  if (parentPort) return portLink(await new Promise((resolve) => parentPort.once("message", ({ ports }) => resolve(ports[0]))));
  if (!process.send) throw new Error("A native driver's process is started by the workstation, not by hand.");
  process.once("disconnect", () => process.exit(0));
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => process.on("message", (message) => listener(toNativeSchema.parse(message))),
  };
}

function portLink(port: Port | undefined): NativeLink {
  if (!port) throw new Error("A native driver's process was started without a port.");
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on("message", ({ data }) => listener(toNativeSchema.parse(data)));
      port.start();
    },
  };
}
