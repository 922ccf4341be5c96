import type { Failure } from "../../domain/failure.ts";

/** A line to a device: bytes out, bytes in, cut anywhere. */
export interface ByteStream {
  /** Never waits; trouble shows as `onLost`. */
  write(bytes: Uint8Array): void;
  /** Called once, before the first write. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Called once. The listener hears when the device goes away by itself: at most once, never after `close`. */
  onLost(listener: (failure: Failure) => void): void;
  close(): Promise<void>;
}

/** Opens the line; throws a Failure `card-reader-…` that says why it cannot be opened. */
export type OpenByteStream = () => Promise<ByteStream>;
