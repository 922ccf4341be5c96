/** How bytes travel from an emulated reader. */
export interface WireOptions {
  /** Sends in pieces of so many bytes, the last one shorter; with a baud rate each when its last byte has come, as USB adapters do. */
  readonly pieceBytes?: number;
  /** Lets every byte take its time on the line, ten bits each, both ways. At once unless given. */
  readonly baudRate?: number;
}

export function wireTimeMs(bytes: number, baudRate: number): number {
  return (bytes * 10 * 1000) / baudRate;
}

/** Puts a wire between emulator and line: pieces, and with a baud rate never a byte before its time. */
export function createWire({ pieceBytes = Infinity, baudRate }: WireOptions, send: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  const sendPieces = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at += pieceBytes) send(bytes.subarray(at, Math.min(bytes.length, at + pieceBytes)));
  };
  if (baudRate === undefined) return sendPieces;

  const commandMs = wireTimeMs(10, baudRate);
  return (bytes) => {
    const startMs = performance.now() + commandMs;
    let sent = 0;
    const sendDue = () => {
      const come = Math.min(bytes.length, Math.floor((performance.now() - startMs) / wireTimeMs(1, baudRate)));
      const due = come === bytes.length || pieceBytes === Infinity ? come : come - (come % pieceBytes);
      if (due > sent) {
        sendPieces(bytes.subarray(sent, due));
        sent = due;
      }
      if (sent < bytes.length) setTimeout(sendDue, 1);
    };
    sendDue();
  };
}
