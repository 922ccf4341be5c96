import { fromPixels, type Pixels } from "./sharp.ts";

/** How the JPEG is written. */
export interface JpegStyle {
  /**
   * `print`: one quantiser for all frequencies, because the edges of small print live in the high ones.
   * `photograph`: mozjpeg's own table.
   */
  readonly table: "print" | "photograph";
  /**
   * `probe`: only its size is of interest, at half a draft's cost. `draft`: baseline with its own Huffman tables. `full`: also mozjpeg's
   * trellis, which spends bits where they are seen, and scans tried out; a quarter fewer bytes at ten times a draft's cost.
   */
  readonly effort: "probe" | "draft" | "full";
}

const TABLES = { print: 1, photograph: 3 } as const;

/** Encodes at a quality from 1 to 100. */
export async function encodeJpeg(pixels: Pixels, { table, effort }: JpegStyle, quality: number): Promise<Uint8Array> {
  const image = fromPixels(pixels);
  const upright = pixels.channels === 1 ? image.toColourspace("b-w") : image;
  const isFull = effort === "full";
  return upright
    .jpeg({
      quality,
      chromaSubsampling: "4:2:0",
      optimiseCoding: effort !== "probe",
      trellisQuantisation: isFull,
      overshootDeringing: isFull,
      // Progressive with scans tried out: 4 % fewer bytes for the same pixels.
      progressive: isFull,
      optimiseScans: isFull,
      quantisationTable: TABLES[table],
    })
    .toBuffer();
}

/** Both tables begin with it. */
const FIRST_QUANTISER = 16;

/** libjpeg's percentage by which a quality scales the quantisation table, as far as a table of whole numbers is: at high qualities it has few steps. */
export function toTableScale(quality: number): number {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return (Math.round((scale * FIRST_QUANTISER) / 100) * 100) / FIRST_QUANTISER;
}

/** The nearest quality (1–100) that is not finer than the scale asks for. */
export function fromTableScale(scale: number): number {
  const quality = scale > 100 ? 5000 / scale : (200 - scale) / 2;
  return Math.min(100, Math.max(1, Math.floor(quality + 1e-6)));
}
