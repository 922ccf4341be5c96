import koffi, { type LibraryHandle } from "koffi";

export interface Leptonica {
  /** Finds by how many degrees, clockwise, the page must be turned to lie straight, and turns it: what `straightenPage` does. */
  straighten(path: string): number;
  /** Only reads the page: what a measurement takes away. */
  read(path: string): void;
}

/** As Debian calls it in one release or another. */
const names = ["liblept.so.5", "libleptonica.so.6"];
/** Below this a pixel is ink. */
const threshold = 160;
const areaMapping = 1;
const bringInWhite = 1;

/** Leptonica, the library with which tesseract straightens pages, called as a program in C would. It comes with the Debian package tesseract-ocr. */
export function openLeptonica(): Leptonica {
  const library = load();
  const readPicture = library.func("void *pixRead(const char *path)");
  const toInk = library.func("void *pixConvertTo1(void *picture, int threshold)");
  const findSkew = library.func("int pixFindSkew(void *ink, _Out_ float *degrees, _Out_ float *confidence)");
  const rotate = library.func("void *pixRotate(void *picture, float radians, int type, int incoming, int width, int height)");
  const destroy = library.func("void pixDestroy(_Inout_ void **picture)");

  const withPicture = <T>(picture: unknown, work: (picture: unknown) => T): T => {
    if (picture === null) throw new Error("Leptonica could not make a picture");
    try {
      return work(picture);
    } finally {
      destroy([picture]);
    }
  };
  return {
    straighten: (path) =>
      withPicture(readPicture(path), (page) => {
        const degrees = [0];
        // It answers 1 for a page without lines to go by, and leaves 0.
        withPicture(toInk(page, threshold), (ink) => findSkew(ink, degrees, [0]));
        const turned = degrees[0] ?? 0;
        withPicture(rotate(page, (turned * Math.PI) / 180, areaMapping, bringInWhite, 0, 0), () => undefined);
        return turned;
      }),
    read: (path) => withPicture(readPicture(path), () => undefined),
  };
}

function load(): LibraryHandle {
  for (const name of names) {
    try {
      return koffi.load(name);
    } catch {
      // The next name.
    }
  }
  throw new Error(`None of ${names.join(", ")} is on this machine.`);
}
