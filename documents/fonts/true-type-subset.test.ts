import { readFileSync } from "node:fs";
import { create, type Font } from "fontkit";
import { expect, it } from "vitest";
import { bundledFontFiles } from "./font-files.ts";
import { TrueTypeFile, TrueTypeSubset, writeFont } from "./true-type-subset.ts";

const files = [...new Set(Object.values(bundledFontFiles()).flat())];
/** Plain, blank, rare, and wide ones. */
const text = "准予行政许可决定书㛃䶮𠮷ÀÉñüǖ½（〔2026〕） Agf，。";

/** A subset has no table that says which character is which: glyphs are asked for by number. */
function outlineOf(font: Font, id: number): string {
  return font.getGlyph(id).path.toSVG();
}

it.each(files)("%s: a subset draws the same outlines with the same widths", (file) => {
  const bytes = readFileSync(file);
  const font = create(bytes) as Font;
  const glyphs = [...text].filter((character) => font.hasGlyphForCodePoint(character.codePointAt(0)!)).map((character) => font.glyphForCodePoint(character.codePointAt(0)!));
  expect(glyphs.length).toBeGreaterThan(3);
  const subset = new TrueTypeSubset(TrueTypeFile.find(bytes)!);
  const ids = glyphs.map((glyph) => subset.includeGlyph(glyph));
  const cut = create(Buffer.from(subset.encode())) as Font;
  expect(cut.numGlyphs).toBeLessThan(text.length * 3);
  glyphs.forEach((glyph, index) => {
    expect(outlineOf(cut, ids[index]!)).toBe(outlineOf(font, glyph.id));
    expect(cut.getGlyph(ids[index]!).advanceWidth).toBe(glyph.advanceWidth);
  });
  expect(outlineOf(cut, 0)).toBe(outlineOf(font, 0));
  expect(cut.getGlyph(0).advanceWidth).toBe(font.getGlyph(0).advanceWidth);
});

/** The font of a few glyphs, with a last one put together from two of them: one moved and made smaller, the other moved. */
function withComposedGlyph(file: TrueTypeFile, ids: readonly [number, number]): Buffer {
  const few = new TrueTypeSubset(file);
  const [one, other] = [few.includeGlyph(ids[0]), few.includeGlyph(ids[1])];
  const font = TrueTypeFile.find(few.encode())!;
  const numbers = [-1, 0, 0, 1000, 1000, 0x0029, one, 300, -200, 0x2000, 0x0002, other, 0x0a14];
  const composed = Buffer.alloc(numbers.length * 2);
  numbers.forEach((number, index) => composed.writeInt16BE(number, index * 2));
  const table = (tag: string) => Buffer.from(font.getTable(tag));
  const [glyf, end, maxp, hhea] = [Buffer.concat([table("glyf"), composed]), Buffer.alloc(4), table("maxp"), table("hhea")];
  end.writeUInt32BE(glyf.length);
  maxp.writeUInt16BE(4, 4);
  hhea.writeUInt16BE(4, 34);
  const changed = { glyf, maxp, hhea, loca: Buffer.concat([table("loca"), end]), hmtx: Buffer.concat([table("hmtx"), Buffer.from([3, 232, 0, 0])]), head: table("head") };
  return Buffer.from(writeFont(Object.entries(changed)));
}

it("brings along the parts a glyph is put together from, under their new numbers", () => {
  const bytes = withComposedGlyph(TrueTypeFile.find(readFileSync(files[0]!))!, [700, 900]);
  const font = create(bytes) as Font;
  const subset = new TrueTypeSubset(TrueTypeFile.find(bytes)!);
  const id = subset.includeGlyph(3);
  const cut = create(Buffer.from(subset.encode())) as Font;
  expect([id, cut.numGlyphs]).toEqual([1, 4]);
  expect(outlineOf(font, 3).length).toBeGreaterThan(outlineOf(font, 1).length);
  expect(outlineOf(cut, 1)).toBe(outlineOf(font, 3));
});

it("numbers a glyph once, the missing one first", () => {
  const bytes = readFileSync(files[0]!);
  const subset = new TrueTypeSubset(TrueTypeFile.find(bytes)!);
  expect([subset.includeGlyph(0), subset.includeGlyph(77), subset.includeGlyph({ id: 500 }), subset.includeGlyph(77)]).toEqual([0, 1, 2, 1]);
});

it("has the last glyph of a font too, whose width stands for many", () => {
  for (const file of files) {
    const bytes = readFileSync(file);
    const font = create(bytes) as Font;
    const subset = new TrueTypeSubset(TrueTypeFile.find(bytes)!);
    const id = subset.includeGlyph(font.numGlyphs - 1);
    expect((create(Buffer.from(subset.encode())) as Font).getGlyph(id).advanceWidth).toBe(font.getGlyph(font.numGlyphs - 1).advanceWidth);
  }
});

it("takes nothing for a TrueType font that is none", () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from("OTTO\0\x0a\0\x80\0\x03\0\x20"), Buffer.from("not a font at all, just words")]) expect(TrueTypeFile.find(bytes)).toBeUndefined();
});
