/** May not begin a line (避头): closing marks, and small marks that lean on what stands before. */
const closing = new Set("，。、；：？！）》〉」』】〕〗］｝”’…—～·,.;:?!)]}>%％℃°′″‰¢＇＂﹐﹑﹒﹔﹕﹖﹗々〻ー");
/** May not end a line (避尾). */
const opening = new Set("（《〈「『【〔〖［｛“‘([{<￥¥$＄￡#＃№§@＠");

export interface BrokenLine {
  text: string;
  /** In the unit `widthOf` answers in. */
  width: number;
  /** The paragraph ends here: such a line is never justified. */
  isLast: boolean;
}

export interface BreakOptions {
  maxWidth: number;
  widthOf: (character: string) => number;
  /** Room left free at the start of each paragraph's first line. */
  indent?: number;
}

/**
 * Breaks text into lines by Chinese rules: no line begins with a closing mark or ends with an opening one, Latin words and
 * numbers stay whole. What cannot fit a line whole is cut; nothing is ever dropped but spaces at a break. `\n` starts a new
 * paragraph. Always at least one line.
 */
export function breakLines(text: string, options: BreakOptions): BrokenLine[] {
  return text.split("\n").flatMap((paragraph) => breakParagraph(paragraph, options));
}

function breakParagraph(paragraph: string, { maxWidth, widthOf, indent = 0 }: BreakOptions): BrokenLine[] {
  const measure = (part: string): number => [...part].reduce((sum, character) => sum + widthOf(character), 0);
  const lines: BrokenLine[] = [];
  let text = "";
  let width = 0;
  const room = (): number => maxWidth - (lines.length === 0 ? indent : 0);
  const endLine = (isLast: boolean): void => {
    const kept = isLast ? text : text.trimEnd();
    lines.push({ text: kept, width: measure(kept), isLast });
    text = "";
    width = 0;
  };
  const put = (part: string, partWidth: number): void => {
    text += part;
    width += partWidth;
  };
  const fits = (partWidth: number): boolean => width + partWidth <= room() + 1e-6;

  for (const unit of unbreakableUnits(paragraph)) {
    if (unit === " " && text === "" && lines.length > 0) continue;
    const unitWidth = measure(unit);
    if (fits(unitWidth)) {
      put(unit, unitWidth);
      continue;
    }
    if (unit === " ") {
      endLine(false);
      continue;
    }
    if (text !== "") endLine(false);
    if (unitWidth <= room() + 1e-6) {
      put(unit, unitWidth);
      continue;
    }
    for (const character of unit) {
      const characterWidth = widthOf(character);
      if (text !== "" && !fits(characterWidth)) endLine(false);
      put(character, characterWidth);
    }
  }
  endLine(true);
  return lines;
}

/** Words and numbers of Latin letters, blanks, and single characters, in order: what the gaps of a justified line stand between. */
export function unitsOf(text: string): string[] {
  return text.match(/[A-Za-z0-9_\-/*+=&.:\\~'À-ɏ]+|\s|[\s\S]/gu) ?? [];
}

/** The pieces a line may be broken between. */
function unbreakableUnits(paragraph: string): string[] {
  const units: string[] = [];
  let canJoin = false;
  for (const piece of unitsOf(paragraph)) {
    const last = units.length - 1;
    if (last >= 0 && piece !== " " && units[last] !== " " && (canJoin || closing.has(piece))) units[last] += piece;
    else units.push(piece);
    canJoin = opening.has(piece);
  }
  return units;
}
