import { breakLines } from "../layout/break-lines.ts";
import type { ReceiptContent, ReceiptSection } from "./receipt-content.ts";
import { columnsOf, receiptPapers, type ReceiptPaper } from "./receipt-paper.ts";

/** Details up to this wide share a line under their row. */
const shortDetailColumns = 14;

/** One printed line of the roll. `size` 2 is double width and height. */
export type StripLine =
  | { kind: "text"; text: string; align: "left" | "center" | "right"; size: 1 | 2; isBold: boolean }
  | { kind: "rule" }
  | { kind: "blank" }
  | { kind: "qr"; payload: string };

/** The paper as lines of a narrow roll, already broken to its columns by Chinese rules. */
export function layOutStrip(content: ReceiptContent, paper: ReceiptPaper): StripLine[] {
  const { columns } = receiptPapers[paper];
  const write = new StripWriter(columns);
  write.centered(content.officeName, { isBold: true });
  write.centered(content.title, { size: 2, isBold: true });
  if (content.reprintMark !== null) write.centered(`【${content.reprintMark}】`, { isBold: true });
  write.rule();
  write.labelled("办件编号", content.caseNumberText);
  if (content.addressee !== null) write.flowing(`${content.addressee}：`);
  for (const section of content.sections) writeSection(write, section);
  write.rule();
  for (const signature of content.signatures) {
    write.flowing(`${signature}：`);
    write.blank();
  }
  write.right(content.closing.officeName);
  write.right(`（${content.closing.sealName}）`);
  write.right(content.closing.dateText);
  write.rule();
  write.qr(content.query.url);
  write.centered(content.query.caption);
  write.centered(content.printedAtText);
  if (content.reprintMark !== null) write.centered(content.reprintMark);
  write.blank();
  return write.lines;
}

function writeSection(write: StripWriter, section: ReceiptSection): void {
  switch (section.kind) {
    case "facts":
      for (const { label, value } of section.facts) write.labelled(label, value);
      return;
    case "paragraph":
      if (section.heading !== null) write.flowing(`【${section.heading}】`, { isBold: true });
      write.flowing(section.text);
      return;
    case "table": {
      write.rule();
      write.flowing(section.title, { isBold: true });
      if (section.rows.length === 0) write.flowing(section.whenEmpty);
      const main = section.columns.findIndex((column) => column.isMain === true);
      for (const row of section.rows) {
        write.hanging(`${row[0]}. `, row[main] ?? "");
        const details = section.columns.flatMap(({ header }, index) =>
          index === 0 || index === main || row[index] === "" || row[index] === "—" ? [] : [`${header}：${row[index]}`],
        );
        const short = details.filter((detail) => widthOf(detail) <= shortDetailColumns);
        if (short.length > 0) write.hanging("   ", short.join("  "));
        for (const detail of details) if (!short.includes(detail)) write.hanging("   ", detail);
      }
      write.rule();
    }
  }
}

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0);
}

class StripWriter {
  readonly lines: StripLine[] = [];
  readonly columns: number;

  constructor(columns: number) {
    this.columns = columns;
  }

  centered(text: string, look: { size?: 1 | 2; isBold?: boolean } = {}): void {
    this.add(text, "center", look);
  }

  right(text: string): void {
    this.add(text, "right", {});
  }

  flowing(text: string, look: { isBold?: boolean } = {}): void {
    this.add(text, "left", look);
  }

  /** `label：value`, the value's further lines under its first when there is room for that. */
  labelled(label: string, value: string): void {
    this.hanging(`${label}：`, value);
  }

  hanging(head: string, text: string): void {
    const headWidth = widthOf(head);
    const indent = headWidth <= this.columns / 2 ? headWidth : 2;
    const [first = "", ...rest] = this.breakTo(text, this.columns - headWidth);
    const firstFits = headWidth + widthOf(first) <= this.columns;
    if (firstFits && indent === headWidth) {
      this.line(head + first);
      for (const part of rest) this.line(" ".repeat(indent) + part);
      return;
    }
    this.add(head, "left", {});
    for (const part of this.breakTo(text, this.columns - indent)) this.line(" ".repeat(indent) + part);
  }

  rule(): void {
    if (this.lines.at(-1)?.kind !== "rule") this.lines.push({ kind: "rule" });
  }

  blank(): void {
    this.lines.push({ kind: "blank" });
  }

  qr(payload: string): void {
    this.lines.push({ kind: "qr", payload });
  }

  private add(text: string, align: "left" | "center" | "right", { size = 1, isBold = false }: { size?: 1 | 2; isBold?: boolean }): void {
    for (const part of this.breakTo(text, this.columns / size)) this.lines.push({ kind: "text", text: part, align, size, isBold });
  }

  private line(text: string): void {
    this.lines.push({ kind: "text", text, align: "left", size: 1, isBold: false });
  }

  private breakTo(text: string, maxWidth: number): string[] {
    return breakLines(text, { maxWidth: Math.max(maxWidth, 2), widthOf: columnsOf }).map((line) => line.text);
  }
}
