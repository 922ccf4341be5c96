import { encodeJpeg, fromTableScale, toTableScale, type JpegStyle } from "./jpeg-encoder.ts";
import type { Pixels } from "./sharp.ts";

export interface FittedJpeg {
  readonly jpeg: Uint8Array;
  readonly quality: number;
}

export interface FitOptions {
  readonly style: JpegStyle;
  readonly limitBytes: number;
  readonly firstQuality: number;
  /** How log(bytes) falls with log(table scale), before two encodes have shown it. */
  readonly typicalSlope: number;
  readonly highestQuality: number;
  /** A result this full is good enough to stop at. */
  readonly goodShare: number;
  readonly maximumEncodes: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the finest quality whose JPEG stays within the limit, by secant on log(bytes) against log(table scale): two or three
 * encodes as a rule. `found` is undefined when nothing tried was small enough; the caller then takes smaller pixels.
 */
export async function fitBytes(pixels: Pixels, options: FitOptions): Promise<{ found: FittedJpeg | undefined; encodes: number }> {
  const tried: { quality: number; scale: number; bytes: number }[] = [];
  let found: FittedJpeg | undefined;
  let tooFine = options.highestQuality + 1;
  let quality = clamp(options.firstQuality, 1, options.highestQuality);
  for (;;) {
    options.signal?.throwIfAborted();
    const jpeg = await encodeJpeg(pixels, options.style, quality);
    tried.push({ quality, scale: toTableScale(quality), bytes: jpeg.byteLength });
    if (jpeg.byteLength <= options.limitBytes) {
      if (!found || quality > found.quality) found = { jpeg, quality };
    } else tooFine = Math.min(tooFine, quality);
    const floor = found?.quality ?? 0;
    const isDone = (found && found.jpeg.byteLength >= options.goodShare * options.limitBytes) || tooFine - floor <= 1;
    if (isDone || tried.length >= options.maximumEncodes) return { found, encodes: tried.length };
    const predicted = predictQuality(tried, options);
    // The next finer table would be over the limit: another encode would only prove it.
    if (found && predicted <= floor) return { found, encodes: tried.length };
    quality = clamp(predicted, floor + 1, tooFine - 1);
  }
}

function predictQuality(tried: readonly { scale: number; bytes: number }[], { limitBytes, typicalSlope }: FitOptions): number {
  // Aim a little under the limit: just over it is worth nothing.
  const aim = Math.log(limitBytes * 0.985);
  const last = tried.at(-1)!;
  const other = tried.at(-2);
  const run = other ? Math.log(last.scale + 1) - Math.log(other.scale + 1) : 0;
  const rise = other ? Math.log(last.bytes) - Math.log(other.bytes) : 0;
  const slope = run !== 0 && rise / run < -0.1 ? rise / run : typicalSlope;
  return fromTableScale(Math.exp(Math.log(last.scale + 1) + (aim - Math.log(last.bytes)) / slope) - 1);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
