/** `application/ipp` (RFC 8010): a header, groups of attributes, then whatever document follows. */
export interface IppMessage {
  /** The operation of a request, the status of an answer. */
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly IppGroup[];
}

export interface IppGroup {
  readonly tag: number;
  readonly attributes: ReadonlyMap<string, readonly IppValue[]>;
}

export type IppValue = string | number | boolean | { readonly lower: number; readonly upper: number } | IppCollection;
export type IppCollection = ReadonlyMap<string, readonly IppValue[]>;

export const GROUP = { operation: 0x01, job: 0x02, end: 0x03, printer: 0x04 } as const;
const TAG = {
  integer: 0x21, boolean: 0x22, enum: 0x23, range: 0x33, collection: 0x34, textWithLanguage: 0x35, nameWithLanguage: 0x36, endCollection: 0x37,
  name: 0x42, keyword: 0x44, uri: 0x45, charset: 0x47, language: 0x48, mimeType: 0x49, member: 0x4a,
} as const;

/** One attribute of a request, ready to be sent. */
export type IppField = Buffer;

function field(tag: number, name: string, value: Buffer): IppField {
  const nameBytes = Buffer.from(name);
  const bytes = Buffer.alloc(5 + nameBytes.byteLength + value.byteLength);
  bytes.writeUInt8(tag, 0);
  bytes.writeUInt16BE(nameBytes.byteLength, 1);
  nameBytes.copy(bytes, 3);
  bytes.writeUInt16BE(value.byteLength, 3 + nameBytes.byteLength);
  value.copy(bytes, 5 + nameBytes.byteLength);
  return bytes;
}

const texts = (tag: number) => (name: string, ...values: readonly string[]): IppField =>
  Buffer.concat(values.map((value, index) => field(tag, index === 0 ? name : "", Buffer.from(value))));
const numbers = (tag: number) => (name: string, value: number): IppField => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return field(tag, name, bytes);
};

export const ipp = {
  charset: texts(TAG.charset),
  language: texts(TAG.language),
  uri: texts(TAG.uri),
  name: texts(TAG.name),
  keyword: texts(TAG.keyword),
  mimeType: texts(TAG.mimeType),
  integer: numbers(TAG.integer),
  /** Members are fields too: `collection("media-size", integer("x-dimension", 21000))`. */
  collection(name: string, ...members: readonly IppField[]): IppField {
    const inside = members.map((member) => {
      const nameLength = member.readUInt16BE(1);
      const memberName = member.subarray(3, 3 + nameLength);
      const unnamed = Buffer.concat([member.subarray(0, 1), Buffer.alloc(2), member.subarray(3 + nameLength)]);
      return Buffer.concat([field(TAG.member, "", memberName), unnamed]);
    });
    return Buffer.concat([field(TAG.collection, name, Buffer.alloc(0)), ...inside, field(TAG.endCollection, "", Buffer.alloc(0))]);
  },
} as const;

/** A request of IPP 1.1, which every printer and CUPS understand, up to where the document begins. */
export function encodeIppRequest(operation: number, requestId: number, groups: readonly { tag: number; fields: readonly IppField[] }[]): Buffer {
  const header = Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]);
  header.writeUInt16BE(operation, 2);
  header.writeInt32BE(requestId, 4);
  const body = groups.flatMap(({ tag, fields }) => (fields.length === 0 ? [] : [Buffer.from([tag]), ...fields]));
  return Buffer.concat([header, ...body, Buffer.from([GROUP.end])]);
}

/** Reads an answer. Throws RangeError or SyntaxError when the bytes are no IPP or end too early. */
export function decodeIppMessage(bytes: Buffer): IppMessage {
  const reader = new IppReader(bytes);
  const major = reader.byte();
  reader.byte();
  if (major < 1 || major > 2) throw new SyntaxError("not an IPP message");
  const code = reader.short();
  const requestId = reader.integer();
  const groups: { tag: number; attributes: Map<string, IppValue[]> }[] = [];
  let values: IppValue[] = [];
  for (let tag = reader.byte(); tag !== GROUP.end; tag = reader.byte()) {
    if (tag < 0x10) {
      groups.push({ tag, attributes: new Map() });
      continue;
    }
    const name = reader.text();
    if (name !== "") {
      values = [];
      groups.at(-1)?.attributes.set(name, values);
    }
    values.push(...reader.values(tag));
  }
  return { code, requestId, groups };
}

/** Nested deeper than any printer does: somebody wants our stack. */
const MAXIMUM_DEPTH = 8;

class IppReader {
  #at = 0;
  readonly #bytes: Buffer;
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    return this.#bytes.readUInt8(this.#at++);
  }
  short(): number {
    this.#at += 2;
    return this.#bytes.readUInt16BE(this.#at - 2);
  }
  integer(): number {
    this.#at += 4;
    return this.#bytes.readInt32BE(this.#at - 4);
  }
  #block(): Buffer {
    const length = this.short();
    if (this.#at + length > this.#bytes.byteLength) throw new RangeError("the message ends in the middle of a value");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
  text(): string {
    return this.#block().toString();
  }

  /** One value of that tag; none for "unknown", "no-value" and kinds nobody here asks for. */
  values(tag: number, depth = 0): IppValue[] {
    const value = this.#block();
    if (tag === TAG.collection) return [this.#members(depth + 1)];
    if (tag === TAG.integer || tag === TAG.enum) return [value.readInt32BE()];
    if (tag === TAG.boolean) return [value.readUInt8() !== 0];
    if (tag === TAG.range) return [{ lower: value.readInt32BE(0), upper: value.readInt32BE(4) }];
    if (tag === TAG.textWithLanguage || tag === TAG.nameWithLanguage) return [value.subarray(4 + value.readUInt16BE()).toString()];
    return tag >= 0x40 ? [value.toString()] : [];
  }

  #members(depth: number): IppCollection {
    if (depth > MAXIMUM_DEPTH) throw new RangeError("collections too deep");
    const members = new Map<string, IppValue[]>();
    let values: IppValue[] = [];
    for (;;) {
      const tag = this.byte();
      this.text();
      if (tag === TAG.endCollection) {
        this.#block();
        return members;
      }
      if (tag === TAG.member) members.set(this.text(), (values = []));
      else values.push(...this.values(tag, depth));
    }
  }
}
