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
/** A probe this small leaves bytes to spare at the highest quality: a card's copy, a form hardly filled in. */
const LIGHT_LOAD = 0.5;
const FIRST_PHOTOGRAPH_QUALITY = 60;
/** Finer than this nobody sees, and a nearly empty sheet need not fill its 90 KB. */
const HIGHEST_QUALITY = 92;
/** Smaller still, for what nobody prints: noise over the whole sheet. */
const LAST_SCALES = [0.55, 0.4];

/** Chooses scale and quality so that the page holds as much as the limit allows; undefined when nothing does. */
export async function fitPagePixels(pixels: Pixels, options: FitPageOptions): Promise<FittedPage | undefined> {
  const style = options.isPhotograph ? "photograph" : options.mode === "fast" ? "draft" : "text";
  const probe = options.isPhotograph ? undefined : await encodeJpeg(pixels, "draft", PROBE_QUALITY);
  const load = (probe?.byteLength ?? 0) / PAGE_LIMIT_BYTES;
  const firstScale = probe ? chooseScale(load) : 1;
  const page = probe && load < LIGHT_LOAD && options.mode !== "faithful" ? await sharpen(pixels) : pixels;
  let encodes = probe ? 1 : 0;
  for (const scale of [firstScale, ...LAST_SCALES.filter((last) => last < firstScale)]) {
    options.signal?.throwIfAborted();
    const scaled = await scalePixels(page, scale);
    const draft = style === "text" ? await findDraft(scaled, load, scale, options.signal) : undefined;
    const fit = await fitBytes(scaled, {
      style,
      limitBytes: PAGE_LIMIT_BYTES,
      firstQuality: draft?.quality ?? (probe ? foretellQuality(load, scale) : FIRST_PHOTOGRAPH_QUALITY),
      typicalSlope: SLOPE[style],
      highestQuality: HIGHEST_QUALITY,
      goodShare: GOOD_SHARE[style],
      maximumEncodes: 6,
      signal: options.signal,
    });
    encodes += (draft?.encodes ?? 0) + fit.encodes;
    if (fit.found) {
      const { jpeg, quality } = fit.found;
      return { jpeg, quality, scale: scaled.width / pixels.width, width: scaled.width, height: scaled.height, encodes };
    }
  }
  return undefined;
}

/**
 * The quality at which the trellis will just fit, told from drafts: they cost a tenth of it, and it makes about three quarters of
 * their bytes whatever is on the page. So the dear encode is as a rule the only one.
 */
async function findDraft(pixels: Pixels, load: number, scale: number, signal: AbortSignal | undefined): Promise<{ quality: number; encodes: number }> {
  const { found, encodes } = await fitBytes(pixels, {
    style: "draft",
    limitBytes: (PAGE_LIMIT_BYTES * TEXT_AIM) / TEXT_TO_DRAFT,
    firstQuality: foretellQuality(load * TEXT_TO_DRAFT, scale),
    typicalSlope: SLOPE.draft,
    highestQuality: HIGHEST_QUALITY,
    goodShare: 0.95,
    maximumEncodes: 4,
    signal,
  });
  return { quality: found?.quality ?? 1, encodes };
}

/** A light page has bytes to spare: they go to its thin grey letters, which the soft reduction took the edge off. */
async function sharpen(pixels: Pixels): Promise<Pixels> {
  const image = fromPixels(pixels).sharpen({ sigma: 0.6 });
  const sharpened = pixels.channels === 1 ? image.toColourspace("b-w") : image;
  return { ...pixels, data: await sharpened.raw().toBuffer() };
}

/** On dense print fewer pixels beat a lower quality (measured with the reader of the bench). `load` is the probe's bytes against the limit. */
function chooseScale(load: number): number {
  return load > 1.9 ? 0.75 : load > 1.05 ? 0.8 : 1;
}

/** How log(bytes) falls with log(table scale). */
const SLOPE: Readonly<Record<JpegStyle, number>> = { draft: -0.8, text: -1, photograph: -0.8 };
/** A result this full is good enough: another encode would buy a step of quality that no reader notices. */
const GOOD_SHARE: Readonly<Record<JpegStyle, number>> = { draft: 0.8, text: 0.86, photograph: 0.88 };
/** Bytes with trellis against the draft's at the same quality and size: 0.69–0.76 over print, tables, seals and cards. */
const TEXT_TO_DRAFT = 0.74;
/** Aimed at with it, so that the scatter stays below the limit. */
const TEXT_AIM = 0.955;
/** How bytes fall with the page's side. */
const SIDE_EXPONENT = 2.4;

/** The quality at which a draft at this scale will be just under the limit. `load` is the probe's bytes against it. */
function foretellQuality(load: number, scale: number): number {
  const expected = load * scale ** SIDE_EXPONENT;
  const aim = (1 + GOOD_SHARE.draft) / 2;
  return fromTableScale(toTableScale(PROBE_QUALITY) * (aim / expected) ** (1 / SLOPE.draft));
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
