import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly path: { toSVG(): string };
}
interface Font {
  readonly unitsPerEm: number;
  glyphForCodePoint(codePoint: number): Glyph;
}

export type FontName = "serif" | "sans" | "bold";

const FILES: Readonly<Record<FontName, string>> = {
  serif: "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
  sans: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
};

export interface Outline {
  /** Unique over all fonts. */
  readonly id: string;
  readonly path: string;
  readonly unitsPerEm: number;
  readonly advanceEm: number;
}

const fonts = new Map<FontName, Font>();
const outlines = new Map<string, Outline>();

/** A character's outline out of the project's own fonts: a sheet looks the same on a machine without any font installed. */
export function getOutline(fontName: FontName, character: string): Outline {
  const key = fontName + character;
  const known = outlines.get(key);
  if (known) return known;
  const font = getFont(fontName);
  const glyph = font.glyphForCodePoint(character.codePointAt(0)!);
  if (glyph.id === 0) throw new Error(`The font has no ${character}`);
  const outline = { id: `${fontName}${glyph.id}`, path: glyph.path.toSVG(), unitsPerEm: font.unitsPerEm, advanceEm: glyph.advanceWidth / font.unitsPerEm };
  outlines.set(key, outline);
  return outline;
}

function getFont(fontName: FontName): Font {
  const known = fonts.get(fontName);
  if (known) return known;
  const { openSync } = require("fontkit") as { openSync(path: string): Font };
  const font = openSync(require.resolve(FILES[fontName]));
  fonts.set(fontName, font);
  return font;
}
