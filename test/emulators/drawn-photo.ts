import type { BmpPixels } from "../../devices/card-photo/read-bmp.ts";

/** The standard's photo. */
export const photoWidth = 102;
export const photoHeight = 126;

/** A picture that tells its bytes apart, in place of the photo nobody outside the vendors can decode: red down, green across, blue the bytes. */
export function drawnPhoto(photoWlt: Uint8Array): BmpPixels {
  const data = new Uint8Array(photoWidth * photoHeight * 3);
  for (let pixel = 0; pixel < photoWidth * photoHeight; pixel++) {
    data.set([Math.floor(pixel / photoWidth) * 2, (pixel % photoWidth) * 2, photoWlt[pixel % photoWlt.length] ?? 0], pixel * 3);
  }
  return { data, width: photoWidth, height: photoHeight };
}

/** As decoders write it: 24 bits, rows upwards and filled up to four bytes; or 32 bits, rows downwards. */
export function writeBmp({ data, width, height }: BmpPixels, bitsPerPixel: 24 | 32 = 24): Uint8Array {
  const pixelBytes = bitsPerPixel / 8;
  const rowBytes = Math.ceil((width * pixelBytes) / 4) * 4;
  const file = Buffer.alloc(54 + rowBytes * height);
  file.write("BM");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(bitsPerPixel === 24 ? height : -height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bitsPerPixel, 28);
  for (let y = 0; y < height; y++) {
    const row = 54 + (bitsPerPixel === 24 ? height - 1 - y : y) * rowBytes;
    for (let x = 0; x < width; x++) {
      const [red = 0, green = 0, blue = 0] = data.subarray((y * width + x) * 3);
      file.set([blue, green, red], row + x * pixelBytes);
    }
  }
  return file;
}
