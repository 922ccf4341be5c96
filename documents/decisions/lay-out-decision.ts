import { Failure } from "../../domain/failure.ts";
import type { FontBook } from "../fonts/font-book.ts";
import { PageFlow } from "../layout/page-flow.ts";
import { sampleWatermark } from "../layout/sample-watermark.ts";
import type { Mark, Sheet } from "../layout/sheet.ts";
import { putTable } from "../layout/table.ts";
import type { TextStyle } from "../layout/text-block.ts";
import { plainParagraphs } from "../receipts/plain-text.ts";
import type { SealDesign } from "../seal/seal-picture.ts";
import { setSeal, type SealedSheets } from "../seal/seal-place.ts";
import { fitText } from "../template/fit-text.ts";
import { belowHundred } from "../template/formats.ts";
import { fillText, getValue, isList, isThere, type TemplateValue, type TemplateValues } from "../template/template-text.ts";
import { layOutClosing, type Closing } from "./closing.ts";
import type { DocumentContent } from "./decision-document.ts";
import type { DecisionTemplate, TemplateBlock, TemplateFurniture } from "./template-form.ts";

/**
 * `draft` to look at: marked 样张, with or without a number. `plain` to be stamped by hand, its place shown. `sealed` as it is given to
 * the applicant.
 */
export type DecisionLook = { kind: "draft" } | { kind: "plain" } | { kind: "sealed"; seal: SealDesign };

export interface DecisionSheets extends SealedSheets {
  title: string;
}

const withoutNumber = "（待编号）";
const sampleLine = "样张，仅供核对，不具有法律效力";

/**
 * The document on its sheets. Throws, naming what is wrong: `document-without-number` (unless a draft), `document-text-too-long` (at a fixed
 * place), `glyph-missing`, `seal-text-too-long`; and as `fillText` when content and template are of different kinds.
 */
export function layOutDecision(template: DecisionTemplate, content: DocumentContent, look: DecisionLook, fonts: FontBook): DecisionSheets {
  return new DecisionSetter(template, content, look, fonts).set();
}

class DecisionSetter {
  readonly #template: DecisionTemplate;
  readonly #look: DecisionLook;
  readonly #flow: PageFlow;
  readonly #values: TemplateValues;
  readonly #title: string;
  #sectionCount = 0;
  #closing: { closing: Closing; sheetIndex: number; topMm: number } | null = null;

