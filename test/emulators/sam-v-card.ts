import { readFileSync } from "node:fs";

/** The cards in `test/vectors`, all of invented persons. */
export const samVCards = ["resident", "gat", "foreign2017", "foreign2023"] as const;
export type SamVCard = (typeof samVCards)[number];

/** The whole reply of a reader to a read command, 1,295 bytes. */
export function loadSamVCard(name: SamVCard): Uint8Array {
  return Buffer.from(readFileSync(new URL(`../vectors/sam-${name}.hex`, import.meta.url), "utf8").trim(), "hex");
}

/** The 256 bytes of text in such a reply. */
export function loadSamVText(name: SamVCard): Uint8Array {
  return loadSamVCard(name).slice(14, 270);
}

/** A copy of the text with characters written over it from a byte offset on. */
export function overwriteText(text: Uint8Array, at: number, characters: string): Uint8Array {
  const changed = Buffer.from(text);
  changed.write(characters, at, "utf16le");
  return changed;
}
