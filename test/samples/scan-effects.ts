import sharp from "sharp";
import { SHEET } from "./drawing.ts";
import type { Random } from "./random.ts";

export interface ScanEffects {
  /** Standard deviation of the sensor's noise, of 255. */
  readonly noise: number;
  /** The optics' blur, as a Gaussian's sigma in pixels. */
  readonly blur: number;
  readonly jpegQuality: number;
}

export const OFFICE_SCANNER: ScanEffects = { noise: 3, blur: 0.7, jpegQuality: 92 };

/** What a scanner makes of a drawn sheet (RGB, A4 at 300 dpi): a little blurred, a little noisy, a JPEG. */
export async function scanSheet(sheet: Uint8Array, random: Random, effects: ScanEffects): Promise<Uint8Array> {
  const raw = { width: SHEET.width, height: SHEET.height, channels: 3 as const };
  const blurred = effects.blur > 0.3 ? await sharp(sheet, { raw }).blur(effects.blur).raw().toBuffer() : Buffer.from(sheet);
  addNoise(blurred, random, effects.noise);
  return sharp(blurred, { raw }).withMetadata({ density: 300 }).jpeg({ quality: effects.jpegQuality }).toBuffer();
}

const TABLE_SIZE = 1 << 16;

function addNoise(data: Uint8Array, random: Random, sigma: number): void {
  const table = Float32Array.from({ length: TABLE_SIZE }, () => gaussian(random) * sigma);
  let state = random.below(TABLE_SIZE) | 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[i] = Math.max(0, Math.min(255, Math.round(data[i]! + table[state >>> 16]!)));
  }
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
