import { encode } from "uqr";

/** The dark modules of a QR code, row by row, without the quiet zone: leave four modules of white around it. */
export function qrModules(payload: string): boolean[][] {
  return encode(payload, { ecc: "M", border: 0 }).data;
}
