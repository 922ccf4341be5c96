/**
 * The frame of the SAM_V protocol, the same in both directions:
 *
 *     AA AA AA 96 69 | length, 2 bytes, high first | content | XOR of length and content
 *
 * `length` counts content and checksum.
 */
const PREAMBLE = Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69]);
const LENGTH_BYTES = 2;
const CONTENT_START = PREAMBLE.length + LENGTH_BYTES;

/** A command is two bytes and its checksum; nothing is shorter. */
const MIN_LENGTH = 3;
/** A read with fingerprint is 2,314; a greater length can only be a damaged one. */
const MAX_LENGTH = 2400;

export type FramePiece =
  | { readonly kind: "frame"; readonly content: Uint8Array }
  /** What began like a frame and cannot be one: impossible length or wrong checksum. The search went on behind its first byte. */
  | { readonly kind: "damaged" };

export interface FrameParser {
  /** Takes bytes as they come, cut anywhere, and returns what they complete, in order. */
  push(bytes: Uint8Array): FramePiece[];
  /** A frame has begun and its rest is missing. */
  isMidFrame(): boolean;
  /** What is kept for the next call: less than one frame. */
  countPendingBytes(): number;
  /** Forgets what was begun. */
  reset(): void;
}

export function encodeFrame(content: Uint8Array): Uint8Array {
  const frame = Buffer.alloc(CONTENT_START + content.length + 1);
  frame.set(PREAMBLE);
  frame.writeUInt16BE(content.length + 1, PREAMBLE.length);
  frame.set(content, CONTENT_START);
  frame[frame.length - 1] = xorOf(frame.subarray(PREAMBLE.length, -1));
  return frame;
}

/**
 * Finds frames in a stream of bytes and gets back into step after noise, cut or damaged frames. Keeps at most one unfinished frame
 * (2.4 kB) between calls. XOR misses paired flips: whoever uses the content checks its meaning as well.
 */
export function createFrameParser(): FrameParser {
  const kept = Buffer.alloc(CONTENT_START + MAX_LENGTH);
  let keptBytes = 0;
  /** How long what is kept must have grown before it is worth another look. */
  let wantedBytes = 0;

  return {
    push(bytes) {
      if (keptBytes + bytes.length < wantedBytes) {
        kept.set(bytes, keptBytes);
        keptBytes += bytes.length;
        return [];
      }
      const pieces: FramePiece[] = [];
      const stream = Buffer.concat([kept.subarray(0, keptBytes), bytes]);
      let position = 0;
      wantedBytes = 0;
      for (;;) {
        const start = stream.indexOf(PREAMBLE, position);
        if (start < 0) {
          position = Math.max(position, stream.length - lengthOfPreambleBegunIn(stream));
          break;
        }
        position = start;
        if (stream.length < start + CONTENT_START) break;
        const length = stream.readUInt16BE(start + PREAMBLE.length);
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
          pieces.push({ kind: "damaged" });
          position = start + 1;
          continue;
        }
        const end = start + CONTENT_START + length;
        if (stream.length < end) {
          wantedBytes = end - start;
          break;
        }
        if (xorOf(stream.subarray(start + PREAMBLE.length, end)) !== 0) {
          pieces.push({ kind: "damaged" });
          position = start + 1;
          continue;
        }
        // Copied, so that a kept frame does not keep the stream it came in.
        pieces.push({ kind: "frame", content: Uint8Array.from(stream.subarray(start + CONTENT_START, end - 1)) });
        position = end;
      }
      keptBytes = stream.copy(kept, 0, position);
      return pieces;
    },
    isMidFrame: () => keptBytes >= PREAMBLE.length,
    countPendingBytes: () => keptBytes,
    reset() {
      keptBytes = 0;
      wantedBytes = 0;
    },
  };
}

/** How many bytes at the end of `stream` may be the beginning of a preamble. */
function lengthOfPreambleBegunIn(stream: Buffer): number {
  for (let length = Math.min(PREAMBLE.length - 1, stream.length); length > 0; length--) {
    if (stream.subarray(-length).equals(PREAMBLE.subarray(0, length))) return length;
  }
  return 0;
}

/** Zero for bytes that end with their own checksum. */
function xorOf(bytes: Uint8Array): number {
  let xor = 0;
  for (const byte of bytes) xor ^= byte;
  return xor;
}
