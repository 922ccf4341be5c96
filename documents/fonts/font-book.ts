import { readFileSync } from "node:fs";
import { create, type Font } from "fontkit";
import { Failure } from "../../domain/failure.ts";
import type { FontFiles, FontRole } from "./font-files.ts";
import { TrueTypeFile } from "./true-type-subset.ts";

/** One font file, open. */
export interface FontFace {
  file: string;
  font: Font;
  /** What subsets are cut from; undefined for a font that is not TrueType. */
  trueType: TrueTypeFile | undefined;
}

/** A stretch of text one face can draw. */
export interface FontRun {
  face: FontFace;
  text: string;
}

/**
 * Finds a face for every character. Files are opened when a character first needs them and stay open: the first document
 * costs some 0.3–0.8 s, later ones nothing of it. One book serves the whole process.
 */
export class FontBook {
  readonly #files: FontFiles;
  readonly #faces = new Map<string, FontFace>();
  readonly #found: Readonly<Record<FontRole, Map<string, { face: FontFace; widthEm: number } | null>>> = { title: new Map(), heading: new Map(), body: new Map() };

  constructor(files: FontFiles) {
    this.#files = files;
  }

  /** Width in em of one character, whole em when no face has it: `findMissing` tells of those. */
  widthOf(role: FontRole, character: string): number {
    return this.#find(role, character)?.widthEm ?? 1;
  }

  /** The text in stretches, in order. Characters without a face are left out. */
  runsOf(role: FontRole, text: string): FontRun[] {
    const runs: FontRun[] = [];
    for (const character of text) {
      const face = this.#find(role, character)?.face;
      if (face === undefined) continue;
      const last = runs.at(-1);
      if (last?.face === face) last.text += character;
      else runs.push({ face, text: character });
    }
    return runs;
  }

  /** The characters of the text nobody can draw, each once. */
  findMissing(role: FontRole, text: string): string[] {
    return [...new Set(text)].filter((character) => this.#find(role, character) === null);
  }

  /** Opens what nearly every document needs, so that the first one is not slow. */
  warmUp(): void {
    for (const role of Object.keys(this.#files) as FontRole[]) this.#find(role, "一");
  }

  #find(role: FontRole, character: string): { face: FontFace; widthEm: number } | null {
    const ofRole = this.#found[role];
    const known = ofRole.get(character);
    if (known !== undefined) return known;
    const codePoint = character.codePointAt(0)!;
    for (const file of this.#files[role]) {
      const face = this.#open(file);
      if (!face.font.hasGlyphForCodePoint(codePoint)) continue;
      const found = { face, widthEm: face.font.glyphForCodePoint(codePoint).advanceWidth / face.font.unitsPerEm };
      ofRole.set(character, found);
      return found;
    }
    ofRole.set(character, null);
    return null;
  }

  #open(file: string): FontFace {
    const open = this.#faces.get(file);
    if (open !== undefined) return open;
    const face = openFace(file);
    this.#faces.set(file, face);
    return face;
  }
}

function openFace(file: string): FontFace {
  try {
    const bytes = readFileSync(file);
    const font = create(bytes);
    if ("fonts" in font) throw new Error("a collection of fonts, not one");
    return { file, font, trueType: TrueTypeFile.find(bytes) };
  } catch (cause) {
    throw new Failure("font-unreadable", { details: { file }, cause });
  }
}
