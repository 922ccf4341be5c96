import { Failure } from "../../domain/failure.ts";
import type { ByteStream, OpenByteStream } from "../../devices/card-reader/byte-stream.ts";
import type { SamVEmulator } from "./sam-v.ts";
import { createWire, type WireOptions } from "./sam-v-wire.ts";

/** An emulated reader on a line in memory, for tests without a serial port. */
export interface SamVMemoryLine {
  readonly open: OpenByteStream;
  /** How many streams are open now. */
  countOpen(): number;
  plugIn(): Promise<void>;
  unplug(): Promise<void>;
}

export function createSamVMemoryLine(emulator: SamVEmulator, wire: WireOptions = {}): SamVMemoryLine {
  const path = "memory";
  const lose = new Set<() => void>();
  let isPluggedIn = true;

  return {
    async open() {
      if (!isPluggedIn) throw new Failure("card-reader-missing", { retryable: true, details: { path } });
      let onBytes: (bytes: Uint8Array) => void = () => undefined;
      let onLost: (failure: Failure) => void = () => undefined;
      const loseThis = () => {
        lose.delete(loseThis);
        onLost(new Failure("card-reader-unplugged", { retryable: true, details: { path } }));
      };
      lose.add(loseThis);
      // Bytes never arrive while they are being written.
      const receive = emulator.connect(createWire(wire, (bytes) => setImmediate(() => lose.has(loseThis) && onBytes(bytes))));
      const stream: ByteStream = {
        write: (bytes) => receive(bytes),
        onBytes: (listener) => (onBytes = listener),
        onLost: (listener) => (onLost = listener),
        close: () => Promise.resolve(void lose.delete(loseThis)),
      };
      return stream;
    },
    countOpen: () => lose.size,
    plugIn: () => Promise.resolve(void (isPluggedIn = true)),
    unplug() {
      isPluggedIn = false;
      for (const loseOne of [...lose]) loseOne();
      return Promise.resolve();
    },
  };
}
