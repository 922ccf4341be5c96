/** Whole fen as yuan with two decimals, without ever being a fraction: `1050` → `10.50`. */
export function yuanText(amountFen: number): string {
  return `${Math.trunc(amountFen / 100)}.${String(amountFen % 100).padStart(2, "0")}`;
}
