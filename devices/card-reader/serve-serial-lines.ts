import type { Emit, NativeHandlers } from "../native-process/native-contract.ts";
import type { serialLineContract } from "./serial-line-contract.ts";
import { listSerialPorts, openSerialStream, type SerialStream } from "./serial-stream.ts";

/** The serial lines' part of a native driver's process. */
export function serialLineHandlers(emit: Emit<typeof serialLineContract>): NativeHandlers<typeof serialLineContract> {
  const open = new Map<number, SerialStream>();
  return {
    "serial-line.list": async () => ({ ports: await listSerialPorts() }),
    "serial-line.open": async ({ line, watchIntervalMs, ...settings }) => {
      const stream = await openSerialStream({ ...settings, ...(watchIntervalMs !== undefined && { watchIntervalMs }) });
      open.set(line, stream);
      stream.onBytes((bytes) => emit("serial-line.bytes", { line, bytes }));
      stream.onLost(({ code, details }) => {
        open.delete(line);
        emit("serial-line.lost", { line, code, details: { ...details } });
      });
      return {};
    },
    "serial-line.write": async ({ line, bytes }) => {
      // A driver that hangs here shows by that: it would hold a thread for ever.
      await open.get(line)?.writeWhole(bytes);
      return {};
    },
    "serial-line.close": async ({ line }) => {
      const stream = open.get(line);
      open.delete(line);
      await stream?.close();
      return {};
    },
  };
}
