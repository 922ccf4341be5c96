import { readQr } from "./qr-reader.ts";
import { LIMIT_INPUT_PIXELS, sharp } from "./sharp.ts";

/**
 * Long sides the picture is looked at, in pixels, the most likely first. A certificate's code is a twelfth of its sheet: at the first it
 * has two cells or more a module on a photograph of the whole sheet; smaller smooths the noise of one taken close, larger is for a sheet far off.
 */
const LONG_SIDES = [1600, 800, 2600] as const;

/**
 * The text of the QR code on a photograph or scan (JPEG, PNG, TIFF, WebP), upright or not; null when none can be read, undefined when
 * the bytes are no picture that can be opened, the bomb among them.
 */
export async function findCode(picture: Uint8Array): Promise<string | null | undefined> {
  const widths = new Set<number>();
  for (const longSide of LONG_SIDES) {
    const cells = await decode(picture, longSide);
    if (cells === undefined) return undefined;
    // A small picture is the same at every size.
    if (widths.has(cells.width)) continue;
    widths.add(cells.width);
    const text = readQr(cells);
    if (text !== undefined) return text;
  }
  return null;
}

async function decode(picture: Uint8Array, longSide: number) {
  try {
    const { data, info } = await sharp(picture, { limitInputPixels: LIMIT_INPUT_PIXELS })
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .greyscale()
      .resize({ width: longSide, height: longSide, fit: "inside", withoutEnlargement: true })
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch {
    return undefined;
  }
}
