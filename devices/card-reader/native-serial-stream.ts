import { Failure, isFailure } from "../../domain/failure.ts";
import type { NativeProcess } from "../native-process/native-process.ts";
import type { ByteStream } from "./byte-stream.ts";
import type { serialLineContract } from "./serial-line-contract.ts";
import type { SerialPortInfo, SerialSettings } from "./serial-stream.ts";

type SerialProcess = NativeProcess<typeof serialLineContract>;

let lastLine = 0;

/**
 * Opens a serial port in `process`, where serialport's native part may hang or crash without harm. Throws as `openSerialStream` does and
 * the Failures of a native driver's process; when that process is lost, so is the line.
 */
export async function openNativeSerialStream(process: SerialProcess, { path, baudRate, watchIntervalMs }: SerialSettings): Promise<ByteStream> {
  const line = ++lastLine;
  let onBytes: (bytes: Uint8Array) => void = () => undefined;
  let onLost: (failure: Failure) => void = () => undefined;
  let isClosed = false;
  const stops = [
    process.onEvent("serial-line.bytes", (event) => event.line === line && onBytes(event.bytes)),
    process.onEvent("serial-line.lost", ({ code, details, ...event }) => event.line === line && lose(new Failure(code, { retryable: true, details }))),
    process.onLost((failure) => lose(failure)),
  ];
  const finish = (): void => {
    isClosed = true;
    for (const stop of stops) stop();
  };
  const lose = (failure: Failure): void => {
    if (isClosed) return;
    finish();
    onLost(failure);
  };

  try {
    await process.call("serial-line.open", { line, path, baudRate, watchIntervalMs });
  } catch (error) {
    finish();
    throw error;
  }
  return {
    write(bytes) {
      process.call("serial-line.write", { line, bytes }).catch((error: unknown) => {
        lose(isFailure(error) ? error : new Failure("card-reader-failed", { retryable: true, details: { path }, cause: error }));
      });
    },
    onBytes: (listener) => (onBytes = listener),
    onLost: (listener) => (onLost = listener),
    async close() {
      if (isClosed) return;
      finish();
      // A process that hangs or ends here has let go of the port as well.
      await process.call("serial-line.close", { line }).catch((error: unknown) => {
        if (!isFailure(error)) throw error;
      });
    },
  };
}

/** The serial ports of this computer; empty when the system cannot say. */
export async function listNativeSerialPorts(process: SerialProcess): Promise<SerialPortInfo[]> {
  const { ports } = await process.call("serial-line.list", {});
  return ports.map(({ path, manufacturer }) => ({ path, ...(manufacturer !== undefined && { manufacturer }) }));
}
