/**
 * How cases are found by a part of a name, number or telephone. SQLite's own trigram tokenizer finds nothing for parts
 * shorter than three characters, and a Chinese name is mostly searched by one or two. So the grams are made here: at every place
 * of a field the next four characters, fewer at its end. A part of four or more must have all its grams, a shorter one is the
 * beginning of some gram. Grams say nothing of where they stood, so a match of several is checked against the text itself.
 */

const gramLength = 4;

/** Full-width and half-width, capitals and small letters are the same to a searcher. */
export function foldForSearch(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** The grams of a folded text whose fields are separated by line ends; separated by spaces, for FTS5's `ascii` tokenizer. */
export function gramsOf(foldedText: string): string {
  const grams = new Set<string>();
  for (const field of foldedText.split("\n")) {
    const characters = [...field];
    characters.forEach((_character, at) => grams.add(asToken(characters.slice(at, at + gramLength))));
  }
  return [...grams].join(" ");
}

/** The parts of a search, all of which must be found; empty for a blank search. */
export function partsOf(search: string): string[] {
  return foldForSearch(search).split(/\s+/).filter((part) => part !== "");
}

/** Whether the part's grams alone prove the match. */
export function isOneGram(part: string): boolean {
  return [...part].length <= gramLength;
}

/** The FTS5 query that finds every text with all parts, and some others. */
export function matchQueryOf(parts: readonly string[]): string {
  return parts.flatMap(gramQueriesOf).join(" AND ");
}

function gramQueriesOf(part: string): string[] {
  const characters = [...part];
  if (characters.length < gramLength) return [`"${asToken(characters)}" *`];
  return characters.slice(gramLength - 1).map((_last, at) => `"${asToken(characters.slice(at, at + gramLength))}"`);
}

/** The tokenizer splits at every ASCII sign but letters and digits: such signs move to a private place of Unicode. */
function asToken(characters: readonly string[]): string {
  return characters
    .map((character) => (/^[\x00-\x7f]$/.test(character) && !/[0-9a-z]/.test(character) ? String.fromCharCode(0xe000 + character.charCodeAt(0)) : character))
    .join("");
}
