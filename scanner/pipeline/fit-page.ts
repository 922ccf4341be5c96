import { PAGE_LIMIT_BYTES, PAGE_MINIMUM } from "../../domain/page/page-rules.ts";
import { fitBytes } from "./fit-bytes.ts";
import { encodeJpeg, type JpegStyle } from "./jpeg-encoder.ts";
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
/** Smaller still, for what nobody prints: noise over the whole sheet. */
const LAST_SCALES = [0.55, 0.4];

/** Chooses scale and quality so that the page holds as much as the limit allows; undefined when nothing does. */
export async function fitPagePixels(pixels: Pixels, options: FitPageOptions): Promise<FittedPage | undefined> {
  const style = options.isPhotograph ? "photograph" : options.mode === "fast" ? "draft" : "text";
  const probe = options.isPhotograph ? undefined : await encodeJpeg(pixels, "draft", PROBE_QUALITY);
  const firstScale = probe ? chooseScale(probe.byteLength / PAGE_LIMIT_BYTES) : 1;
  let encodes = probe ? 1 : 0;
  for (const scale of [firstScale, ...LAST_SCALES.filter((last) => last < firstScale)]) {
    options.signal?.throwIfAborted();
    const scaled = await scalePixels(pixels, scale);
    const fit = await fitBytes(scaled, {
      style,
      limitBytes: PAGE_LIMIT_BYTES,
      firstQuality: chooseFirstQuality(probe?.byteLength, scale, style),
      highestQuality: 92,
      goodShare: options.mode === "fast" ? 0.8 : 0.93,
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

/** On dense print smaller pixels beat a lower quality (measured: 9 pt and below). `load` is the probe's bytes against the limit. */
function chooseScale(load: number): number {
  return load > 1.45 ? 0.7 : load > 1.05 ? 0.8 : 1;
}

/** The probe foretells the quality; a scale of 0.8 saves about its square in bytes. */
function chooseFirstQuality(probeBytes: number | undefined, scale: number, style: JpegStyle): number {
  if (probeBytes === undefined) return 60;
  const trellisSaving = style === "text" ? 0.88 : 1;
  const expected = (probeBytes * trellisSaving * scale) / PAGE_LIMIT_BYTES;
  return Math.round(Math.min(85, Math.max(6, PROBE_QUALITY * expected ** -1.3)));
}

async function scalePixels(pixels: Pixels, scale: number): Promise<Pixels> {
  if (scale === 1) return pixels;
  const isLandscape = pixels.width > pixels.height;
  const leastWidth = isLandscape ? PAGE_MINIMUM.longSide : PAGE_MINIMUM.shortSide;
  const leastHeight = isLandscape ? PAGE_MINIMUM.shortSide : PAGE_MINIMUM.longSide;
  const held = Math.min(1, Math.max(scale, leastWidth / pixels.width, leastHeight / pixels.height));
  const width = Math.round(pixels.width * held);
  const height = Math.round(pixels.height * held);
  const image = fromPixels(pixels).resize(width, height, { fit: "fill" });
  const shrunk = pixels.channels === 1 ? image.toColourspace("b-w") : image;
  return { data: await shrunk.raw().toBuffer(), width, height, channels: pixels.channels };
}
