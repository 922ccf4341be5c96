import { DerError, readDerStart } from "./der.ts";

/** Where a PDF keeps one signature, and which of its bytes that signature speaks for. */
export interface SignatureSlot {
  /** Of the dictionary's `/ByteRange`. */
  readonly offset: number;
  /** From the `<` to behind the `>`: everything else up to `end` is signed. */
  readonly gapStart: number;
  readonly gapEnd: number;
  /** The last byte signed is before this one. */
  readonly end: number;
  /** The signature itself; null when the gap holds anything but one signature and zeros behind it. */
  readonly cms: Uint8Array | null;
}

/** `damaged`: something in the file is meant to be a signature but none can be found there. */
export interface FoundSlots {
  readonly slots: readonly SignatureSlot[];
  readonly isDamaged: boolean;
}

const byteRangeKey = Buffer.from("/ByteRange");
/** What a signature's dictionary also says, should `/ByteRange` be unreadable. */
const traces = ["/Adobe.PPKLite", "/ETSI.CAdES.detached", "/adbe.pkcs7", "/FT /Sig", "/FT/Sig", "/SigFlags"].map((text) => Buffer.from(text));

/** Looks for signatures in the bytes as they stand, oldest first, believing nothing of the file's own tables. */
export function findSignatureSlots(bytes: Uint8Array): FoundSlots {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const slots: SignatureSlot[] = [];
  let isDamaged = false;
  for (let offset = file.indexOf(byteRangeKey); offset !== -1; offset = file.indexOf(byteRangeKey, offset + 1)) {
    const slot = readSlot(file, offset);
    if (slot === null) isDamaged = true;
    else slots.push(slot);
  }
  if (slots.length === 0) isDamaged ||= traces.some((trace) => file.includes(trace));
  return { slots: slots.toSorted((one, other) => one.end - other.end), isDamaged };
}

/** Null when the range is not: from the first byte, over a gap that is this dictionary's `/Contents`, to some end. */
function readSlot(file: Buffer, offset: number): SignatureSlot | null {
  const numbers = /^\/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/.exec(file.toString("latin1", offset, offset + 100));
  if (numbers === null) return null;
  const [gapStart, gapEnd, tail] = numbers.slice(1).map(Number) as [number, number, number];
  const isContents = /\/Contents\s*$/.test(file.toString("latin1", Math.max(0, gapStart - 20), gapStart));
  if (!isContents || gapEnd <= gapStart || file[gapStart] !== 0x3c || file[gapEnd - 1] !== 0x3e) return null;
  return { offset, gapStart, gapEnd, end: gapEnd + tail, cms: readGap(file.toString("latin1", gapStart + 1, gapEnd - 1)) };
}

/** Digits of one case only, so that the same signature cannot be written two ways. */
function readGap(hex: string): Uint8Array | null {
  if (hex.length % 2 !== 0 || !(/^[0-9a-f]+$/.test(hex) || /^[0-9A-F]+$/.test(hex))) return null;
  const bytes = Buffer.from(hex, "hex");
  try {
    const { bytes: cms } = readDerStart(bytes);
    return bytes.subarray(cms.length).every((byte) => byte === 0) ? cms : null;
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
