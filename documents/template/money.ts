const digits = [..."零壹贰叁肆伍陆柒捌玖"];
const places = ["", "拾", "佰", "仟"];

/** `12,345.60`: fen as yuan with thousands marked and two places. */
export function yuanInFigures(fen: number): string {
  const text = String(fen).padStart(3, "0");
  return `${text.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",")}.${text.slice(-2)}`;
}

/** `壹万贰仟叁佰肆拾伍元陆角整`: fen as it is written on payment papers, without the `人民币` before it. */
export function yuanInWords(fen: number): string {
  const yuan = Math.floor(fen / 100);
  const [jiao, rest] = [Math.floor(fen / 10) % 10, fen % 10];
  const whole = yuan === 0 ? "" : `${wholeInWords(yuan)}元`;
  if (jiao === 0 && rest === 0) return `${whole === "" ? "零元" : whole}整`;
  const gap = whole !== "" && jiao === 0 ? "零" : "";
  return `${whole}${gap}${jiao > 0 ? `${digits[jiao]}角` : ""}${rest > 0 ? `${digits[rest]}分` : "整"}`;
}

/** Zeros before a lower group's or place's first digit are one 零. */
function wholeInWords(number: number): string {
  for (const [unit, size] of [["亿", 10 ** 8], ["万", 10 ** 4]] as const) {
    if (number < size) continue;
    const rest = number % size;
    return `${wholeInWords(Math.floor(number / size))}${unit}${rest > 0 && rest < size / 10 ? "零" : ""}${wholeInWords(rest)}`;
  }
  return belowTenThousandInWords(number);
}

/** Nothing for 0. */
function belowTenThousandInWords(number: number): string {
  let words = "";
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(number / 10 ** place) % 10;
    if (digit > 0) words += digits[digit]! + places[place]!;
    else if (words !== "" && number % 10 ** place > 0 && !words.endsWith("零")) words += "零";
  }
  return words;
}
