export interface JpegHeader {
  readonly width: number;
  readonly height: number;
}

/** Start-of-frame markers of the pictures every viewer shows: baseline, extended and progressive. */
const frameMarkers = new Set([0xc0, 0xc1, 0xc2]);
const startOfScan = 0xda;

/**
 * Width and height of a JPEG as its header says them, or undefined for what is none, is cut off, or is of a kind viewers do not show.
 * The picture itself is not decoded: that is for who shows it.
 */
export function findJpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.byteLength - 2;
  if (end < 2 || view.getUint16(0) !== 0xffd8 || view.getUint16(end) !== 0xffd9) return undefined;
  let header: JpegHeader | undefined;
  for (let at = 2; at + 4 <= end && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    // A marker may have any number of 0xff before it.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > end) return undefined;
    if (marker === startOfScan) return header;
    if (frameMarkers.has(marker)) {
      const isShown = length >= 8 && bytes[at + 4] === 8 && (bytes[at + 9] === 1 || bytes[at + 9] === 3);
      if (!isShown) return undefined;
      header = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + length;
  }
  return undefined;
}
