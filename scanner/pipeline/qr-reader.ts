import { createRequire } from "node:module";

/** One byte a cell, rows from the top; 0 is black. */
interface GreyCells {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

type ReadQr = (data: Uint8ClampedArray, width: number, height: number, options: { inversionAttempts: "dontInvert" }) => { data: string } | null;

const load = createRequire(import.meta.url);
let read: ReadQr | undefined;

/** The text of a QR code in the picture, undefined without one. Costs hundreds of milliseconds for two million cells. */
export function readQr({ data, width, height }: GreyCells): string | undefined {
  // Comes with the first code: most pages have none, and no start of a workstation does.
  read ??= (load("jsqr") as { default: ReadQr }).default;
  const rgba = new Uint8ClampedArray(data.length * 4);
  for (let cell = 0, at = 0; cell < data.length; cell++, at += 4) {
    rgba.fill(data[cell]!, at, at + 3);
    rgba[at + 3] = 255;
  }
  return read(rgba, width, height, { inversionAttempts: "dontInvert" })?.data;
}
