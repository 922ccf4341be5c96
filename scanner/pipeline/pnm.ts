import { Failure } from "../../domain/failure.ts";
import { LIMIT_INPUT_PIXELS, type Pixels } from "./sharp.ts";

interface PnmHeader {
  readonly kind: "bits" | "grey" | "colour";
  readonly width: number;
  readonly height: number;
  readonly maximum: number;
  readonly dataOffset: number;
}

/**
 * Binary PNM (P4, P5, P6, up to 16 bits), as `scanimage` writes it and libvips as built for sharp does not read it.
 * Throws the Failures of `readPnmHeader` (before anything is allocated) and `page-truncated`.
 */
export function readPnm(name: string, file: Uint8Array): Pixels {
  const header = readPnmHeader(name, file);
  const { width, height, kind, maximum } = header;
  const channels = kind === "colour" ? 3 : 1;
  const samples = width * height * channels;
  const body = file.subarray(header.dataOffset);
  const sampleBytes = maximum > 255 ? 2 : 1;
  const needed = kind === "bits" ? Math.ceil(width / 8) * height : samples * sampleBytes;
  if (body.byteLength < needed) throw new Failure("page-truncated", { details: { name } });
  if (kind === "bits") return { data: unpackBits(body, width, height), width, height, channels: 1 };
  if (maximum === 255) return { data: body.subarray(0, samples), width, height, channels };
  return { data: toEightBits(body, samples, maximum), width, height, channels };
}

/** The beginning of the file is enough. Throws Failures `page-damaged` and `page-too-many-pixels`. */
export function readPnmHeader(name: string, head: Uint8Array): PnmHeader {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 1024)).toString("latin1");
  const gap = "(?:\\s|#[^\\n]*\\n)+";
  const match = new RegExp(`^P([456])${gap}(\\d{1,9})${gap}(\\d{1,9})`).exec(text);
  const depth = match?.[1] === "4" ? /^\s/.exec(text.slice(match[0].length)) : match && new RegExp(`^${gap}(\\d{1,5})\\s`).exec(text.slice(match[0].length));
  if (!match || !depth) throw new Failure("page-damaged", { details: { name } });
  const kind = match[1] === "4" ? "bits" : match[1] === "5" ? "grey" : "colour";
  const maximum = kind === "bits" ? 1 : Number(depth[1]);
  const header = { kind, width: Number(match[2]), height: Number(match[3]), maximum, dataOffset: match[0].length + depth[0].length } as const;
  const isSound = header.width > 0 && header.height > 0 && maximum > 0 && maximum <= 65_535;
  if (!isSound) throw new Failure("page-damaged", { details: { name } });
  const { width, height } = header;
  if (width * height > LIMIT_INPUT_PIXELS) throw new Failure("page-too-many-pixels", { details: { name, width, height } });
  return header;
}

function unpackBits(body: Uint8Array, width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height);
  const rowBytes = Math.ceil(width / 8);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isBlack = ((body[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      data[y * width + x] = isBlack ? 0 : 255;
    }
  }
  return data;
}

function toEightBits(body: Uint8Array, samples: number, maximum: number): Uint8Array {
  const data = new Uint8Array(samples);
  const isWide = maximum > 255;
  for (let i = 0; i < samples; i++) {
    const value = isWide ? ((body[2 * i] ?? 0) << 8) | (body[2 * i + 1] ?? 0) : (body[i] ?? 0);
    data[i] = Math.min(255, Math.round((value * 255) / maximum));
  }
  return data;
}
