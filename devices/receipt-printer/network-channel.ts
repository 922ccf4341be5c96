import { once } from "node:events";
import { Socket } from "node:net";
import { ChannelClosed, type OpenPrinterChannel } from "./printer-channel.ts";

/** A printer on the network, raw TCP; nearly all listen on port 9100. */
export function networkChannel(address: { host: string; port: number }): OpenPrinterChannel {
  return async (signal) => {
    const socket = new Socket();
    // Before the connection is made its failures come as rejections of `once`; later ones are remembered for the reader.
    let lost: Error | undefined;
    const received: Buffer[] = [];
    let wake: () => void = () => undefined;
    socket.on("error", (error) => (lost ??= error));
    socket.on("data", (bytes: Buffer) => (received.push(bytes), wake()));
    socket.on("end", () => ((lost ??= new ChannelClosed("the printer closed the connection")), wake()));
    socket.on("close", () => ((lost ??= new ChannelClosed("the connection is closed")), wake()));
    const stop = (): unknown => socket.destroy();
    signal.addEventListener("abort", stop, { once: true });
    try {
      socket.connect(address.port, address.host);
      await Promise.race([once(socket, "connect", { signal }), once(socket, "close").then(() => Promise.reject(lost ?? new ChannelClosed("never connected")))]);
    } catch (error) {
      socket.destroy();
      throw lost ?? error;
    } finally {
      signal.removeEventListener("abort", stop);
    }
    socket.setNoDelay(true);
    return {
      write: (bytes, writeSignal) =>
        new Promise((resolve, reject) => {
          if (lost !== undefined) return reject(lost);
          const abort = (): void => reject(writeSignal.reason as Error);
          writeSignal.addEventListener("abort", abort, { once: true });
          socket.write(bytes, (error) => {
            writeSignal.removeEventListener("abort", abort);
            if (error) reject(error);
            else resolve();
          });
        }),
      read: (readSignal) =>
        new Promise((resolve, reject) => {
          const settle = (): void => {
            if (received.length > 0) {
              resolve(Buffer.concat(received.splice(0)));
            } else if (lost !== undefined || readSignal.aborted) {
              reject(lost ?? (readSignal.reason as Error));
            } else {
              return;
            }
            readSignal.removeEventListener("abort", settle);
          };
          wake = settle;
          readSignal.addEventListener("abort", settle, { once: true });
          settle();
        }),
      close: async () => {
        if (socket.destroyed) return;
        const closed = once(socket, "close").catch(() => undefined);
        socket.destroySoon();
        const giveUp = setTimeout(() => socket.destroy(), 1_000);
        await closed;
        clearTimeout(giveUp);
      },
    };
  };
}
