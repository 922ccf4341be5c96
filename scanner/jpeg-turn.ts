export type TurnDegrees = 0 | 90 | 180 | 270;

/** EXIF's orientation for a picture to be shown turned clockwise. */
const ORIENTATIONS: Readonly<Record<TurnDegrees, number>> = { 0: 1, 90: 6, 180: 3, 270: 8 };

/**
 * The same JPEG, to be shown turned clockwise: an EXIF orientation is put in front and the picture's own data stay byte for byte,
 * so turning never costs quality. Pages from our pipeline carry no EXIF of their own; a turn of 0 gives back the same bytes.
 */
export function setJpegTurn(jpeg: Uint8Array, turnDegrees: TurnDegrees): Uint8Array {
  if (turnDegrees === 0) return jpeg;
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new TypeError("not a JPEG");
  const exif = createExif(ORIENTATIONS[turnDegrees]);
  const turned = new Uint8Array(jpeg.byteLength + exif.byteLength);
  turned.set(jpeg.subarray(0, 2));
  turned.set(exif, 2);
  turned.set(jpeg.subarray(2), 2 + exif.byteLength);
  return turned;
}

/** APP1 with a big-endian TIFF of one tag: 0x0112, SHORT, one value. Some viewers want it before APP0, all accept it there. */
function createExif(orientation: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const length = 2 + exif.length + tiff.length;
  return Uint8Array.from([0xff, 0xe1, length >> 8, length & 255, ...exif, ...tiff]);
}
