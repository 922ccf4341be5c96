/** A sheet of paper as a scanner at 200 dpi delivers it: a binary pixmap, A4. */
export const PAPER = { width: 1654, height: 2339 } as const;
export const PAPER_HEADER = Buffer.from(`P6\n${PAPER.width} ${PAPER.height}\n255\n`);

const BITS = 8;
const DOT = { left: 300, top: 2200, side: 24 } as const;

/** Dots the sheet's place in the whole batch into its foot, so that no two pages are the same. */
export function numberSheet(pixmap: Buffer, number: number): void {
  for (let bit = 0; bit < BITS; bit++) {
    if (((number >> bit) & 1) === 0) continue;
    const left = DOT.left + bit * 2 * DOT.side;
    for (let row = 0; row < DOT.side; row++) {
      const at = PAPER_HEADER.length + ((DOT.top + row) * PAPER.width + left) * 3;
      pixmap.fill(0, at, at + DOT.side * 3);
    }
  }
}
