/**
 * What a person or a card reader typed, made comparable: full-width characters become plain ones, letters become capitals, and
 * spaces and hyphens used for grouping go.
 */
export function normaliseTyped(input: string): string {
  return input.normalize("NFKC").replace(/[\s\p{Cf}\p{Pd}]/gu, "").toUpperCase();
}

/** The first character of `text` (positions count from 1) that `allowed` does not match, for pointing at it on the form. */
export function findWrongCharacter(text: string, allowed: RegExp): { position: number; character: string } | undefined {
  const characters = [...text];
  const index = characters.findIndex((character) => !allowed.test(character));
  const character = characters[index];
  return character === undefined ? undefined : { position: index + 1, character };
}
