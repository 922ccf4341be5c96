import { PDFArray, PDFContext, PDFDict, PDFName, PDFNumber, PDFObjectParser, PDFRef, type PDFObject } from "pdf-lib";
import { Failure } from "../../domain/failure.ts";

/**
 * The objects of a PDF with plain cross-reference tables, each read when asked for: signing needs five of some forty. Every
 * method throws `pdf-unreadable` for other files.
 */
export class PdfObjects {
  readonly bytes: Uint8Array;
  readonly trailer: PDFDict;
  /** Where the newest table begins. */
  readonly tableOffset: number;
  readonly #context = PDFContext.create();
  readonly #offsets = new Map<number, number>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const tail = Buffer.from(bytes.subarray(-64)).toString("latin1");
    this.tableOffset = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? NaN);
    let newest: PDFDict | undefined;
    const seen = new Set<number>();
    for (let offset = this.tableOffset; !Number.isNaN(offset); ) {
      if (seen.has(offset)) throw unreadable("tables in a circle");
      seen.add(offset);
      const trailer = this.#readTable(offset);
      newest ??= trailer;
      offset = numberOf(trailer.get(PDFName.of("Prev"))) ?? NaN;
    }
    if (newest === undefined) throw unreadable("no table");
    this.trailer = newest;
  }

  /** Object numbers and where each stands. */
  entries(): IterableIterator<[number, number]> {
    return this.#offsets.entries();
  }

  findOffset(objectNumber: number): number | undefined {
    return this.#offsets.get(objectNumber);
  }

  /** What a reference means; other objects mean themselves. */
  get(object: PDFObject | undefined): PDFObject {
    if (!(object instanceof PDFRef)) {
      if (object === undefined) throw unreadable("an entry is missing");
      return object;
    }
    const offset = this.#offsets.get(object.objectNumber);
    const head = offset === undefined ? null : /^(\d+) (\d+) obj\b/.exec(this.#text(offset, 24));
    if (offset === undefined || head === null || Number(head[1]) !== object.objectNumber) throw unreadable(`object ${object.objectNumber}`);
    return this.#parse(offset + head[0].length);
  }

  getDict(object: PDFObject | undefined): PDFDict {
    const found = this.get(object);
    if (!(found instanceof PDFDict)) throw unreadable("a dictionary is missing");
    return found;
  }

  /** References to the pages in their order. */
  pageRefs(): PDFRef[] {
    const list = (ref: PDFObject | undefined, depth: number): PDFRef[] => {
      if (!(ref instanceof PDFRef) || depth > 20) throw unreadable("pages");
      const kids = this.getDict(ref).get(PDFName.of("Kids"));
      return kids === undefined ? [ref] : arrayOf(this.get(kids)).flatMap((kid) => list(kid, depth + 1));
    };
    return list(this.getDict(this.trailer.get(PDFName.of("Root"))).get(PDFName.of("Pages")), 0);
  }

  #readTable(offset: number): PDFDict {
    if (this.#text(offset, 4) !== "xref") throw unreadable("not a plain table");
    let at = offset + 4;
    for (;;) {
      const head = /^\s*(\d+) (\d+)\s*?\r?\n/.exec(this.#text(at, 40));
      if (head === null) break;
      at += head[0].length;
      const count = Number(head[2]);
      for (let index = 0; index < count; index += 1, at += 20) {
        const entry = this.#text(at, 18);
        const objectNumber = Number(head[1]) + index;
        // The newest table is read first: what it says stands.
        if (entry[17] === "n" && !this.#offsets.has(objectNumber)) this.#offsets.set(objectNumber, Number(entry.slice(0, 10)));
      }
    }
    const trailer = /^\s*trailer\s*/.exec(this.#text(at, 20));
    const dict = trailer === null ? undefined : this.#parse(at + trailer[0].length);
    if (!(dict instanceof PDFDict)) throw unreadable("no trailer");
    return dict;
  }

  #text(offset: number, length: number): string {
    return Buffer.from(this.bytes.subarray(offset, offset + length)).toString("latin1");
  }

  #parse(offset: number): PDFObject {
    try {
      return PDFObjectParser.forBytes(this.bytes.subarray(offset), this.#context).parseObject();
    } catch (cause) {
      throw unreadable("an object", cause);
    }
  }
}

/** The file with new and changed objects behind it (an incremental update): not one of its bytes moves. */
export function appendRevision(objects: PdfObjects, changed: ReadonlyMap<number, PDFObject | string>): Buffer {
  const parts: Buffer[] = [Buffer.from("\n")];
  let at = objects.bytes.length + 1;
  const offsets = new Map<number, number>();
  for (const [objectNumber, object] of changed) {
    const part = Buffer.from(`${objectNumber} 0 obj\n${object.toString()}\nendobj\n`, "latin1");
    offsets.set(objectNumber, at);
    parts.push(part);
    at += part.length;
  }
  const entries = [...offsets].toSorted(([one], [other]) => one - other).map(([objectNumber, offset]) => `${objectNumber} 1\n${String(offset).padStart(10, "0")} 00000 n \n`);
  const trailer = objects.trailer.clone();
  trailer.set(PDFName.of("Size"), PDFNumber.of(Math.max(nextObjectNumber(objects), ...[...offsets.keys()].map((number) => number + 1))));
  trailer.set(PDFName.of("Prev"), PDFNumber.of(objects.tableOffset));
  parts.push(Buffer.from(`xref\n${entries.join("")}trailer\n${trailer.toString()}\nstartxref\n${at}\n%%EOF\n`, "latin1"));
  return Buffer.concat([objects.bytes, ...parts]);
}

/** The first number no object has. */
export function nextObjectNumber(objects: PdfObjects): number {
  const size = numberOf(objects.trailer.get(PDFName.of("Size")));
  if (size === undefined) throw unreadable("no size");
  return size;
}

export function arrayOf(object: PDFObject): PDFObject[] {
  if (!(object instanceof PDFArray)) throw unreadable("a list is missing");
  return object.asArray();
}

export function numberOf(object: PDFObject | undefined): number | undefined {
  return object instanceof PDFNumber ? object.asNumber() : undefined;
}

function unreadable(what: string, cause?: unknown): Failure {
  return new Failure("pdf-unreadable", { message: `pdf-unreadable: ${what}`, details: { what }, ...(cause !== undefined && { cause }) });
}
