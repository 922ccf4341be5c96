import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { OpenPrinterChannel } from "./printer-channel.ts";

export interface DeviceFileOptions {
  /** `/dev/usb/lp0`, a serial line already set to raw, or a one-way queue. */
  path: string;
  /** False opens for writing only, for a device that cannot talk back. */
  canRead: boolean;
  /** How soon to try again when the device has nothing to say or takes no more. */
  retryMs?: number;
}

/**
 * A printer behind a device file. It is opened without blocking: a blocking read would hold a thread of the process until
 * the printer happened to speak, and a blocking write until somebody put in paper.
 */
export function deviceFileChannel({ path, canRead, retryMs = 20 }: DeviceFileOptions): OpenPrinterChannel {
  return async (openSignal) => {
    openSignal.throwIfAborted();
    const mode = canRead ? constants.O_RDWR : constants.O_WRONLY;
    const file = await open(path, mode | constants.O_NONBLOCK | constants.O_NOCTTY);
    return {
      write: async (bytes, signal) => {
        for (let offset = 0; offset < bytes.length; ) {
          signal.throwIfAborted();
          const written = await orNothing(file.write(bytes, offset, Math.min(bytes.length - offset, 4096)).then((result) => result.bytesWritten));
          if (written === 0) await delay(retryMs, undefined, { signal });
          offset += written;
        }
      },
      read: async (signal) => {
        if (!canRead) await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }));
        const buffer = new Uint8Array(256);
        for (;;) {
          signal.throwIfAborted();
          const count = await orNothing(file.read(buffer, 0, buffer.length).then((result) => result.bytesRead));
          if (count > 0) return buffer.slice(0, count);
          await delay(retryMs, undefined, { signal });
        }
      },
      close: () => file.close(),
    };
  };
}

/** A device with nothing to say, or with a full buffer, reports EAGAIN: nothing moved, try again. */
async function orNothing(transfer: Promise<number>): Promise<number> {
  try {
    return await transfer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return 0;
    throw error;
  }
}
