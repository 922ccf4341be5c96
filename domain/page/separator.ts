/**
 * A separator sheet (分隔页) lies before the pages of a material in the feeder and says by its code which material that is. The code is
 * `YC1S/<item>/<material>/<check>`, of the catalogue's codes, which hold no slash: a prefix of our own and a check keep it apart from every other code that papers bear.
 */
export interface SeparatorTarget {
  readonly itemCode: string;
  readonly materialCode: string;
}

/** What a code turned out to be. `damaged`: one of ours, misread or tampered with. */
export type Separator = { readonly kind: "sound"; readonly target: SeparatorTarget } | { readonly kind: "damaged" };

const prefix = "YC1S/";

/** The text of the code printed on a sheet. */
export function separatorCodeOf({ itemCode, materialCode }: SeparatorTarget): string {
  const text = `${prefix}${itemCode}/${materialCode}`;
  return `${text}/${checkOf(text)}`;
}

/** Undefined for any other code: a receipt's, a company's licence, a web address. */
export function readSeparatorCode(code: string): Separator | undefined {
  if (!code.startsWith(prefix)) return undefined;
  const [, itemCode, materialCode, check, ...rest] = code.split("/");
  if (!itemCode || !materialCode || rest.length > 0) return { kind: "damaged" };
  if (check !== checkOf(`${prefix}${itemCode}/${materialCode}`)) return { kind: "damaged" };
  return { kind: "sound", target: { itemCode, materialCode } };
}

/** CRC-32 (IEEE) of the text, eight hexadecimal digits. */
function checkOf(text: string): string {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}
