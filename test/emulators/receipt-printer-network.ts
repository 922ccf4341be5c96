import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { ReceiptPrinterEmulator } from "./receipt-printer.ts";

/** The emulator as a network printer on a port of this machine. */
export interface NetworkPrinter {
  host: string;
  port: number;
  /** Switched off, or its cable pulled: connections break, new ones are refused. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  close(): Promise<void>;
}

export async function startNetworkPrinter(emulator: ReceiptPrinterEmulator): Promise<NetworkPrinter> {
  const host = "127.0.0.1";
  const sockets = new Set<Socket>();
  let port = 0;
  let server: Server | undefined;
  const unplug = async (): Promise<void> => {
    const stopping = server;
    server = undefined;
    if (stopping === undefined) return;
    const closed = once(stopping, "close");
    stopping.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  const plugIn = async (): Promise<void> => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      // A host that hangs up in the middle is the host's affair.
      socket.on("error", () => undefined);
      socket.on("data", (bytes) => emulator.receive(bytes, { reply: (answer) => socket.write(answer), pull: () => void unplug() }));
    });
    server.listen(port, host);
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  };
  await plugIn();
  return { host, port, unplug, plugIn, close: unplug };
}
