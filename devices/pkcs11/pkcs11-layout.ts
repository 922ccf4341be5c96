/**
 * How a library lays out its structures. PKCS#11 says `unsigned long` for every number and, on Windows, no gaps between fields: there a
 * CK_ATTRIBUTE is 4 + 8 + 4 bytes, on 64-bit Linux 8 + 8 + 8. Pointers are 8 bytes: 32-bit systems are not supported.
 */
export interface Pkcs11Layout {
  readonly ulongBytes: 4 | 8;
  readonly isPacked: boolean;
}

const pointerBytes = 8;

export function writeUlong({ ulongBytes }: Pkcs11Layout, value: number): Buffer {
  const buffer = Buffer.alloc(ulongBytes);
  if (ulongBytes === 4) buffer.writeUInt32LE(value);
  else buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

/** `undefined` for all ones, by which PKCS#11 says that a value cannot be had. */
export function readUlong({ ulongBytes }: Pkcs11Layout, buffer: Buffer, offset = 0): number | undefined {
  if (ulongBytes === 4) {
    const value = buffer.readUInt32LE(offset);
    return value === 0xffff_ffff ? undefined : value;
  }
  const value = buffer.readBigUInt64LE(offset);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(value);
}

function fieldsOf({ ulongBytes, isPacked }: Pkcs11Layout): { pointerAt: number; lengthAt: number; bytes: number } {
  const pointerAt = isPacked ? ulongBytes : pointerBytes;
  const lengthAt = pointerAt + pointerBytes;
  return { pointerAt, lengthAt, bytes: isPacked ? lengthAt + ulongBytes : lengthAt + pointerBytes };
}

/** A number, a pointer and a length, one after another: CK_ATTRIBUTE and CK_MECHANISM are both of this form. */
export interface PointerRecord {
  readonly number: number;
  readonly address: bigint;
  readonly length: number;
}

export function writeRecords(layout: Pkcs11Layout, records: readonly PointerRecord[]): Buffer {
  const { pointerAt, lengthAt, bytes } = fieldsOf(layout);
  const buffer = Buffer.alloc(bytes * records.length);
  records.forEach(({ number, address, length }, index) => {
    const start = index * bytes;
    writeUlong(layout, number).copy(buffer, start);
    buffer.writeBigUInt64LE(address, start + pointerAt);
    writeUlong(layout, length).copy(buffer, start + lengthAt);
  });
  return buffer;
}

/** The length the library wrote into one of them; `undefined` when it has no such value. */
export function readRecordLength(layout: Pkcs11Layout, records: Buffer, index: number): number | undefined {
  const { lengthAt, bytes } = fieldsOf(layout);
  return readUlong(layout, records, index * bytes + lengthAt);
}

/** Where a function's pointer stands in the function list, after two bytes of version. */
export function functionPointerOffset({ isPacked }: Pkcs11Layout, index: number): number {
  return (isPacked ? 2 : pointerBytes) + index * pointerBytes;
}

/** Room enough for a CK_TOKEN_INFO in any layout. */
export const tokenInfoBytes = 512;
const flagsAt = 32 + 32 + 16 + 16;

export interface TokenInfo {
  readonly label: string;
  readonly serialNumber: string;
  readonly flags: number;
  /** In bytes; undefined when the card does not say. */
  readonly longestPin: number | undefined;
  readonly shortestPin: number | undefined;
}

/** Text in PKCS#11 is UTF-8 filled up with blanks; some cards fill up with zeros. */
export function readTokenInfo(layout: Pkcs11Layout, buffer: Buffer): TokenInfo {
  const text = (start: number, bytes: number): string => buffer.toString("utf8", start, start + bytes).replace(/[\s\0]+$/u, "");
  const number = (index: number): number | undefined => readUlong(layout, buffer, flagsAt + index * layout.ulongBytes);
  return { label: text(0, 32), serialNumber: text(80, 16), flags: number(0) ?? 0, longestPin: number(5), shortestPin: number(6) };
}
