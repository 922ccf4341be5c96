import type { FontBook } from "../../../documents/fonts/font-book.ts";

export type GetFonts = () => Promise<FontBook>;

/** The fonts, loaded when the first paper needs them: opening the desk does not wait for what draws PDFs. */
export function createFonts(): GetFonts {
  let loading: Promise<FontBook> | undefined;
  return () => (loading ??= load());
}

async function load(): Promise<FontBook> {
  const { FontBook } = await import("../../../documents/fonts/font-book.ts");
  const { bundledFontFiles } = await import("../../../documents/fonts/font-files.ts");
  return new FontBook(bundledFontFiles());
}
