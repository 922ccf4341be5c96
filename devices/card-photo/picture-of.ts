import type { Sharp } from "sharp";
import { Failure } from "../../domain/failure.ts";
import { readBmp } from "./read-bmp.ts";

/** The standard's photo has 102 × 126 pixels; some decoders answer with it enlarged. */
const longestSide = 640;
/** What the largest such picture takes uncompressed, with its header. */
export const longestPictureBytes = longestSide * longestSide * 4 + 1024;

/**
 * A decoder's answer (BMP, JPEG or PNG) made into a PNG of our own, so that nothing of what a vendor's program wrote reaches the page.
 * Throws Failure `card-photo-unreadable`.
 */
export async function pictureOf(answer: Uint8Array): Promise<Uint8Array> {
  try {
    return await (await open(answer)).toColourspace("srgb").png().toBuffer();
  } catch (cause) {
    throw new Failure("card-photo-unreadable", { cause });
  }
}

/** Told by its first bytes: libvips would also open formats that name other files, or that run for long. */
async function open(answer: Uint8Array): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  const bmp = readBmp(answer, longestSide);
  if (bmp) return sharp(bmp.data, { raw: { width: bmp.width, height: bmp.height, channels: 3 } });
  const isKnown = [[0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47]].some((head) => head.every((byte, at) => answer[at] === byte));
  if (!isKnown) throw new TypeError("neither BMP nor JPEG nor PNG");
  return sharp(answer, { limitInputPixels: longestSide * longestSide, failOn: "error" });
}
