/**
 * Plain DER, written and read: the little of ASN.1 a signature is made of. Reading is strict (shortest definite lengths, nothing
 * left over), so that two different byte strings never mean the same signature.
 */

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Bytes that are not the DER they were taken for. */
export class DerError extends Error {}

export function derOf(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Uint8Array.of(tag), lengthBytes(length), ...parts]);
}

export const derSequence = (...parts: readonly Uint8Array[]): Uint8Array => derOf(derTag.sequence, ...parts);
export const derNull: Uint8Array = derOf(derTag.null);

/** `[number]` around whole elements; as IMPLICIT when given the content of one. */
export const derContext = (number: number, ...parts: readonly Uint8Array[]): Uint8Array => derOf(0xa0 | number, ...parts);

/** The elements as a SET OF: sorted by their bytes. */
export function derSet(...parts: readonly Uint8Array[]): Uint8Array {
  return derOf(derTag.set, ...parts.toSorted((one, other) => Buffer.compare(one, other)));
}

/** A non-negative integer from its big-endian bytes. */
export function derInteger(magnitude: Uint8Array): Uint8Array {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start += 1;
  const bytes = magnitude.subarray(start);
  return (bytes[0] ?? 0) >= 0x80 ? derOf(derTag.integer, Uint8Array.of(0), bytes) : derOf(derTag.integer, bytes.length === 0 ? Uint8Array.of(0) : bytes);
}

export function derOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left & 0x7f));
    bytes.push(...groups);
  }
  return derOf(derTag.oid, Uint8Array.from(bytes));
}

function lengthBytes(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left & 0xff);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

/** One element: its tag, its content, and `bytes` with the header as they stood. */
export interface DerElement {
  tag: number;
  content: Uint8Array;
  bytes: Uint8Array;
}

/** The element the bytes begin with; what follows it is not looked at. Throws `DerError`. */
export function readDerStart(bytes: Uint8Array): DerElement {
  const tag = bytes[0];
  const first = bytes[1];
  if (tag === undefined || first === undefined) throw new DerError("cut short");
  if ((tag & 0x1f) === 0x1f) throw new DerError("long tag");
  let headerLength = 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new DerError("length form");
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[2 + index] ?? 0);
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError("length not shortest");
    headerLength += count;
  }
  const end = headerLength + length;
  if (end > bytes.length) throw new DerError("cut short");
  return { tag, content: bytes.subarray(headerLength, end), bytes: bytes.subarray(0, end) };
}

/** The one element the bytes are. Throws `DerError` when its tag is another or something follows. */
export function readDer(bytes: Uint8Array, tag: number): DerElement {
  const element = readDerStart(bytes);
  if (element.tag !== tag) throw new DerError(`tag ${element.tag} where ${tag} was due`);
  if (element.bytes.length !== bytes.length) throw new DerError("bytes left over");
  return element;
}

/** The elements inside one. Throws `DerError`. */
export function derChildren(parent: Pick<DerElement, "content">): DerElement[] {
  const children: DerElement[] = [];
  for (let rest = parent.content; rest.length > 0; ) {
    const child = readDerStart(rest);
    children.push(child);
    rest = rest.subarray(child.bytes.length);
  }
  return children;
}

/** The elements inside one that must have exactly these tags. Throws `DerError`. */
export function derFields<const Tags extends readonly number[]>(parent: Pick<DerElement, "content">, tags: Tags): { [K in keyof Tags]: DerElement } {
  const children = derChildren(parent);
  if (children.length !== tags.length || children.some(({ tag }, index) => tag !== tags[index])) throw new DerError("other elements than due");
  return children as { [K in keyof Tags]: DerElement };
}

export function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
