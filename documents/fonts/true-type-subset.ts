const shortHeader = 12;
const tableRecord = 16;

/** What a reader of PDFs needs beside the glyphs; copied as it is when the font has it. */
const keptTables = ["cvt ", "fpgm", "prep"] as const;

/**
 * A TrueType font's bytes, to cut subsets from: glyphs are copied as they lie there, no outline is ever taken apart. That is
 * some ten times cheaper than a library that decodes and encodes each.
 */
export class TrueTypeFile {
  readonly #bytes: Buffer;
  readonly #tables = new Map<string, Buffer>();
  readonly #hasLongOffsets: boolean;
  readonly #metricCount: number;

  /** Undefined for what is no TrueType font: outlines of PostScript kind, a collection. */
  static find(bytes: Uint8Array): TrueTypeFile | undefined {
    const file = new TrueTypeFile(bytes);
    return ["head", "hhea", "maxp", "hmtx", "loca", "glyf"].every((tag) => file.#tables.has(tag)) ? file : undefined;
  }

  private constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isFont = bytes.length > shortHeader && [0x00010000, 0x74727565].includes(this.#bytes.readUInt32BE(0));
    const count = isFont ? this.#bytes.readUInt16BE(4) : 0;
    for (let index = 0; index < count; index += 1) {
      const at = shortHeader + index * tableRecord;
      const [offset, length] = [this.#bytes.readUInt32BE(at + 8), this.#bytes.readUInt32BE(at + 12)];
      this.#tables.set(this.#bytes.toString("latin1", at, at + 4), this.#bytes.subarray(offset, offset + length));
    }
    this.#hasLongOffsets = this.#tables.get("head")?.readInt16BE(50) === 1;
    this.#metricCount = this.#tables.get("hhea")?.readUInt16BE(34) ?? 0;
  }

  getTable(tag: string): Buffer {
    const table = this.#tables.get(tag);
    if (table === undefined) throw new Error(`the font has no table ${tag}`);
    return table;
  }

  findTable(tag: string): Buffer | undefined {
    return this.#tables.get(tag);
  }

  /** Empty for a blank. Not to be written to. */
  glyph(id: number): Buffer {
    const offsets = this.getTable("loca");
    const [from, to] = this.#hasLongOffsets ? [offsets.readUInt32BE(id * 4), offsets.readUInt32BE(id * 4 + 4)] : [offsets.readUInt16BE(id * 2) * 2, offsets.readUInt16BE(id * 2 + 2) * 2];
    return this.getTable("glyf").subarray(from, to);
  }

  /** The last of the widths stands for all glyphs behind it. */
  metric(id: number): { advance: number; bearing: number } {
    const table = this.getTable("hmtx");
    const last = this.#metricCount - 1;
    return id <= last
      ? { advance: table.readUInt16BE(id * 4), bearing: table.readInt16BE(id * 4 + 2) }
      : { advance: table.readUInt16BE(last * 4), bearing: table.readInt16BE(this.#metricCount * 4 + (id - this.#metricCount) * 2) };
  }
}

/** Glyphs of one font under new numbers, from 0, the missing glyph first; in the form pdf-lib asks of a font's subset. */
export class TrueTypeSubset {
  readonly cff = false;
  readonly #file: TrueTypeFile;
  readonly #ids: number[] = [];
  readonly #newIds = new Map<number, number>();

  constructor(file: TrueTypeFile) {
    this.#file = file;
    this.includeGlyph(0);
  }

  /** Its number in the subset. */
  includeGlyph(glyph: number | { id: number }): number {
    const id = typeof glyph === "number" ? glyph : glyph.id;
    const known = this.#newIds.get(id);
    if (known !== undefined) return known;
    this.#newIds.set(id, this.#ids.length);
    return this.#ids.push(id) - 1;
  }

  /** The subset as a font of its own, with the tables ISO 32000 asks of an embedded one. */
  encode(): Uint8Array {
    const glyphs: Buffer[] = [];
    // The parts of composed glyphs join the list while it is gone through.
    for (let index = 0; index < this.#ids.length; index += 1) glyphs.push(this.#glyphWithNewParts(this.#ids[index]!));
    const count = glyphs.length;
    const loca = Buffer.alloc((count + 1) * 4);
    const hmtx = Buffer.alloc(count * 4);
    let offset = 0;
    glyphs.forEach((glyph, index) => {
      const { advance, bearing } = this.#file.metric(this.#ids[index]!);
      hmtx.writeUInt16BE(advance, index * 4);
      hmtx.writeInt16BE(bearing, index * 4 + 2);
      offset += glyph.length;
      loca.writeUInt32BE(offset, (index + 1) * 4);
    });
    const changed = (tag: string, change: (table: Buffer) => void): Buffer => {
      const table = Buffer.from(this.#file.getTable(tag));
      change(table);
      return table;
    };
    const tables: (readonly [string, Buffer])[] = [
      ["glyf", Buffer.concat(glyphs)],
      ["head", changed("head", (table) => void table.writeInt16BE(1, 50))],
      ["hhea", changed("hhea", (table) => void table.writeUInt16BE(count, 34))],
      ["hmtx", hmtx],
      ["loca", loca],
      ["maxp", changed("maxp", (table) => void table.writeUInt16BE(count, 4))],
    ];
    for (const tag of keptTables) {
      const table = this.#file.findTable(tag);
      if (table !== undefined) tables.push([tag, table]);
    }
    return writeFont(tables);
  }

  #glyphWithNewParts(id: number): Buffer {
    const glyph = this.#file.glyph(id);
    if (glyph.length === 0 || glyph.readInt16BE(0) >= 0) return glyph;
    const copy = Buffer.from(glyph);
    for (const at of placesOfParts(copy)) copy.writeUInt16BE(this.includeGlyph(copy.readUInt16BE(at)), at);
    return copy;
  }
}

/** Where a composed glyph names the glyphs it is put together from. */
function placesOfParts(glyph: Buffer): number[] {
  const places: number[] = [];
  for (let at = 10; ; ) {
    const flags = glyph.readUInt16BE(at);
    places.push(at + 2);
    const scaleBytes = (flags & 0x08) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0;
    at += 4 + ((flags & 0x01) !== 0 ? 4 : 2) + scaleBytes;
    if ((flags & 0x20) === 0) return places;
  }
}

/** A font file of these tables. */
export function writeFont(unsorted: readonly (readonly [tag: string, table: Buffer])[]): Uint8Array {
  const tables = [...unsorted].sort(([one], [other]) => (one < other ? -1 : 1));
  const padded = (length: number): number => (length + 3) & ~3;
  const headLength = shortHeader + tables.length * tableRecord;
  const font = Buffer.alloc(tables.reduce((sum, [, table]) => sum + padded(table.length), headLength));
  const power = Math.floor(Math.log2(tables.length));
  font.writeUInt32BE(0x00010000, 0);
  font.writeUInt16BE(tables.length, 4);
  font.writeUInt16BE(2 ** power * 16, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(tables.length * 16 - 2 ** power * 16, 10);
  let offset = headLength;
  tables.forEach(([tag, table], index) => {
    const at = shortHeader + index * tableRecord;
    table.copy(font, offset);
    font.write(tag, at, "latin1");
    font.writeUInt32BE(checksum(font, offset, padded(table.length)), at + 4);
    font.writeUInt32BE(offset, at + 8);
    font.writeUInt32BE(table.length, at + 12);
    offset += padded(table.length);
  });
  return font;
}

function checksum(bytes: Buffer, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
