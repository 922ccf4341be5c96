/** Pixels from the top row down, three bytes each: red, green, blue. */
export interface BmpPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const headerBytes = 54;

/**
 * An uncompressed BMP of 24 or 32 bits a pixel, which is what decoders of card photos write and sharp's libvips does not read.
 * Undefined when it is anything else, is cut short, or a side is longer than `longestSide` (nothing is allocated then).
 */
export function readBmp(file: Uint8Array, longestSide: number): BmpPixels | undefined {
  if (file.length < headerBytes || file[0] !== 0x42 || file[1] !== 0x4d) return undefined;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const [dataAt, width, signedHeight] = [view.getUint32(10, true), view.getInt32(18, true), view.getInt32(22, true)];
  const [bitsPerPixel, compression] = [view.getUint16(28, true), view.getUint32(30, true)];
  const height = Math.abs(signedHeight);
  if (compression !== 0 || (bitsPerPixel !== 24 && bitsPerPixel !== 32)) return undefined;
  if (width < 1 || height < 1 || width > longestSide || height > longestSide) return undefined;
  const pixelBytes = bitsPerPixel / 8;
  const rowBytes = Math.ceil((width * pixelBytes) / 4) * 4;
  if (dataAt < headerBytes || dataAt + rowBytes * height > file.length) return undefined;

  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    // Rows go upwards unless the height is negative.
    const row = dataAt + (signedHeight > 0 ? height - 1 - y : y) * rowBytes;
    for (let x = 0; x < width; x++) {
      const from = row + x * pixelBytes;
      data.set([file[from + 2] ?? 0, file[from + 1] ?? 0, file[from] ?? 0], (y * width + x) * 3);
    }
  }
  return { data, width, height };
}
