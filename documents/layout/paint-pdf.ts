import { deflateSync } from "node:zlib";
import type { Font } from "fontkit";
import {
  beginText,
  concatTransformationMatrix,
  drawObject,
  endText,
  fill,
  PDFContentStream,
  PDFDocument,
  PDFRawStream,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  setCharacterSpacing,
  setFillingRgbColor,
  setFontAndSize,
  setGraphicsState,
  setTextMatrix,
  showText,
  type PDFFont,
  type PDFOperator,
  type PDFPage,
  type PDFRef,
  rgb,
} from "pdf-lib";
import { epochMsOf, type Instant } from "../../domain/time/instant.ts";
import type { FontBook, FontFace } from "../fonts/font-book.ts";
import { TrueTypeSubset } from "../fonts/true-type-subset.ts";
import { pictureOperators } from "./picture.ts";
import { millimetresPerPoint, type Colour, type Mark, type Picture, type Sheet } from "./sheet.ts";

export interface PdfInformation {
  /** Shown by viewers and spoolers: no person's name. */
  title: string;
  createdAt: Instant;
}

const pt = (mm: number): number => mm / millimetresPerPoint;

/** The sheets as a PDF with subsets of the fonts they use; the same sheets give the same drawing everywhere. */
export async function paintPdf(sheets: readonly Sheet[], fonts: FontBook, information: PdfInformation): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  compressNatively(document);
  document.setTitle(information.title, { showInWindowTitleBar: true });
  document.setCreator("一窗");
  document.setProducer("一窗");
  document.setLanguage("zh-CN");
  const createdAt = new Date(epochMsOf(information.createdAt));
  document.setCreationDate(createdAt);
  document.setModificationDate(createdAt);
  const embedded = await embedFaces(document, sheets, fonts);
  const forms = new PictureForms(document);
  for (const sheet of sheets) {
    const page = document.addPage([pt(sheet.widthMm), pt(sheet.heightMm)]);
    const painter = new PagePainter(page, sheet.heightMm, fonts, embedded, forms);
    for (const mark of sheet.marks) painter.paint(mark);
    painter.finish();
  }
  // Plain cross-reference tables: a signature's revision continues them.
  return document.save({ addDefaultPage: false, useObjectStreams: false });
}

class PagePainter {
  readonly #page: PDFPage;
  readonly #heightMm: number;
  readonly #fonts: FontBook;
  readonly #embedded: ReadonlyMap<FontFace, PDFFont>;
  readonly #forms: PictureForms;
  readonly #keys = new Map<FontFace, ReturnType<PDFPage["node"]["newFontDictionary"]>>();

  constructor(page: PDFPage, heightMm: number, fonts: FontBook, embedded: ReadonlyMap<FontFace, PDFFont>, forms: PictureForms) {
    this.#page = page;
    this.#heightMm = heightMm;
    this.#fonts = fonts;
    this.#embedded = embedded;
    this.#forms = forms;
  }

