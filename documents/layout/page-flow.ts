import type { FontBook } from "../fonts/font-book.ts";
import { requireGlyphs, type Mark, type Sheet } from "./sheet.ts";
import { heightOf, layOutText, marksOfLine, type TextBlock, type TextStyle } from "./text-block.ts";

export interface PageGeometry {
  widthMm: number;
  heightMm: number;
  topMm: number;
  rightMm: number;
  bottomMm: number;
  leftMm: number;
}

/** A4 with the margins of official documents, a little narrower for tables. */
export const a4: PageGeometry = { widthMm: 210, heightMm: 297, topMm: 25, rightMm: 25, bottomMm: 25, leftMm: 25 };

/** Puts things under one another and begins a new page when one is full. Nothing is known of pages by what is put. */
export class PageFlow {
  readonly fonts: FontBook;
  readonly geometry: PageGeometry;
  readonly #pages: Mark[][] = [[]];
  #yMm: number;

  constructor(fonts: FontBook, geometry: PageGeometry = a4) {
    this.fonts = fonts;
    this.geometry = geometry;
    this.#yMm = geometry.topMm;
  }

  get widthMm(): number {
    return this.geometry.widthMm - this.geometry.leftMm - this.geometry.rightMm;
  }

  /** Room left on this page. */
  get roomMm(): number {
    return this.geometry.heightMm - this.geometry.bottomMm - this.#yMm;
  }

  /** Room of an empty page. */
  get fullRoomMm(): number {
    return this.geometry.heightMm - this.geometry.topMm - this.geometry.bottomMm;
  }

  /** Of the page that is being filled, from 0. */
  get pageIndex(): number {
    return this.#pages.length - 1;
  }

  get isAtTop(): boolean {
    return this.#yMm === this.geometry.topMm;
  }

  /** Empty room; swallowed by the end of a page. */
  space(heightMm: number): void {
    if (!this.isAtTop) this.#yMm += Math.min(heightMm, Math.max(this.roomMm, 0));
  }

  newPage(): void {
    this.#pages.push([]);
    this.#yMm = this.geometry.topMm;
  }

  /** Flowing text; a page never ends with the first or begins with the last line of a paragraph of three lines or more. */
  text(text: string, style: TextStyle): void {
    this.#lines(layOutText(this.fonts, text, style, this.widthMm), 0);
  }

  /**
   * Text under its heading, with at least two lines of it on the heading's page. `keepMm` is the height of what comes next and
   * must not stand alone on a page: then the text's last lines go there with it.
   */
  section(heading: { text: string; style: TextStyle } | null, text: string, style: TextStyle, keepMm = 0): void {
    const body = layOutText(this.fonts, text, style, this.widthMm);
    const isShort = body.lines.length <= 3;
    if (heading !== null) {
      const head = layOutText(this.fonts, heading.text, heading.style, this.widthMm);
      const neededMm = heightOf(head) + (isShort ? heightOf(body) + keepMm : 2 * body.lineHeightMm);
      if (this.roomMm < neededMm && !this.isAtTop) this.newPage();
      this.#lines(head, 0);
    }
    this.#lines(body, keepMm);
  }

  #lines(block: TextBlock, keepMm: number): void {
    const { lines, lineHeightMm } = block;
    const keepFrom = lines.length <= 3 ? 0 : lines.length - 2;
    lines.forEach((line, index) => {
      const startsLong = (index === 0 || lines[index - 1]!.isLast) && !line.isLast;
      const isLastButOne = !line.isLast && lines[index + 1]?.isLast === true;
      const lineCount = startsLong || isLastButOne ? 2 : 1;
      const neededMm = keepMm > 0 && index === keepFrom ? (lines.length - index) * lineHeightMm + keepMm : lineCount * lineHeightMm;
      if (this.roomMm < neededMm - 1e-6 && !this.isAtTop) this.newPage();
      this.put(lineHeightMm, (xMm, topMm) => marksOfLine(block, index, xMm, topMm));
    });
  }

  /** Something of a fixed height that stays in one piece; on the next page if this one has no room for it. */
  put(heightMm: number, draw: (xMm: number, topMm: number) => readonly Mark[]): void {
    if (this.roomMm < heightMm - 1e-6 && !this.isAtTop) this.newPage();
    this.#pages.at(-1)!.push(...draw(this.geometry.leftMm, this.#yMm));
    this.#yMm += heightMm;
  }

  /** The pages, each with what `furniture` draws around it (page numbers). Throws `glyph-missing`. */
  finish(furniture: (page: number, pageCount: number, geometry: PageGeometry) => readonly Mark[]): Sheet[] {
    const { widthMm, heightMm } = this.geometry;
    const sheets = this.#pages.map((marks, index) => ({
      widthMm,
      heightMm,
      marks: [...marks, ...furniture(index + 1, this.#pages.length, this.geometry)],
    }));
    requireGlyphs(sheets, this.fonts);
    return sheets;
  }
}
