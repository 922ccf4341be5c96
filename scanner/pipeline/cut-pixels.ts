import type { Pixels } from "./sharp.ts";

export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture; the box lies within it. */
export function cutPixels({ data, width, channels }: Pixels, box: PixelBox): Pixels {
  const rowBytes = box.width * channels;
  const part = new Uint8Array(rowBytes * box.height);
  for (let row = 0; row < box.height; row++) {
    const from = ((box.top + row) * width + box.left) * channels;
    part.set(data.subarray(from, from + rowBytes), row * rowBytes);
  }
  return { data: part, width: box.width, height: box.height, channels };
}
