/**
 * Text as it may stand on paper in one line: composed (NFC), without control, formatting and invisible characters, white space
 * of any kind a single space, lone surrogates shown as U+FFFD.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\s\p{Z}]+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Variation_Selector}\p{Default_Ignorable_Code_Point}]/gu, "")
    .trim();
}

/** As `plainText`, but line breaks and blank lines the writer made are kept. */
export function plainParagraphs(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(plainText)
    .filter((line) => line !== "")
    .join("\n");
}
