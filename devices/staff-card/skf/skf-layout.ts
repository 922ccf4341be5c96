import { fieldBytes, sm2Bytes } from "./skf-constants.ts";

/** How wide a library's ULONG is. */
export type UlongBytes = 4 | 8;

export interface Sm2PublicKey {
  readonly x: Buffer;
  readonly y: Buffer;
}

/**
 * Reads an ECCPUBLICKEYBLOB (ULONG BitLen; BYTE X[64]; BYTE Y[64]). Without `ulongBytes` its size tells how wide ULONG is. Undefined when
 * it is something else: an RSA key, another curve's length, a size that is the other width's.
 */
export function findSm2PublicKey(blob: Buffer, wantedUlongBytes?: UlongBytes): Sm2PublicKey | undefined {
  const told = ulongBytesOf(blob);
  const ulongBytes = wantedUlongBytes ?? told;
  if (ulongBytes === undefined || (told ?? ulongBytes) !== ulongBytes || blob.length < ulongBytes + 2 * fieldBytes) return undefined;
  const bits = ulongBytes === 4 ? BigInt(blob.readUInt32LE()) : blob.readBigUInt64LE();
  if (bits !== BigInt(sm2Bytes * 8)) return undefined;
  const [x, y] = splitFields(blob.subarray(ulongBytes));
  return { x, y };
}

function ulongBytesOf(blob: Buffer): UlongBytes | undefined {
  if (blob.length === 4 + 2 * fieldBytes) return 4;
  return blob.length === 8 + 2 * fieldBytes ? 8 : undefined;
}

/** r‖s in 64 bytes from an ECCSIGNATUREBLOB. */
export function joinSignature(blob: Buffer): Buffer {
  return Buffer.concat(splitFields(blob));
}

function splitFields(fields: Buffer): [Buffer, Buffer] {
  return [fields.subarray(fieldBytes - sm2Bytes, fieldBytes), fields.subarray(2 * fieldBytes - sm2Bytes, 2 * fieldBytes)];
}

/** Names, each ended by a zero; the list ends with an empty one. Older vendors write GBK: a name is only handed back, never shown. */
export function readNames(list: Buffer): string[] {
  const names: string[] = [];
  for (const name of list.toString("latin1").split("\0")) {
    if (name === "") break;
    names.push(name);
  }
  return names;
}

/** Text up to the first zero. */
export function readText(buffer: Buffer, at: number, bytes: number): string {
  return buffer.toString("utf8", at, at + bytes).split("\0")[0]?.trim() ?? "";
}
