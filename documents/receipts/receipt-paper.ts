/**
 * The rolls there are. A Chinese character takes two columns of 12 dots. At 180 dots an inch, as Epson's TM-T88 prints, a wide roll has room for
 * 42 columns only: a line of 48 would be broken.
 */
export const receiptPapers = {
  "80mm": { columns: 48, widthDots: 576 },
  "80mm-180dpi": { columns: 42, widthDots: 504 },
  "58mm": { columns: 32, widthDots: 384 },
} as const;
export type ReceiptPaper = keyof typeof receiptPapers;

/** Columns a character takes on the printer in its GB18030 mode: plain ASCII one, everything else two. */
export function columnsOf(character: string): number {
  return character.codePointAt(0)! < 0x80 ? 1 : 2;
}
