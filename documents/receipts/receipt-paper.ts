/** The rolls there are. A Chinese character takes two columns of 12 dots. */
export const receiptPapers = {
  "80mm": { columns: 48, widthDots: 576 },
  "58mm": { columns: 32, widthDots: 384 },
} as const;
export type ReceiptPaper = keyof typeof receiptPapers;

/** Columns a character takes on the printer in its GB18030 mode: plain ASCII one, everything else two. */
export function columnsOf(character: string): number {
  return character.codePointAt(0)! < 0x80 ? 1 : 2;
}
