import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A line to a server that a test cuts and mends: while it is cut, what was under way breaks and nobody answers. */
export interface CuttableLine {
  /** The same before and after a cut. */
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openLine(to: string): Promise<CuttableLine> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;

  const mend = async (): Promise<void> => {
    server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        // An end that breaks off is what this line is for.
        socket.on("error", () => undefined);
        socket.on("close", () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  };
  const cut = async (): Promise<void> => {
    const stopping = server;
    server = undefined;
    if (!stopping) return;
    const closed = once(stopping, "close");
    stopping.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  await mend();
  return { url: `http://127.0.0.1:${port}`, cut, mend, close: cut };
}
