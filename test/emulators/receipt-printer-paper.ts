import jsqr from "jsqr";
import type { EscposToken } from "./receipt-printer-tokens.ts";

/** What came out of the printer, top to bottom. */
export type PaperItem =
  | { kind: "line"; text: string; isBold: boolean; scale: number }
  | { kind: "picture"; widthDots: number; heightDots: number; rows: readonly Uint8Array[]; qr: string | null }
  | { kind: "cut" };

const columnDots = 12;

/** Carries out ESC/POS commands on paper, as a Chinese printer with a GB18030 memory does. */
export class EscposPaper {
  readonly items: PaperItem[] = [];
  /** Commands nobody knows: on real paper they come out as garbage. */
  readonly garbage: string[] = [];
  #segments: { dots: number; text: string }[] = [];
  #text: number[] = [];
  #textAtDots = 0;
  #isChinese = false;
  #isBold = false;
  #lineBold = false;
  #scale = 1;
  #lineScale = 1;

  /** True when the command moved the paper. */
  apply(token: EscposToken): boolean {
    const [a = 0, b = 0] = token.bytes;
    if (token.name !== "text") this.#endRun();
    switch (token.name) {
      case "text":
        this.#text.push(...token.bytes);
        this.#lineBold ||= this.#isBold;
        this.#lineScale = Math.max(this.#lineScale, this.#scale);
        return false;
      case "LF":
        this.#feedLine();
        return true;
      case "ESC @":
        this.#isChinese = false;
        this.#isBold = false;
        this.#scale = 1;
        return false;
      case "FS &":
        this.#isChinese = true;
        return false;
      case "FS .":
        this.#isChinese = false;
        return false;
      case "ESC E":
        this.#isBold = (a & 1) === 1;
        return false;
      case "GS !":
        this.#scale = (a >> 4) + 1;
        return false;
      case "ESC $":
        this.#textAtDots = a + b * 256;
        return false;
      case "ESC \\":
        this.#textAtDots += a + b * 256;
        return false;
      case "GS v":
        this.#printPicture(token.bytes);
        return true;
      case "GS V":
        this.items.push({ kind: "cut" });
        return true;
      case "unknown":
        this.garbage.push(Buffer.from(token.bytes).toString("hex"));
        return false;
      default:
        return false;
    }
  }

  /** The printed lines as a person reads them, pictures as `[二维码 …]` or `[图]`, cuts as `✂`. */
  get lines(): string[] {
    return this.items.map((item) => {
      if (item.kind === "line") return item.text;
      if (item.kind === "cut") return "✂";
      return item.qr === null ? "[图]" : `[二维码 ${item.qr}]`;
    });
  }

  #endRun(): void {
    if (this.#text.length === 0) return;
    const text = this.#isChinese ? new TextDecoder("gb18030").decode(Uint8Array.from(this.#text)) : String.fromCharCode(...this.#text);
    this.#segments.push({ dots: this.#textAtDots, text });
    this.#textAtDots += [...text].reduce((sum, character) => sum + columnDots * this.#scale * (character.charCodeAt(0) < 0x80 ? 1 : 2), 0);
    this.#text = [];
  }

  #feedLine(): void {
    let text = "";
    let columns = 0;
    for (const segment of this.#segments) {
      const at = Math.round(segment.dots / columnDots);
      text += " ".repeat(Math.max(at - columns, 0)) + segment.text;
      columns = at + [...segment.text].reduce((sum, character) => sum + this.#lineScale * (character.charCodeAt(0) < 0x80 ? 1 : 2), 0);
    }
    this.items.push({ kind: "line", text: text.trimEnd(), isBold: this.#lineBold, scale: this.#lineScale });
    this.#segments = [];
    this.#textAtDots = 0;
    this.#lineBold = false;
    this.#lineScale = 1;
  }

  #printPicture(bytes: Uint8Array): void {
    const [, , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = bytes;
    const rowBytes = xLow + xHigh * 256;
    const heightDots = yLow + yHigh * 256;
    const rows = Array.from({ length: heightDots }, (_, y) => bytes.slice(6 + y * rowBytes, 6 + (y + 1) * rowBytes));
    this.items.push({ kind: "picture", widthDots: rowBytes * 8, heightDots, rows, qr: readQr(rows, rowBytes * 8) });
  }
}

function readQr(rows: readonly Uint8Array[], widthDots: number): string | null {
  const margin = 40;
  const width = widthDots + 2 * margin;
  const height = rows.length + 2 * margin;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  rows.forEach((row, y) => {
    for (let x = 0; x < widthDots; x += 1) {
      if (row[x >> 3]! & (128 >> (x & 7))) pixels.fill(0, ((y + margin) * width + x + margin) * 4, ((y + margin) * width + x + margin) * 4 + 3);
    }
  });
  // The package's types describe an ES default export; Node hands over the CommonJS one.
  const read = ("default" in jsqr ? jsqr.default : jsqr) as unknown as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
  return read(pixels, width, height)?.data ?? null;
}