  constructor(template: DecisionTemplate, content: DocumentContent, look: DecisionLook, fonts: FontBook) {
    this.#template = template;
    this.#look = look;
    this.#flow = new PageFlow(fonts, template.page);
    const values = plainValues(content) as TemplateValues;
    this.#title = fillText(template.title, values);
    if (look.kind !== "draft" && content.number === null) throw new Failure("document-without-number", { details: { title: this.#title } });
    this.#values = { ...values, title: this.#title, number: values["number"] ?? withoutNumber };
  }

  set(): DecisionSheets {
    const blocks = this.#template.blocks.filter(({ when, unless }) => (when === undefined || this.#isThere(when)) && (unless === undefined || !this.#isThere(unless)));
    blocks.forEach((block, index) => this.#put(block, blocks[index + 1]));
    const { fonts } = this.#flow;
    const sheets = this.#flow.finish((page, pageCount) => this.#furniture(page, pageCount));
    return { title: this.#title, ...this.#finish(sheets, fonts) };
  }

  /** The seal last of all, so that its ink lies over what it stands on. */
  #finish(sheets: Sheet[], fonts: FontBook): SealedSheets {
    if (this.#look.kind === "draft") return { sheets: sheets.map((sheet) => ({ ...sheet, marks: [...sheet.marks, ...sampleWatermark(sheet, sampleLine, fonts)] })), sealPlace: null };
    if (this.#look.kind === "plain" || this.#closing === null) return { sheets, sealPlace: null };
    const { closing, sheetIndex, topMm } = this.#closing;
    const { mark, place } = setSeal(this.#look.seal, fonts, sheetIndex, this.#flow.geometry.leftMm + closing.sealCentreXMm, topMm + closing.sealCentreYMm);
    return { sheets: sheets.map((sheet, index) => (index === sheetIndex ? { ...sheet, marks: [...sheet.marks, mark] } : sheet)), sealPlace: place };
  }

  #put(block: TemplateBlock, next: TemplateBlock | undefined): void {
    const flow = this.#flow;
    const keepMm = next?.kind === "closing" ? this.#layOutClosing(next).heightMm : 0;
    switch (block.kind) {
      case "text":
        return flow.section(null, this.#fill(block.text), this.#style(block.style), keepMm);
      case "section": {
        if (block.isNumbered) this.#sectionCount += 1;
        const heading = (block.isNumbered ? `${belowHundred(this.#sectionCount)}、` : "") + this.#fill(block.heading);
        return flow.section({ text: heading, style: this.#style(block.headingStyle) }, this.#fill(block.text), this.#style(block.style), keepMm);
      }
      case "rule":
        return flow.put(1, (xMm, topMm) => [{ kind: "line", fromXMm: xMm, fromYMm: topMm + 0.5, toXMm: xMm + flow.widthMm, toYMm: topMm + 0.5, widthPt: block.widthPt, colour: block.colour }]);
      case "space":
        return flow.space(block.heightMm);
      case "table":
        return this.#table(block);
      case "form":
        for (const { cells, leastHeightMm } of block.rows) {
          const columns = cells.map(({ share, style }) => ({ share, style: this.#style(style) }));
          putTable(flow, { columns, header: null, rows: [cells.map(({ text }) => this.#fill(text))], leastRowHeightMm: leastHeightMm });
        }
        return;
      case "closing": {
        const closing = this.#layOutClosing(block);
        flow.put(closing.heightMm, (xMm, topMm) => {
          this.#closing = { closing, sheetIndex: flow.pageIndex, topMm };
          return closing.draw(xMm, topMm);
        });
      }
    }
  }

  #table({ list, columns, headStyle, whenEmpty, foot }: TemplateBlock & { kind: "table" }): void {
    const entries = getValue(list, this.#values);
    const rows = (isList(entries) ? entries : []).map((entry, index) => columns.map(({ text }) => this.#fill(text, { ...this.#values, index: index + 1, ...entry })));
    const styled = columns.map(({ share, style }) => ({ share, style: this.#style(style) }));
    const widest = columns.reduce((best, { share }, index) => (share > columns[best]!.share ? index : best), 0);
    putTable(this.#flow, {
      columns: styled,
      header: { cells: columns.map(({ head }) => head), style: this.#style(headStyle) },
      rows: rows.length > 0 ? rows : [columns.map((_, index) => (index === widest ? whenEmpty : ""))],
      ...(foot === undefined ? {} : { foot: { columns: foot.map(({ share, style }) => ({ share, style: this.#style(style) })), cells: foot.map(({ text }) => this.#fill(text)) } }),
    });
  }

  #layOutClosing({ name, date, style, rightEm }: TemplateBlock & { kind: "closing" }): Closing {
    const sealDiameterMm = this.#look.kind === "sealed" ? this.#look.seal.diameterMm : undefined;
    return layOutClosing(this.#flow, { name: this.#fill(name), date: this.#fill(date), style: this.#style(style), rightEm, sealDiameterMm });
  }

  #furniture(page: number, pageCount: number): Mark[] {
    const isOn = ({ on }: TemplateFurniture): boolean => on === "every" || (on === "first") === (page === 1);
    return this.#template.furniture.filter(isOn).flatMap((piece): Mark[] => {
      if (piece.kind === "line") return [{ ...piece }];
      const text = this.#fill(piece.text, { ...this.#values, page, pageCount });
      const marks = fitText(this.#flow.fonts, text, this.#template.styles[piece.style]!, piece.box);
      if (marks === null) throw new Failure("document-text-too-long", { details: { name: piece.name, length: [...text].length, title: this.#title } });
      return marks;
    });
  }

  #isThere(path: string): boolean {
    return isThere(getValue(path, this.#values));
  }

  #fill(text: string, values = this.#values): string {
    return fillText(text, values);
  }

  #style(name: string): TextStyle {
    return this.#template.styles[name]!;
  }
}

/** The content with every text as it may stand on paper. */
function plainValues(value: TemplateValue): TemplateValue {
  if (typeof value === "string") return plainParagraphs(value);
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((entry) => plainValues(entry) as TemplateValues);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainValues(inner)]));
}
