import type { ScanFormat } from "./scan-input.ts";

/** What a file tells of itself. */
export interface PictureFacts {
  readonly format: ScanFormat;
  readonly width: number;
  readonly height: number;
  /** Dots an inch. */
  readonly density?: number | undefined;
  readonly exif?: Uint8Array | undefined;
}

/** Telephones and messengers write 72 or 96, or nothing; a scanner knows what it scanned at. */
const NO_REAL_DENSITY = 96;
/** The shapes of sensors and of what programs cut from them; no paper has them. 3:2 has: a print of 10 × 15 cm. */
const SENSOR_SHAPES = [[4, 3], [16, 9]] as const;

/**
 * Whether a camera took the picture, so that more than the sheet is on it. Sure only: by an exposure, which no scanner has (a make and
 * a model copiers have too), or, where a messenger took these data away, by a JPEG in exactly the shape of a sensor without a density.
 */
export function isTakenByCamera({ format, width, height, density, exif }: PictureFacts): boolean {
  const { isExposed, isOfScanner } = readExif(exif ?? new Uint8Array());
  if (isOfScanner) return false;
  if (isExposed) return true;
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  return format === "jpeg" && (density ?? 0) <= NO_REAL_DENSITY && SENSOR_SHAPES.some(([x, y]) => long * y === short * x);
}

const EXIF_FOLDER = 0x8769;
const EXPOSURE_TAGS: readonly number[] = [0x829a, 0x829d, 0x920a]; // time, f-number, focal length
const FILE_SOURCE = 0xa300;
/** Of transparencies or of paper; a camera says 3. */
const SCANNER_SOURCES: readonly number[] = [1, 2];

interface ExifFacts {
  readonly isExposed: boolean;
  readonly isOfScanner: boolean;
}

/** As far as the data go: what is cut or damaged tells nothing. */
function readExif(exif: Uint8Array): ExifFacts {
  const start = 6; // "Exif" and two zeros
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const has = (at: number, bytes: number): boolean => at >= start && at + bytes <= view.byteLength;
  const isLittle = has(start, 8) && view.getUint16(start) === 0x4949;

  const entriesAt = (offset: number): ReadonlyMap<number, number> => {
    const entries = new Map<number, number>();
    const at = start + offset;
    if (!has(at, 2)) return entries;
    const count = view.getUint16(at, isLittle);
    for (let entry = at + 2; entry < at + 2 + 12 * count && has(entry, 12); entry += 12) entries.set(view.getUint16(entry, isLittle), entry + 8);
    return entries;
  };

  const nothing: ExifFacts = { isExposed: false, isOfScanner: false };
  if (!has(start, 8)) return nothing;
  const folder = entriesAt(view.getUint32(start + 4, isLittle)).get(EXIF_FOLDER);
  if (folder === undefined) return nothing;
  const entries = entriesAt(view.getUint32(folder, isLittle));
  const source = entries.get(FILE_SOURCE);
  return { isExposed: EXPOSURE_TAGS.some((tag) => entries.has(tag)), isOfScanner: source !== undefined && SCANNER_SOURCES.includes(view.getUint8(source)) };
}
