import { PAGE_LIMIT_BYTES } from "../../domain/page/page-rules.ts";
import { encodeJpeg, fromTableScale, toTableScale } from "./jpeg-encoder.ts";
import type { Pixels } from "./sharp.ts";

/** How much there is on a page, and what follows from it before anything dear is tried. */
export interface PageLoad {
  /** Side of the page against the largest it could be, at which it reads best. */
  readonly scale: number;
  /** It leaves bytes to spare at the highest quality: a card's copy, a form hardly filled in. */
  readonly isLight: boolean;
  /** Bytes with the full effort against a draft's of the same quality. */
  fullShare(quality: number): number;
  /** The quality at which a draft at a scale will have about so many bytes. */
  foretellQuality(bytes: number, scale: number): number;
}

const PROBE_QUALITY = 12;
const LIGHT = 0.7;
/** On dense print fewer pixels beat a lower quality (measured with the reader of the bench). */
const DENSE = 1.25;
const VERY_DENSE = 2.1;
/** A sheet with a seal has much empty paper, which the full effort makes the most of. */
const MOSTLY_EMPTY = 1.15;
const [LIGHT_SHARE, SEAL_SHARE, PRINT_SHARE] = [0.76, 0.64, 0.735];
/** The coarser the table, the more the full effort saves; the shares are those at this scale of the table. */
const SHARE_SLOPE = -0.26;
const SHARE_SCALE = 300;

/** A draft's bytes against the probe's, at the same quality and size. */
const DRAFT_SHARE = 0.85;
/** How log(bytes) falls with log(table scale); on a light page little is left to gain by a coarser one. */
const DRAFT_SLOPE = -0.8;
const LIGHT_SLOPE = -0.35;
/** How bytes fall with the page's side: faster where lines of print are lower than so many pixels, for of small print more is lost. */
const SIDE_EXPONENT = 1.9;
const SMALL_PRINT = { lineHeight: 18, exponentPerPixel: 0.19 };

/** Weighed by one cheap encode of half the page, its bytes against the limit. `lineHeight`: of its print, in pixels, where there is any. */
export async function weighPrint(pixels: Pixels, lineHeight: number = SMALL_PRINT.lineHeight): Promise<PageLoad> {
  const half = takeHalf(pixels);
  const probe = await encodeJpeg(half, { table: "print", effort: "probe" }, PROBE_QUALITY);
  const probeBytes = (probe.byteLength * pixels.height) / half.height;
  const load = probeBytes / PAGE_LIMIT_BYTES;
  const sideExponent = SIDE_EXPONENT + SMALL_PRINT.exponentPerPixel * Math.max(0, SMALL_PRINT.lineHeight - lineHeight);
  const isLight = load < LIGHT;
  const isSealed = pixels.channels === 3 && load < MOSTLY_EMPTY;
  return {
    scale: load > VERY_DENSE ? 0.75 : load > DENSE ? 0.8 : 1,
    isLight,
    fullShare: (quality) => (isLight ? LIGHT_SHARE : (isSealed ? SEAL_SHARE : PRINT_SHARE) * (toTableScale(quality) / SHARE_SCALE) ** SHARE_SLOPE),
    foretellQuality(bytes, scale) {
      const expected = probeBytes * DRAFT_SHARE * scale ** sideExponent;
      return fromTableScale(toTableScale(PROBE_QUALITY) * (bytes / expected) ** (1 / (isLight ? LIGHT_SLOPE : DRAFT_SLOPE)));
    },
  };
}

const GOLDEN = 0.618;

/** Half of the bands a JPEG encodes together, in no rhythm that lines of print could have: within 5 % of what the whole page tells. */
function takeHalf({ data, width, height, channels }: Pixels): Pixels {
  const rows = channels === 1 ? 8 : 16;
  const bandBytes = rows * width * channels;
  const taken = Array.from({ length: Math.floor(height / rows) }, (_, band) => band).filter((band) => (band * GOLDEN) % 1 < 0.5);
  const half = new Uint8Array(taken.length * bandBytes);
  for (const [index, band] of taken.entries()) half.set(data.subarray(band * bandBytes, (band + 1) * bandBytes), index * bandBytes);
  return { data: half, width, height: taken.length * rows, channels };
}

/** A photograph is not weighed: it keeps its size, and most end near this quality. */
export const PHOTOGRAPH_LOAD: PageLoad = { scale: 1, isLight: false, fullShare: () => 0.8, foretellQuality: () => 75 };
