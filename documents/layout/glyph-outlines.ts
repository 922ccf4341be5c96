import type { FontFace } from "../fonts/font-book.ts";
import type { FontBook } from "../fonts/font-book.ts";
import type { FontRole } from "../fonts/font-files.ts";

/**
 * Draws text as SVG outlines, so that a picture looks the same on a machine without a single font. Each glyph is defined once
 * a picture and used by its name.
 */
export class GlyphOutlines {
  readonly #fonts: FontBook;
  readonly #names = new Map<FontFace, Map<number, string>>();
  readonly #definitions: string[] = [];

  constructor(fonts: FontBook) {
    this.#fonts = fonts;
  }

  /** One character, its left end on the baseline at `x`, `y`, in the picture's unit. Nothing when no font has it. */
  draw(role: FontRole, character: string, x: number, y: number, size: number, look = ""): string {
    const face = this.#fonts.runsOf(role, character)[0]?.face;
    if (face === undefined) return "";
    const scale = size / face.font.unitsPerEm;
    return `<use href="#${this.#nameOf(face, character)}" transform="translate(${short(x)} ${short(y)}) scale(${short(scale)} ${short(-scale)})"${look}/>`;
  }

  /** To be put into the picture's `<defs>` once everything is drawn. */
  get definitions(): string {
    return this.#definitions.join("");
  }

  #nameOf(face: FontFace, character: string): string {
    const names = this.#names.get(face) ?? new Map<number, string>();
    this.#names.set(face, names);
    const glyph = face.font.glyphForCodePoint(character.codePointAt(0)!);
    const known = names.get(glyph.id);
    if (known !== undefined) return known;
    const name = `g${this.#definitions.length}`;
    names.set(glyph.id, name);
    this.#definitions.push(`<path id="${name}" d="${glyph.path.toSVG()}"/>`);
    return name;
  }
}

/** Enough digits for a thousandth of a dot, no more. */
export function short(value: number): string {
  return String(Number(value.toFixed(5)));
}
