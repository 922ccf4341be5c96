import { createHash } from "node:crypto";
import { Failure } from "../../domain/failure.ts";
import { findPageViolations, PAGE_FORMAT, PAGE_LIMIT_BYTES, PAGE_MINIMUM } from "../../domain/page/page-rules.ts";
import { isBlankPage } from "./blank.ts";
import { keepColourUnderStamps, mapColour, toGrey } from "./colour.ts";
import { decodeScan, shrinkToPage, type DecodeCare, type DecodedScan } from "./decode-scan.ts";
import { fitPagePixels, type PageMode } from "./fit-page.ts";
import { isFaint, legibilityOf, measureInk } from "./legibility.ts";
import { findPaper, levelsFor, UNCHANGED, type Paper } from "./paper.ts";
import { sharp, type Pixels } from "./sharp.ts";
import type { ScanInput } from "./scan-input.ts";
import { straightenPage, turnPage, type StraightPage } from "./straighten.ts";

export type { PageMode } from "./fit-page.ts";

/**
 * Things the clerk should look at; none of them keeps the page out of a case.
 * `low-resolution`: the scan itself was coarse; `low-quality`: so much is on the page that small print may suffer at 90 KB;
 * `padded`: a narrow slip was laid on white paper to be as wide as a page must be; `unclear`: print is out of focus or smeared;
 * `faint`: it is too pale. The last two ask for another scan while the paper is still there.
 */
export type PageWarning = "blank" | "low-resolution" | "low-quality" | "padded" | "unclear" | "faint";

/** A page that obeys R-SCAN-1. */
export interface PreparedPage {
  readonly name: string;
  readonly jpeg: Uint8Array;
  /** SHA-256 of `jpeg`, 64 lower-case hex digits: the page's name everywhere else. */
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly colour: "grey" | "colour";
  readonly isBlank: boolean;
  readonly isPhotograph: boolean;
  readonly quality: {
    /** libjpeg's 1–100. */
    readonly jpegQuality: number;
    /** Side of the page against the largest page this scan could have been. */
    readonly scale: number;
    /** Bytes against the limit. */
    readonly limitShare: number;
    /** The share of characters likely to be read right, 0 … 1; null where nothing is printed, or for a photograph or a signature. */
    readonly legibility: number | null;
  };
  readonly warnings: readonly PageWarning[];
  /** Clockwise, by how much the page was turned to lie straight; 0 when it was left as it lay. */
  readonly turnedDegrees: number;
  /** Whether the scanner's dark border was taken away. */
  readonly isBorderGone: boolean;
  /** JPEG encodes it took. */
  readonly encodes: number;
}

export interface PrepareOptions {
  /** `standard` reads best; `fast` takes half the time; `faithful` keeps the paper's tint, all colour and the way it lay. */
  readonly mode: PageMode;
}

/** Long side in pixels of A4 at about 100 dpi. */
const COARSE_LONG_SIDE = 1_150;
/** Half of the characters: below it a page is worth another scan. */
const LOW_LEGIBILITY = 0.5;
/** Below this, 9-point print was seen to lose characters. */
const LOW_JPEG_QUALITY = 9;

/**
 * Makes one scan into a page that obeys R-SCAN-1 and reads as well as 90,000 bytes allow (R-SCAN-5).
 * Throws a Failure `page-…` (see `contracts/wording/pages.ts`) with `details.name`, or the signal's reason when it is aborted.
 */
export async function preparePage(input: ScanInput, options: PrepareOptions, signal?: AbortSignal): Promise<PreparedPage> {
  signal?.throwIfAborted();
  return prepareDecoded(input, await decodeScan(input, careFor(options.mode)), options, signal);
}

export function careFor(mode: PageMode): DecodeCare {
  return mode === "fast" ? "quick" : "fine";
}

