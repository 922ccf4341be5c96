import receiptline, { type BaseCommand } from "receiptline";
import type { ReceiptContent } from "./receipt-content.ts";
import { receiptMarkup } from "./receipt-markup.ts";
import { receiptPapers, type ReceiptPaper } from "./receipt-paper.ts";
import { layOutStrip, type StripLine } from "./receipt-strip.ts";

export interface EscposOptions {
  paper: ReceiptPaper;
  /** What the printer's memory of characters holds; a line with any other is sent as dots. */
  characters: PrinterCharacters;
  /** False for a printer without a cutter: the paper is moved on to where it is torn. */
  cuts: boolean;
}

/** `none`: a printer without Chinese characters; every line but plain ASCII is drawn. */
export type PrinterCharacters = "gb18030" | "gbk" | "gb2312" | "none";

/** Draws one line as dots, as wide as the roll: a PNG. */
export type DrawStripLine = (line: StripLine & { kind: "text" }) => Promise<Uint8Array>;

const { generic } = receiptline.commands;

/**
 * receiptline's generic set sends single-byte box characters of a Japanese code page, which come out as Chinese garbage:
 * rules are drawn with characters of GB18030 and ASCII. Its closing `GS r` is left to whoever drives the printer.
 */
const chineseCommands: BaseCommand = {
  ...generic,
  hr(this: BaseCommand, width: number) {
    return this.text("─".repeat(Math.floor(width / 2)), "gb18030");
  },
  vr(this: BaseCommand, widths: number[], height: number) {
    return widths.reduce((line, width) => line + this.relative(width) + "|", `\x1d!${String.fromCharCode(height - 1)}|`);
  },
  vrstart: (widths: number[]) => asciiRule(widths),
  vrstop: (widths: number[]) => asciiRule(widths),
  vrhr: (widths1: number[], widths2: number[], left: number, right: number) => joinRules(widths1, widths2, left, right),
  close(this: BaseCommand) {
    return this["cutting"] ? this.cut() : feedToTheEdge;
  },
};

/** `ESC d 4`: the last line stands below the edge then. */
const feedToTheEdge = "\x1bd\x04";

/** Such a printer knows no mode of two bytes a character. */
const asciiCommands: BaseCommand = {
  ...chineseCommands,
  hr(this: BaseCommand, width: number) {
    return this.text("-".repeat(width), "cp437");
  },
};

/** The paper as bytes for an ESC/POS printer in its GB18030 mode, cut at the end. About 9 ms without pictures. */
export async function renderReceiptEscpos(
  content: ReceiptContent,
  options: EscposOptions,
  drawLine: DrawStripLine,
): Promise<Uint8Array> {
  return renderStripEscpos(layOutStrip(content, options.paper), options, drawLine);
}

/** Lines of a roll as bytes, as `renderReceiptEscpos` writes them. */
export async function renderStripEscpos(lines: readonly StripLine[], { paper, characters, cuts }: EscposOptions, drawLine: DrawStripLine): Promise<Uint8Array> {
  const pictures = new Map<StripLine, string>();
  for (const line of lines) {
    if (line.kind !== "text" || [...line.text].every((character) => hasCharacter(characters, character))) continue;
    pictures.set(line, Buffer.from(await drawLine(line)).toString("base64"));
  }
  return escposOf(receiptMarkup(lines, (line) => pictures.get(line)), receiptPapers[paper].columns, { characters, cuts });
}

/** A receiptline document as ESC/POS bytes. */
export function escposOf(markup: string, columns: number, { characters, cuts }: Pick<EscposOptions, "characters" | "cuts"> = { characters: "gb18030", cuts: true }): Uint8Array {
  const script = characters === "none" ? { encoding: "cp437", command: asciiCommands } as const : { encoding: "gb18030", command: chineseCommands } as const;
  const commands = receiptline.transform(markup, { cpl: columns, spacing: true, gradient: false, cutting: cuts, ...script });
  return Uint8Array.from(Buffer.from(commands, "latin1"));
}

/**
 * Whether a printer with such a memory has the character. GBK ends before the four-byte characters and the two-byte places GB18030 filled
 * later, as cheap printers' memories do; GB2312 is the oldest and smallest (镕 is not in it).
 */
export function hasCharacter(characters: PrinterCharacters, character: string): boolean {
  if (character.codePointAt(0)! < 0x80) return true;
  if (characters === "none") return false;
  if (characters === "gb18030") return true;
  const [first = 0, second = 0, ...more] = Buffer.from(generic.text(character, "gb18030"), "latin1").subarray(codePagePrefix);
  if (more.length > 0) return false;
  return characters === "gbk" ? first !== 0xfe || second >= 0xa1 : first >= 0xa1 && first <= 0xf7 && second >= 0xa1;
}

const codePagePrefix = Buffer.from(generic.text("", "gb18030"), "latin1").length;

function asciiRule(widths: readonly number[]): string {
  return widths.reduce((line, width) => `${line}${"-".repeat(width)}+`, "+");
}

function joinRules(widths1: readonly number[], widths2: readonly number[], left: number, right: number): string {
  const above = " ".repeat(Math.max(-left, 0)) + asciiRule(widths1) + " ".repeat(Math.max(right, 0));
  const below = " ".repeat(Math.max(left, 0)) + asciiRule(widths2) + " ".repeat(Math.max(-right, 0));
  return [...below].map((mark, index) => (mark === "+" || above[index] === "+" ? "+" : mark === " " ? (above[index] ?? " ") : mark)).join("");
}
