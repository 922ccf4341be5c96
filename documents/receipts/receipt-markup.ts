import type { StripLine } from "./receipt-strip.ts";

/**
 * The strip as a receiptline document. `pictureOf` may answer a base64 PNG to stand in for a line's text (characters the
 * printer has no glyph for).
 */
export function receiptMarkup(lines: readonly StripLine[], pictureOf: (line: StripLine) => string | undefined = () => undefined): string {
  return lines.map((line) => markupOf(line, pictureOf(line))).join("\n");
}

function markupOf(line: StripLine, picture: string | undefined): string {
  switch (line.kind) {
    case "rule":
      return "---";
    case "blank":
      return "";
    case "qr":
      return `{code:${escapeMarkup(line.payload)};option:qrcode,6,m}`;
    case "text": {
      if (picture !== undefined) return `{image:${picture}}`;
      const emphasis = line.isBold ? '"' : "";
      const scale = line.size === 2 ? "^^^" : "";
      const text = `${scale}${emphasis}${escapeMarkup(line.text)}${emphasis}${scale}`;
      return { left: `|${text}`, center: text, right: `${text}|` }[line.align];
    }
  }
}

/**
 * Text as receiptline prints it verbatim: every mark it gives a meaning is written in hexadecimal, edge spaces as `~` because
 * it trims them.
 */
export function escapeMarkup(text: string): string {
  return text
    .replace(/[\x00-\x1f\x7f]/g, "")
    .replace(/[\\|{}~_"`^;=-]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16).padStart(2, "0")}`)
    .replace(/^ +| +$/g, (spaces) => "~".repeat(spaces.length));
}
