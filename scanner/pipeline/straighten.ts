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
  /** Clockwise, by how much the page is turned to lie straight; 0 when it stays as it lay. */
  readonly turnedDegrees: number;
  /** How much of it `turnPage` is still to do: made grey first, a page is turned at half the cost. */
  readonly owedDegrees: number;
  /** Whether the scanner's dark border was taken away. */
  readonly isBorderGone: boolean;
}

/** What becomes of a sheet much smaller than the picture: it keeps its place on the page, or it is the page (a camera's picture). */
export type SmallSheet = "keep-place" | "cut-out";

/**
 * Finds how a page lies straight by its lines and takes the scanner's dark border away, for which it is turned at once; without one the
 * turn is owed. A photograph is left alone, and so is a page without lines. The pixels given may be changed in place.
 */
export async function straightenPage(pixels: Pixels, smallSheet: SmallSheet = "keep-place"): Promise<StraightPage> {
  const reduced = reducePage(pixels);
  const border = findDarkBorder(reduced);
  const paper = findPaper(pixels);
  if (!border && !paper) return { pixels, paper, turnedDegrees: 0, owedDegrees: 0, isBorderGone: false };
  const skew = findSkew(reduced, border && ((column, row) => isNearBorder(border, column, row)));
  const turnedDegrees = skew && Math.abs(skew.degrees) >= LEAST_TURN_DEGREES ? -skew.degrees : 0;
  if (!border) return { pixels, paper, turnedDegrees, owedDegrees: turnedDegrees, isBorderGone: false };
  const straight = await turnPage(pixels, turnedDegrees, "black");
  const cropped = cropAgain(straight, turnedDegrees === 0 ? border : undefined, smallSheet);
  if (!cropped) return { pixels: straight, paper, turnedDegrees, owedDegrees: 0, isBorderGone: false };
  return { pixels: cropped, paper: findPaper(cropped), turnedDegrees, owedDegrees: 0, isBorderGone: true };
}

/** A turned page has another border: the corners that came in belong to it. */
function cropAgain(pixels: Pixels, known: DarkBorder | undefined, smallSheet: SmallSheet): Pixels | undefined {
  const border = known ?? findDarkBorder(reducePage(pixels));
  return border && cropToSheet(pixels, border, smallSheet === "cut-out");
}

/** Turned about its middle, clockwise, into the same size; the corners that come in are of the background. */
export async function turnPage(pixels: Pixels, degrees: number, background: "white" | "black"): Promise<Pixels> {
  if (degrees === 0) return pixels;
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  // Cubic: the linear one of `rotate` would soften small print.
  const image = fromPixels(pixels).affine([[cos, -sin], [sin, cos]], { background, interpolator: "bicubic" });
  const { data, info } = await (pixels.channels === 1 ? image.toColourspace("b-w") : image)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = pixels;
  const turned: Pixels = { data, width: info.width, height: info.height, channels };
  return cutPixels(turned, { left: Math.floor((info.width - width) / 2), top: Math.floor((info.height - height) / 2), width, height });
}
