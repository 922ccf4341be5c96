import { PAGE_LIMIT_BYTES, PAGE_MINIMUM } from "../../domain/page/page-rules.ts";
import { fitBytes, type FittedJpeg } from "./fit-bytes.ts";
import { encodeJpeg, fromTableScale, toTableScale, type JpegStyle } from "./jpeg-encoder.ts";
import { PHOTOGRAPH_LOAD, weighPrint, type PageLoad } from "./page-load.ts";
import { sharpenStrokes } from "./sharpen.ts";
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
  /** Of the print, in pixels; where it could be measured. */
  readonly lineHeight?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Finer than this nobody sees, and a nearly empty sheet need not fill its 90 KB. */
const HIGHEST_QUALITY = 92;
/** Smaller still, for what nobody prints: noise over the whole sheet. */
const LAST_SCALES = [0.55, 0.4];

/** Chooses scale and quality so that the page holds as much as the limit allows; undefined when nothing does. */
export async function fitPagePixels(pixels: Pixels, { mode, isPhotograph, lineHeight, signal }: FitPageOptions): Promise<FittedPage | undefined> {
  const load = isPhotograph ? PHOTOGRAPH_LOAD : await weighPrint(pixels, lineHeight);
  // A light page has bytes to spare: they go to its thin grey letters, which the soft reduction took the edge off.
  const page = load.isLight && mode !== "faithful" ? sharpenStrokes(pixels) : pixels;
  const table = isPhotograph ? "photograph" : "print";
  let encodes = isPhotograph ? 0 : 1;
  for (const scale of [load.scale, ...LAST_SCALES.filter((last) => last < load.scale)]) {
    signal?.throwIfAborted();
    const scaled = await scalePixels(page, scale);
    const fit = await (mode === "fast" ? fitDraft : fitFull)(scaled, { table, load, scale, signal });
    encodes += fit.encodes;
    if (fit.found) return { ...fit.found, scale: scaled.width / pixels.width, width: scaled.width, height: scaled.height, encodes };
  }
  return undefined;
}

interface FitScaled {
  readonly table: JpegStyle["table"];
  readonly load: PageLoad;
  readonly scale: number;
  readonly signal: AbortSignal | undefined;
}

interface Fit {
  readonly found: FittedJpeg | undefined;
  readonly encodes: number;
}

/** A draft is good enough when it is this full; it is aimed at with the other, so that its scatter stays below the limit. */
const GOOD_DRAFT_SHARE = 0.8;
const DRAFT_AIM = 0.94;
/** Another encode with full effort would buy a step of quality that no reader notices. */
const GOOD_FULL_SHARE = 0.82;
/** Aimed at with it, so that the scatter stays below the limit. */
const FULL_AIM = 0.98;

/** How log(bytes) falls with log(table scale) from one encode to the next. */
const SLOPE = -1;

async function fitDraft(pixels: Pixels, options: FitScaled): Promise<Fit> {
  return fitBytes(pixels, {
    style: { table: options.table, effort: "draft" },
    limitBytes: PAGE_LIMIT_BYTES,
    firstQuality: options.load.foretellQuality(PAGE_LIMIT_BYTES * DRAFT_AIM, options.scale),
    typicalSlope: SLOPE,
    highestQuality: HIGHEST_QUALITY,
    goodShare: GOOD_DRAFT_SHARE,
    maximumEncodes: 6,
    signal: options.signal,
  });
}

async function fitFull(pixels: Pixels, options: FitScaled): Promise<Fit> {
  const told = await foretellFull(pixels, options);
  const full = await fitBytes(pixels, {
    style: { table: options.table, effort: "full" },
    limitBytes: PAGE_LIMIT_BYTES,
    firstQuality: told.quality,
    typicalSlope: SLOPE,
    highestQuality: HIGHEST_QUALITY,
    goodShare: GOOD_FULL_SHARE,
    maximumEncodes: 6,
    signal: options.signal,
  });
  return { found: full.found, encodes: told.encodes + full.encodes };
}

/** A draft that foretells so many times the bytes looked for, or so much fewer, is too far off to tell from. */
const FAR = 1.45;
/** What the first draft is tried with, before it is known how fine it is. */
const USUAL_FULL_SHARE = 0.75;

/**
 * The quality at which the full effort will just fit is told from a draft, over the limit or under it: it costs a tenth of it. So the
 * dear encode is as a rule the only one.
 */
async function foretellFull(pixels: Pixels, { table, load, scale, signal }: FitScaled): Promise<{ quality: number; encodes: number }> {
  const wanted = PAGE_LIMIT_BYTES * FULL_AIM;
  let quality = Math.min(HIGHEST_QUALITY, load.foretellQuality(wanted / USUAL_FULL_SHARE, scale));
  for (let encodes = 1; ; encodes++) {
    signal?.throwIfAborted();
    const draft = await encodeJpeg(pixels, { table, effort: "draft" }, quality);
    const excess = (draft.byteLength * load.fullShare(quality)) / wanted;
    const told = Math.min(HIGHEST_QUALITY, fromTableScale(toTableScale(quality) * excess ** (-1 / SLOPE)));
    if (told === quality || encodes === 2 || Math.abs(Math.log(excess)) < Math.log(FAR)) return { quality: told, encodes };
    quality = told;
  }
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
