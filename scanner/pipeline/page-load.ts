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
/** How bytes fall with the page's side. */
const SIDE_EXPONENT = 1.9;

/** Weighed by one cheap encode, its bytes against the limit. */
export async function weighPrint(pixels: Pixels): Promise<PageLoad> {
  const probe = await encodeJpeg(pixels, { table: "print", effort: "probe" }, PROBE_QUALITY);
  const load = probe.byteLength / PAGE_LIMIT_BYTES;
  const isLight = load < LIGHT;
  const isSealed = pixels.channels === 3 && load < MOSTLY_EMPTY;
  return {
    scale: load > VERY_DENSE ? 0.75 : load > DENSE ? 0.8 : 1,
    isLight,
    fullShare: (quality) => (isLight ? LIGHT_SHARE : (isSealed ? SEAL_SHARE : PRINT_SHARE) * (toTableScale(quality) / SHARE_SCALE) ** SHARE_SLOPE),
    foretellQuality(bytes, scale) {
      const expected = probe.byteLength * DRAFT_SHARE * scale ** SIDE_EXPONENT;
      return fromTableScale(toTableScale(PROBE_QUALITY) * (bytes / expected) ** (1 / (isLight ? LIGHT_SLOPE : DRAFT_SLOPE)));
    },
  };
}

/** A photograph is not weighed: it keeps its size, and most end near this quality. */
export const PHOTOGRAPH_LOAD: PageLoad = { scale: 1, isLight: false, fullShare: () => 0.8, foretellQuality: () => 75 };
