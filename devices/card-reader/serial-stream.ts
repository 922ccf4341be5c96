import { access } from "node:fs/promises";
import type * as serialport from "serialport";
import { Failure } from "../../domain/failure.ts";
import type { ByteStream } from "./byte-stream.ts";
import { toSerialFailure } from "./serial-failures.ts";

export interface SerialSettings {
  /** `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  /** As the reader's model is set; 115,200 is usual. */
  readonly baudRate: number;
  /** How often to look whether the device is still there. */
  readonly watchIntervalMs?: number;
}

export interface SerialStream extends ByteStream {
  /** Resolves once the system has taken all of it, never where the port's driver hangs. */
  writeWhole(bytes: Uint8Array): Promise<void>;
}

export interface SerialPortInfo {
  readonly path: string;
  readonly manufacturer?: string;
}

/** The serial ports of this computer; empty when the system cannot say. */
export async function listSerialPorts(): Promise<SerialPortInfo[]> {
  const { SerialPort } = await loadSerialPort("");
  // On Linux it asks `udevadm`, which a small system lacks.
  const ports = await SerialPort.list().catch(() => []);
  return ports.map(({ path, manufacturer }) => ({ path, ...(manufacturer !== undefined && { manufacturer }) }));
}

/**
 * Opens a serial port, 8 data bits, no parity, for this process alone. Throws a Failure `card-reader-…` with `details.path`:
 * missing, busy, no permission, not a serial port.
 */
export async function openSerialStream({ path, baudRate, watchIntervalMs = 500 }: SerialSettings): Promise<SerialStream> {
  const { SerialPort } = await loadSerialPort(path);
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(toSerialFailure(error, path)) : resolve())));

  let isClosed = false;
  let onLost: (failure: Failure) => void = () => undefined;
  const lose = (cause: unknown) => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(watch);
    if (port.isOpen) port.close(() => undefined);
    onLost(new Failure("card-reader-unplugged", { retryable: true, details: { path }, cause }));
  };

  // serialport 13 on Linux: a device that vanishes during a read is read again and again without an end (serialport/bindings-cpp#162).
  const watch = setInterval(() => {
    if (path.startsWith("/")) access(path).catch(lose);
  }, watchIntervalMs);
  watch.unref();
  port.on("error", lose);
  port.on("close", lose);

  // An error comes as an event besides.
  const writeWhole = (bytes: Uint8Array): Promise<void> => new Promise((resolve) => port.write(Buffer.from(bytes), () => resolve()));
  return {
    write: (bytes) => void writeWhole(bytes),
    writeWhole,
    onBytes: (listener) => port.on("data", listener),
    onLost: (listener) => (onLost = listener),
    async close() {
      clearInterval(watch);
      if (isClosed) return;
      isClosed = true;
      await new Promise<void>((resolve) => port.close(() => resolve()));
    },
  };
}

/** Loaded at first use: most workstations start without a reader, and a platform without the native part can still type. */
async function loadSerialPort(path: string): Promise<typeof serialport> {
  try {
    return await import("serialport");
  } catch (cause) {
    throw new Failure("card-reader-unsupported", { details: { path }, cause });
  }
}
