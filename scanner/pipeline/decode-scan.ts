import { readFile } from "node:fs/promises";
import type { Metadata, Sharp } from "sharp";
import { Failure, isFailure } from "../../domain/failure.ts";
import { fitPage, isBelowPageMinimum } from "../../domain/page/page-rules.ts";
import { isTakenByCamera } from "./camera-signs.ts";
import { isSrgbProfile } from "./colour-profile.ts";
import { nameAtHalfSize } from "./half-size.ts";
import { readPnm, readPnmHeader } from "./pnm.ts";
import { contentOf, getScanFormat, readHead, refuseTooLarge, type ScanFormat, type ScanInput } from "./scan-input.ts";
import { fromPixels, LIMIT_INPUT_PIXELS, sharp, type Pixels } from "./sharp.ts";

/** A scan decoded once: upright, sRGB, three channels, no larger than a page may be; from a camera at most twice as large, of which the sheet is a part. */
export interface DecodedScan {
  readonly pixels: Pixels;
  /** The picture as it came, upright, in pixels. */
  readonly originalWidth: number;
  readonly originalHeight: number;
  /** As was said, or as the file tells. */
  readonly isFromCamera: boolean;
}

/**
 * A file that holds several pages (TIFF) becomes one input for each; any other file stays one input.
 * Throws the Failures of `getScanFormat`, `page-animated`, `page-damaged` and `page-too-many-pixels`.
 */
export async function expandScan(input: ScanInput): Promise<ScanInput[]> {
  if (input.frame !== undefined) return [input];
  const format = getScanFormat(input.name, await readHead(input));
  if (format !== "tiff") return [input];
  await refuseTooLarge(input, format);
  const { pages = 1 } = await readMetadata(openWithSharp(input), input.name);
  if (pages === 1) return [input];
  return Array.from({ length: pages }, (_, frame) => ({ ...input, frame, name: `${input.name}#${frame + 1}` }));
}

/** `fine`: every pixel is decoded, which thin grey letters read better for; `quick`: half of them where that is still more than a page has. */
export type DecodeCare = "fine" | "quick";

/**
 * Decodes, turns upright as EXIF says and shrinks to page size in one pass.
 * Throws a Failure `page-…` with `details.name` for whatever cannot become a page; the bomb among them is neither read nor decoded.
 */
export async function decodeScan(input: ScanInput, care: DecodeCare = "fine"): Promise<DecodedScan> {
  const head = await readHead(input);
  const format = getScanFormat(input.name, head);
  try {
    if (format === "pnm") readPnmHeader(input.name, head);
    await refuseTooLarge(input, format);
    return format === "pnm" ? await decodePnm(input) : await decodeWithSharp(input, format, head, care);
  } catch (error) {
    throw toPageFailure(error, input.name);
  }
}

async function decodePnm(input: ScanInput): Promise<DecodedScan> {
  const content = contentOf(input);
  const pixels = readPnm(input.name, typeof content === "string" ? await readFile(content) : content);
  return shrink(fromPixels(pixels), pixels, input.name, input.isFromCamera ?? false);
}

async function decodeWithSharp(input: ScanInput, format: ScanFormat, head: Uint8Array, care: DecodeCare): Promise<DecodedScan> {
  const image = openWithSharp(input);
  const metadata = await readMetadata(image, input.name);
  const isAnimated = (format === "webp" && (metadata.pages ?? 1) > 1) || (format === "png" && hasAnimationChunk(head));
  if (isAnimated) throw new Failure("page-animated", { details: { name: input.name } });
  const { density, exif, autoOrient } = metadata;
  const isFromCamera = input.isFromCamera ?? isTakenByCamera({ format, ...autoOrient, density, exif });
  const ignoreIcc = metadata.space === "srgb" && metadata.icc !== undefined && isSrgbProfile(metadata.icc);
  const content = contentOf(input);
  const half = care === "quick" && format === "jpeg" && typeof content === "string" ? nameAtHalfSize(content, pageScale(autoOrient, isFromCamera)) : undefined;
  return shrink((half !== undefined || ignoreIcc ? openWithSharp(input, { ignoreIcc, content: half }) : image).autoOrient(), autoOrient, input.name, isFromCamera);
}

function openWithSharp(input: ScanInput, { ignoreIcc = false, content = contentOf(input) }: { ignoreIcc?: boolean; content?: Uint8Array | string | undefined } = {}): Sharp {
  return sharp(content, { limitInputPixels: LIMIT_INPUT_PIXELS, failOn: "error", page: input.frame ?? 0, ignoreIcc });
}

async function readMetadata(image: Sharp, name: string): Promise<Metadata> {
  let metadata: Metadata;
  try {
    metadata = await image.metadata();
  } catch (error) {
    throw toPageFailure(error, name);
  }
  const { width, height } = metadata;
  if (width * height > LIMIT_INPUT_PIXELS) throw new Failure("page-too-many-pixels", { details: { name, width, height } });
  return metadata;
}

/** APNG says so in a chunk before the picture's data; sharp reads only its first frame and would not tell. */
function hasAnimationChunk(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("latin1");
  const animation = text.indexOf("acTL");
  const data = text.indexOf("IDAT");
  return animation >= 0 && (data < 0 || animation < data);
}

const CAMERA_ROOM = 2;

function pageScale(size: { width: number; height: number }, isFromCamera: boolean): number {
  return Math.min(1, fitPage(size).scale * (isFromCamera ? CAMERA_ROOM : 1));
}

async function shrink(image: Sharp, { width, height }: { width: number; height: number }, name: string, isFromCamera: boolean): Promise<DecodedScan> {
  if (isBelowPageMinimum({ width, height })) throw new Failure("page-too-small", { details: { name, width, height } });
  const scale = pageScale({ width, height }, isFromCamera);
  const fitted = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const { data, info } = await image
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    // Soft and cheaper than the default; a sharper picture would read no better at 90 KB.
    .resize(fitted.width, fitted.height, { fit: "fill", kernel: "mitchell" })
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const pixels = toThreeChannels(data, info.width, info.height, info.channels);
  return { pixels, originalWidth: width, originalHeight: height, isFromCamera };
}

/** As large as a page may be: what was cut out of a camera's picture may still be larger. */
export async function shrinkToPage(pixels: Pixels): Promise<Pixels> {
  const { scale, width, height } = fitPage(pixels);
  if (scale === 1) return pixels;
  const data = await fromPixels(pixels).resize(width, height, { fit: "fill", kernel: "mitchell" }).raw().toBuffer();
  return { data, width, height, channels: pixels.channels };
}

function toThreeChannels(data: Uint8Array, width: number, height: number, channels: number): Pixels {
  if (channels === 3) return { data, width, height, channels: 3 };
  const wide = new Uint8Array(width * height * 3);
  for (let i = 0, from = 0; i < wide.length; i += 3, from += channels) wide.fill(data[from] ?? 0, i, i + 3);
  return { data: wide, width, height, channels: 3 };
}

/** libvips tells what went wrong in English prose only; this is the one place that reads it. */
function toPageFailure(error: unknown, name: string): Failure {
  if (isFailure(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  const details = { name };
  if (/pixel limit|dimensions exceed|too large/i.test(text)) return new Failure("page-too-many-pixels", { details, cause: error });
  if (/premature end|truncated|end of (file|stream)|not enough data|read error/i.test(text))
    return new Failure("page-truncated", { details, cause: error });
  return new Failure("page-damaged", { details, cause: error });
}