  paint(mark: Mark): void {
    switch (mark.kind) {
      case "text":
        return this.#text(mark);
      case "line":
        return this.#page.drawLine({
          start: { x: pt(mark.fromXMm), y: this.#y(mark.fromYMm) },
          end: { x: pt(mark.toXMm), y: this.#y(mark.toYMm) },
          thickness: mark.widthPt,
          color: rgb(...mark.colour),
        });
      case "fill":
        return this.#page.pushOperators(
          pushGraphicsState(),
          colourOf(mark.colour),
          rectangle(pt(mark.xMm), this.#y(mark.yMm + mark.heightMm), pt(mark.widthMm), pt(mark.heightMm)),
          fill(),
          popGraphicsState(),
        );
      case "circle":
        return this.#page.drawCircle({
          x: pt(mark.xMm),
          y: this.#y(mark.yMm),
          size: pt(mark.radiusMm),
          borderWidth: mark.widthPt,
          borderColor: rgb(...mark.colour),
          borderDashArray: [pt(mark.dashMm), pt(mark.dashMm)],
        });
      case "modules":
        return this.#modules(mark);
      case "picture":
        return this.#picture(mark);
    }
  }

  /** To be called last: what is drawn is compressed here. */
  finish(): void {
    const { Contents } = this.#page.node.normalizedEntries();
    const streams = Contents?.asArray().map((entry) => this.#page.doc.context.lookup(entry)) ?? [];
    for (const stream of streams) if (stream instanceof PDFContentStream) stream.updateContents(deflateSync(stream.getUnencodedContents()));
  }

  #text(mark: Mark & { kind: "text" }): void {
    const operators: PDFOperator[] = [pushGraphicsState(), beginText(), colourOf(mark.colour), setCharacterSpacing(pt(mark.letterGapMm))];
    let xPt = pt(mark.xMm);
    for (const { face, text } of this.#fonts.runsOf(mark.role, mark.text)) {
      operators.push(setFontAndSize(this.#keyOf(face), mark.sizePt), setTextMatrix(1, 0, 0, 1, xPt, this.#y(mark.baselineMm)));
      operators.push(showText(this.#embedded.get(face)!.encodeText(text)));
      for (const character of text) xPt += this.#fonts.widthOf(mark.role, character) * mark.sizePt + pt(mark.letterGapMm);
    }
    this.#page.pushOperators(...operators, endText(), popGraphicsState());
  }

  /** Each row's dark stretches as one rectangle, all filled at once: no hairlines between modules. */
  #modules(mark: Mark & { kind: "modules" }): void {
    const side = pt(mark.sizeMm) / mark.modules.length;
    const operators: PDFOperator[] = [pushGraphicsState(), setFillingRgbColor(0, 0, 0)];
    mark.modules.forEach((row, y) => {
      for (let x = 0; x < row.length; x += 1) {
        if (row[x] !== true) continue;
        let end = x;
        while (row[end] === true) end += 1;
        operators.push(rectangle(pt(mark.xMm) + x * side, this.#y(mark.yMm) - (y + 1) * side, (end - x) * side, side));
        x = end;
      }
    });
    this.#page.pushOperators(...operators, fill(), popGraphicsState());
  }

  #picture({ xMm, yMm, picture, isMultiplied }: Mark & { kind: "picture" }): void {
    const operators: PDFOperator[] = [pushGraphicsState()];
    if (isMultiplied) operators.push(setGraphicsState(this.#page.node.newExtGState("GS", this.#page.doc.context.obj({ Type: "ExtGState", BM: "Multiply" }))));
    operators.push(concatTransformationMatrix(1, 0, 0, 1, pt(xMm), this.#y(yMm + picture.heightMm)));
    operators.push(drawObject(this.#page.node.newXObject("Picture", this.#forms.refOf(picture))), popGraphicsState());
    this.#page.pushOperators(...operators);
  }

  #keyOf(face: FontFace): ReturnType<PDFPage["node"]["newFontDictionary"]> {
    const known = this.#keys.get(face);
    if (known !== undefined) return known;
    const key = this.#page.node.newFontDictionary("F", this.#embedded.get(face)!.ref);
    this.#keys.set(face, key);
    return key;
  }

  #y(mm: number): number {
    return pt(this.#heightMm - mm);
  }
}

/** The pictures of one document, each put into it once. */
class PictureForms {
  readonly #document: PDFDocument;
  readonly #refs = new Map<Picture, PDFRef>();

  constructor(document: PDFDocument) {
    this.#document = document;
  }

  refOf(picture: Picture): PDFRef {
    const known = this.#refs.get(picture);
    if (known !== undefined) return known;
    const { context } = this.#document;
    const drawing = pictureOperators(picture);
    const box = [0, 0, pt(picture.widthMm), pt(picture.heightMm)];
    const dictionary = context.obj({ Type: "XObject", Subtype: "Form", BBox: box, Resources: {}, Filter: "FlateDecode", Length: drawing.length });
    const ref = context.register(PDFRawStream.of(dictionary, drawing));
    this.#refs.set(picture, ref);
    return ref;
  }
}

function colourOf([red, green, blue]: Colour): PDFOperator {
  return setFillingRgbColor(red, green, blue);
}

/** pdf-lib compresses in JavaScript, which cost a fifth of a certificate's time. */
function compressNatively({ context }: PDFDocument): void {
  context.flateStream = (contents, dictionary = {}) => context.stream(deflateSync(contents), { ...dictionary, Filter: "FlateDecode" });
}

/** Embeds each face that is used, once. The faces are open already: the bytes handed over only say which one is meant. */
async function embedFaces(document: PDFDocument, sheets: readonly Sheet[], fonts: FontBook): Promise<Map<FontFace, PDFFont>> {
  const faces = new Set<FontFace>();
  for (const { marks } of sheets) {
    for (const mark of marks) if (mark.kind === "text") for (const { face } of fonts.runsOf(mark.role, mark.text)) faces.add(face);
  }
  const list = [...faces];
  document.registerFontkit({ create: (marker: Uint8Array) => plainFont(list[marker[0]!]!) } as never);
  const embedded = new Map<FontFace, PDFFont>();
  for (const [index, face] of list.entries()) {
    const subsetTag = `AAAAA${String.fromCharCode(65 + index)}`;
    embedded.set(face, await document.embedFont(Uint8Array.of(index), { subset: true, customName: `${subsetTag}+${face.font.postscriptName}` }));
  }
  return embedded;
}

const plainFonts = new WeakMap<FontFace, Font>();

/**
 * The font with one glyph a character and no OpenType feature: widths then are the ones the lines were broken by. Glyphs are
 * made anew each time, since fontkit keeps the first character it ever saw for a glyph several characters share.
 */
function plainFont(face: FontFace): Font {
  const known = plainFonts.get(face);
  if (known !== undefined) return known;
  const { font, trueType } = face;
  const glyphOf = (character: string) => {
    const codePoint = character.codePointAt(0)!;
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
    return { id, advanceWidth, codePoints: [codePoint] };
  };
  const plain = Object.create(font, {
    layout: { value: (text: string) => ({ glyphs: [...text].map(glyphOf) }) },
    ...(trueType === undefined ? {} : { createSubset: { value: () => new TrueTypeSubset(trueType) } }),
  }) as Font;
  plainFonts.set(face, plain);
  return plain;
}
