/**
 * A line to a printer: bytes out, bytes in. Every failure is thrown as the system reports it; `printerFailureOf` names it.
 */
export interface PrinterChannel {
  /** Resolves when the system took all the bytes; it may still hold them. */
  write(bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Everything the printer sent since the last call, at least one byte; rejects when the line is gone or `signal` aborts. */
  read(signal: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}

export type OpenPrinterChannel = (signal: AbortSignal) => Promise<PrinterChannel>;

/** The printer closed the line. */
export class ChannelClosed extends Error {
  readonly code = "CHANNEL_CLOSED";
}
