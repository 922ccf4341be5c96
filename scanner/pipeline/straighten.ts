import { cutPixels } from "./cut-pixels.ts";
import { findDarkBorder, isNearBorder, type DarkBorder } from "./dark-border.ts";
import { findPaper, type Paper } from "./paper.ts";
import { reducePage } from "./reduced-page.ts";
import { cropToSheet } from "./sheet-crop.ts";
import { fromPixels, type Pixels } from "./sharp.ts";
import { findSkew } from "./skew.ts";

/** Less than this nobody sees, while turning costs sharpness and time: a line across A4 rises by half a millimetre. */
const LEAST_TURN_DEGREES = 0.15;

export interface StraightPage {
  readonly pixels: Pixels;
  /** Undefined for a photograph. */
  readonly paper: Paper | undefined;
  /** Clockwise; 0 when the page was left as it lay. */
  readonly turnedDegrees: number;
  /** Whether the scanner's dark border was taken away. */
  readonly isBorderGone: boolean;
}

/** What becomes of a sheet much smaller than the picture: it keeps its place on the page, or it is the page (a camera's picture). */
export type SmallSheet = "keep-place" | "cut-out";

/**
 * Lays a page straight by its lines and takes the scanner's dark border away. A photograph is left alone, and so is a page
 * without lines. The pixels given may be changed in place.
 */
export async function straightenPage(pixels: Pixels, smallSheet: SmallSheet = "keep-place"): Promise<StraightPage> {
  const reduced = reducePage(pixels);
  const border = findDarkBorder(reduced);
  const paper = findPaper(pixels);
  if (!border && !paper) return { pixels, paper, turnedDegrees: 0, isBorderGone: false };
  const skew = findSkew(reduced, border && ((column, row) => isNearBorder(border, column, row)));
  const turnedDegrees = skew && Math.abs(skew.degrees) >= LEAST_TURN_DEGREES ? -skew.degrees : 0;
  const straight = turnedDegrees === 0 ? pixels : await turn(pixels, turnedDegrees, border ? BLACK : (paper?.colour ?? WHITE));
  const cropped = border && cropAgain(straight, turnedDegrees === 0 ? border : undefined, smallSheet);
  if (!cropped) return { pixels: straight, paper, turnedDegrees, isBorderGone: false };
  return { pixels: cropped, paper: findPaper(cropped), turnedDegrees, isBorderGone: true };
}

type Colour = readonly [number, number, number];
const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];

/** A turned page has another border: the corners that came in belong to it. */
function cropAgain(pixels: Pixels, known: DarkBorder | undefined, smallSheet: SmallSheet): Pixels | undefined {
  const border = known ?? findDarkBorder(reducePage(pixels));
  return border && cropToSheet(pixels, border, smallSheet === "cut-out");
}

/** Turned about its middle, clockwise, into the same size. */
async function turn(pixels: Pixels, degrees: number, [r, g, b]: Colour): Promise<Pixels> {
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const { data, info } = await fromPixels(pixels)
    // Cubic: the linear one of `rotate` would soften small print.
    .affine([[cos, -sin], [sin, cos]], { background: { r, g, b }, interpolator: "bicubic" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = pixels;
  const turned: Pixels = { data, width: info.width, height: info.height, channels };
  return cutPixels(turned, { left: Math.floor((info.width - width) / 2), top: Math.floor((info.height - height) / 2), width, height });
}
