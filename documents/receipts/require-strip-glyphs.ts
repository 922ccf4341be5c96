import { Failure } from "../../domain/failure.ts";
import type { FontBook } from "../fonts/font-book.ts";
import type { StripLine } from "./receipt-strip.ts";

/** Throws `glyph-missing`, naming the characters that could not be drawn as a picture. */
export function requireStripGlyphs(lines: readonly StripLine[], fonts: FontBook): void {
  const missing = new Set(lines.flatMap((line) => (line.kind === "text" ? fonts.findMissing("heading", line.text) : [])));
  if (missing.size > 0) throw new Failure("glyph-missing", { details: { characters: [...missing].join("") } });
}