/** The same for a scan decoded already; its pixels may be changed in place. */
export async function prepareDecoded(input: ScanInput, scan: DecodedScan, options: PrepareOptions, signal?: AbortSignal): Promise<PreparedPage> {
  signal?.throwIfAborted();
  const laid = await layStraight(scan, input.isStraight ?? false, options.mode);
  signal?.throwIfAborted();
  const fits = await shrinkToPage(laid.pixels);
  const whole = await padSlip(fits);
  const { pixels: white, ...content } = clean(whole, laid.paper, options.mode);
  const pixels = await turnPage(white, laid.owedDegrees, "white");
  const ink = content.isPhotograph || input.isStraight === true ? undefined : measureInk(pixels);
  const fitted = await fitPagePixels(pixels, { mode: options.mode, isPhotograph: content.isPhotograph, lineHeight: ink?.lineHeight, signal });
  if (!fitted) throw new Failure("page-cannot-fit", { details: { name: input.name } });
  const legibility = ink ? legibilityOf(ink, fitted.scale) : null;
  const warnings: PageWarning[] = [];
  if (content.isBlank) warnings.push("blank");
  if (Math.max(scan.originalWidth, scan.originalHeight) < COARSE_LONG_SIDE) warnings.push("low-resolution");
  if (fitted.quality < LOW_JPEG_QUALITY) warnings.push("low-quality");
  if (whole !== fits) warnings.push("padded");
  if (ink && legibility !== null && legibility < LOW_LEGIBILITY) warnings.push(isFaint(ink) ? "faint" : "unclear");
  return checked({
    name: input.name,
    jpeg: fitted.jpeg,
    sha256: createHash("sha256").update(fitted.jpeg).digest("hex"),
    width: fitted.width,
    height: fitted.height,
    bytes: fitted.jpeg.byteLength,
    colour: pixels.channels === 1 ? "grey" : "colour",
    isBlank: content.isBlank,
    isPhotograph: content.isPhotograph,
    quality: { jpegQuality: fitted.quality, scale: fitted.scale, limitShare: fitted.jpeg.byteLength / PAGE_LIMIT_BYTES, legibility },
    warnings,
    turnedDegrees: laid.turnedDegrees,
    isBorderGone: laid.isBorderGone,
    encodes: fitted.encodes,
  });
}

async function layStraight({ pixels, isFromCamera }: DecodedScan, isStraight: boolean, mode: PageMode): Promise<StraightPage> {
  if (mode === "faithful" || isStraight) return { pixels, paper: findPaper(pixels), turnedDegrees: 0, owedDegrees: 0, isBorderGone: false };
  return straightenPage(pixels, isFromCamera ? "cut-out" : "keep-place");
}

interface CleanPage {
  readonly pixels: Pixels;
  readonly isPhotograph: boolean;
  readonly isBlank: boolean;
}

/** White paper, grey where nothing is coloured. Works in place on the decoded pixels: a page at a time is memory enough. */
function clean(pixels: Pixels, paper: Paper | undefined, mode: PageMode): CleanPage {
  const levels = levelsFor(paper);
  const colour = mapColour(pixels, levels);
  const grey = colour.isColoured ? undefined : toGrey(mode === "faithful" ? { ...pixels, data: new Uint8Array(pixels.data) } : pixels, levels);
  const content = { isPhotograph: paper === undefined, isBlank: paper !== undefined && grey !== undefined && isBlankPage(grey) };
  if (mode === "faithful") return { ...content, pixels: mapColour(pixels, UNCHANGED).isColoured ? pixels : toGrey(pixels, UNCHANGED) };
  if (grey) return { ...content, pixels: grey };
  if (paper) keepColourUnderStamps(pixels, levels, colour);
  return { ...content, pixels };
}

/** A long slip shrinks below the least width of a page: it is laid in the middle of white paper, nothing is cut. */
async function padSlip(pixels: Pixels): Promise<Pixels> {
  const isLandscape = pixels.width > pixels.height;
  const width = Math.max(pixels.width, isLandscape ? PAGE_MINIMUM.longSide : PAGE_MINIMUM.shortSide);
  const height = Math.max(pixels.height, isLandscape ? PAGE_MINIMUM.shortSide : PAGE_MINIMUM.longSide);
  if (width === pixels.width && height === pixels.height) return pixels;
  const left = Math.floor((width - pixels.width) / 2);
  const top = Math.floor((height - pixels.height) / 2);
  const canvas = sharp({ create: { width, height, channels: 3, background: "#ffffff" } });
  const slip = { input: Buffer.from(pixels.data), raw: { width: pixels.width, height: pixels.height, channels: 3 as const }, left, top };
  return { data: await canvas.composite([slip]).raw().toBuffer(), width, height, channels: 3 };
}

/** The rule is checked on what leaves, whatever the steps before believed. */
function checked(page: PreparedPage): PreparedPage {
  const isJpeg = page.jpeg[0] === 0xff && page.jpeg[1] === 0xd8;
  const violations = findPageViolations({ ...page, format: isJpeg ? PAGE_FORMAT : "unknown" });
  if (violations.length > 0) {
    throw new Failure("page-cannot-fit", {
      details: { name: page.name, width: page.width, height: page.height, bytes: page.bytes },
    });
  }
  return page;
}
