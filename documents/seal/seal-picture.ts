import { Failure } from "../../domain/failure.ts";
import type { FontBook } from "../fonts/font-book.ts";
import { circlePath, glyphPath, polygonPath, transformPath } from "../layout/picture.ts";
import type { Colour, Path, Picture } from "../layout/sheet.ts";

/** What is cut into an approval seal (审批专用章). */
export interface SealDesign {
  /** Runs round the upper edge. */
  officeName: string;
  /** Stands level under the star: 审批专用章. */
  centreLine: string;
  /** Thirteen digits or so along the lower edge; may be empty. */
  code: string;
  /** 42 for an authority of a city or county, 45 of a province, by custom. */
  diameterMm: number;
}

export const sealRed: Colour = [0.85, 0.07, 0.1];
const role = "title";

/** Measures of a seal 42 mm across; others are scaled from it. */
const measures = {
  radius: 21,
  ring: 1.1,
  starRadius: 6.6,
  nameHeight: 5.4,
  nameBaseline: 13.7,
  /** Narrower letters cannot be told apart. */
  leastNameWidth: 1.9,
  mostNameDegrees: 252,
  mostPitchDegrees: 30,
  centreBaseline: 11.2,
  centreHeight: 3.9,
  centreWidth: 20,
  codeHeight: 2.3,
  codeBaseline: 18.9,
  codePitchDegrees: 6.2,
} as const;

const pictures = new WeakMap<FontBook, Map<string, Picture>>();

/**
 * The seal as outlines, square, the ring touching its edges; the same object every time for the same design. Throws
 * `glyph-missing` naming the characters, or `seal-text-too-long` naming the text that cannot be cut into a seal.
 */
export function getSealPicture(design: SealDesign, fonts: FontBook): Picture {
  const known = pictures.get(fonts) ?? new Map<string, Picture>();
  pictures.set(fonts, known);
  const key = JSON.stringify([design.officeName, design.centreLine, design.code, design.diameterMm]);
  const picture = known.get(key) ?? drawSeal(design, fonts);
  known.set(key, picture);
  return picture;
}

function drawSeal({ officeName, centreLine, code, diameterMm }: SealDesign, fonts: FontBook): Picture {
  const missing = fonts.findMissing(role, officeName + centreLine + code);
  if (missing.length > 0) throw new Failure("glyph-missing", { details: { characters: missing.join("") } });
  const { radius, ring } = measures;
  const scale = diameterMm / (2 * radius);
  const place = (path: Path): Path => transformPath(path, [scale, 0, 0, scale, diameterMm / 2, diameterMm / 2]);
  const filled = [starPath(), ...namePaths(officeName, fonts), ...centrePaths(centreLine, fonts), ...codePaths(code, fonts)].flat();
  return {
    widthMm: diameterMm,
    heightMm: diameterMm,
    layers: [
      { path: place(circlePath(0, 0, radius - ring / 2)), colour: sealRed, strokeWidthMm: ring * scale },
      { path: place(filled), colour: sealRed, strokeWidthMm: null },
    ],
  };
}

/** Five points, one upwards. */
function starPath(): Path {
  const inner = measures.starRadius * (Math.sin(Math.PI / 10) / Math.sin((3 * Math.PI) / 10));
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = (index * Math.PI) / 5;
    const radius = index % 2 === 0 ? measures.starRadius : inner;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)] as const;
  });
  return polygonPath(points);
}

/** Letters stand on a circle, heads outwards, spread evenly on both sides of the top; many make each other narrower. */
function namePaths(text: string, fonts: FontBook): Path[] {
  const characters = [...text];
  const { nameBaseline, nameHeight, mostNameDegrees, mostPitchDegrees, leastNameWidth } = measures;
  const pitch = Math.min(mostPitchDegrees, mostNameDegrees / Math.max(1, characters.length - 1));
  const width = Math.min(nameHeight * 0.86, radians(pitch) * (nameBaseline + nameHeight * 0.3) * 0.92);
  if (width < leastNameWidth) throw new Failure("seal-text-too-long", { details: { text, length: characters.length } });
  return characters.map((character, index) => {
    const turned = radians((index - (characters.length - 1) / 2) * pitch);
    return standOnCircle(glyphPath(fonts, role, character), { width, height: nameHeight, radius: nameBaseline, turned, em: fonts.widthOf(role, character) });
  });
}

function standOnCircle(glyph: Path, { width, height, radius, turned, em }: { width: number; height: number; radius: number; turned: number; em: number }): Path {
  const [sine, cosine] = [Math.sin(turned), Math.cos(turned)];
  // The glyph's box is a little below its baseline: lift it so that the box stands on the circle.
  const set = transformPath(glyph, [width, 0, 0, height, (-width * em) / 2, -radius - 0.12 * height]);
  return transformPath(set, [cosine, sine, -sine, cosine, 0, 0]);
}

function centrePaths(text: string, fonts: FontBook): Path[] {
  const { centreBaseline, centreHeight, centreWidth } = measures;
  const characters = [...text];
  const widthEm = characters.reduce((sum, character) => sum + fonts.widthOf(role, character), 0);
  const width = Math.min(centreHeight * 0.95, centreWidth / Math.max(1, widthEm));
  if (width < measures.leastNameWidth) throw new Failure("seal-text-too-long", { details: { text, length: characters.length } });
  let x = (-width * widthEm) / 2;
  return characters.map((character) => {
    const path = transformPath(glyphPath(fonts, role, character), [width, 0, 0, centreHeight, x, centreBaseline]);
    x += width * fonts.widthOf(role, character);
    return path;
  });
}

/** Along the lower edge, heads inwards, read from left to right. */
function codePaths(text: string, fonts: FontBook): Path[] {
  const { codeHeight, codeBaseline, codePitchDegrees } = measures;
  const characters = [...text];
  if (characters.length * codePitchDegrees > 100) throw new Failure("seal-text-too-long", { details: { text, length: characters.length } });
  return characters.map((character, index) => {
    const turned = radians((index - (characters.length - 1) / 2) * codePitchDegrees);
    const [sine, cosine] = [Math.sin(turned), Math.cos(turned)];
    const set = transformPath(glyphPath(fonts, role, character), [codeHeight, 0, 0, codeHeight, (-codeHeight * fonts.widthOf(role, character)) / 2, codeBaseline]);
    return transformPath(set, [cosine, -sine, sine, cosine, 0, 0]);
  });
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
