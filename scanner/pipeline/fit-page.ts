import { PAGE_LIMIT_BYTES, PAGE_MINIMUM } from "../../domain/page/page-rules.ts";
import { fitBytes } from "./fit-bytes.ts";
import { encodeJpeg, fromTableScale, toTableScale, type JpegStyle } from "./jpeg-encoder.ts";
import { fromPixels, type Pixels } from "./sharp.ts";

export type PageMode = "standard" | "fast" | "faithful";

export interface FittedPage {
  readonly jpeg: Uint8Array;
  readonly quality: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  readonly encodes: number;
}

interface FitPageOptions {
  readonly mode: PageMode;
  readonly isPhotograph: boolean;
  readonly signal?: AbortSignal | undefined;
}

const PROBE_QUALITY = 12;
const FIRST_PHOTOGRAPH_QUALITY = 60;
/** Finer than this nobody sees, and a nearly empty sheet need not fill its 90 KB. */
const HIGHEST_QUALITY = 92;
/** Smaller still, for what nobody prints: noise over the whole sheet. */
const LAST_SCALES = [0.55, 0.4];

/** Chooses scale and quality so that the page holds as much as the limit allows; undefined when nothing does. */
export async function fitPagePixels(pixels: Pixels, options: FitPageOptions): Promise<FittedPage | undefined> {
  const style = options.isPhotograph ? "photograph" : options.mode === "fast" ? "draft" : "text";
  const probe = options.isPhotograph ? undefined : await encodeJpeg(pixels, "draft", PROBE_QUALITY);
  const firstScale = probe ? chooseScale(probe.byteLength / PAGE_LIMIT_BYTES) : 1;
  const goodShare = options.mode === "fast" ? 0.8 : 0.94;
  let encodes = probe ? 1 : 0;
  for (const scale of [firstScale, ...LAST_SCALES.filter((last) => last < firstScale)]) {
    options.signal?.throwIfAborted();
    const scaled = await scalePixels(pixels, scale);
    const fit = await fitBytes(scaled, {
      style,
      limitBytes: PAGE_LIMIT_BYTES,
      firstQuality: chooseFirstQuality(probe?.byteLength, scale, style, goodShare),
      typicalSlope: FORETOLD[style].slope,
      highestQuality: HIGHEST_QUALITY,
      goodShare,
      maximumEncodes: 6,
      signal: options.signal,
    });
    encodes += fit.encodes;
    if (fit.found) {
      const { jpeg, quality } = fit.found;
      return { jpeg, quality, scale: scaled.width / pixels.width, width: scaled.width, height: scaled.height, encodes };
    }
  }
  return undefined;
}

/** On dense print fewer pixels beat a lower quality (measured with the reader of the bench). `load` is the probe's bytes against the limit. */
function chooseScale(load: number): number {
  return load > 1.9 ? 0.75 : load > 1.05 ? 0.8 : 1;
}

/**
 * What the probe foretells, measured over print, tables and seals with little scatter: bytes at the probe's quality against the
 * probe's own, how they fall with the page's side, and with log(table scale).
 */
const FORETOLD: Readonly<Record<JpegStyle, { readonly share: number; readonly slope: number }>> = {
  draft: { share: 1, slope: -0.8 },
  text: { share: 0.66, slope: -1 },
  photograph: { share: 1, slope: -0.8 },
};
const SIDE_EXPONENT = 2.4;

function chooseFirstQuality(probeBytes: number | undefined, scale: number, style: JpegStyle, goodShare: number): number {
  if (probeBytes === undefined) return FIRST_PHOTOGRAPH_QUALITY;
  const { share, slope } = FORETOLD[style];
  const expected = probeBytes * share * scale ** SIDE_EXPONENT;
  // Half way between good enough and too much, so that the first encode is often the last.
  const aim = (PAGE_LIMIT_BYTES * (1 + goodShare)) / 2;
  return fromTableScale(toTableScale(PROBE_QUALITY) * (aim / expected) ** (1 / slope));
}

async function scalePixels(pixels: Pixels, scale: number): Promise<Pixels> {
  if (scale === 1) return pixels;
  const isLandscape = pixels.width > pixels.height;
  const leastWidth = isLandscape ? PAGE_MINIMUM.longSide : PAGE_MINIMUM.shortSide;
  const leastHeight = isLandscape ? PAGE_MINIMUM.shortSide : PAGE_MINIMUM.longSide;
  const held = Math.min(1, Math.max(scale, leastWidth / pixels.width, leastHeight / pixels.height));
  const width = Math.round(pixels.width * held);
  const height = Math.round(pixels.height * held);
  // A soft kernel: the ringing of a sharp one is detail that costs bits and reads worse (9 pt: 0.90 read right with lanczos, 0.96 with this).
  const image = fromPixels(pixels).resize(width, height, { fit: "fill", kernel: "mitchell" });
  const shrunk = pixels.channels === 1 ? image.toColourspace("b-w") : image;
  return { data: await shrunk.raw().toBuffer(), width, height, channels: pixels.channels };
}
