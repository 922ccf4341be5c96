import { Failure } from "../../domain/failure.ts";
import type { FontBook } from "../fonts/font-book.ts";
import { qrModules } from "../layout/qr-modules.ts";
import { sampleWatermark } from "../layout/sample-watermark.ts";
import { black, requireGlyphs, type Mark, type Sheet } from "../layout/sheet.ts";
import { plainParagraphs } from "../receipts/plain-text.ts";
import { setSeal, type SealedSheets, type SealPlace } from "../seal/seal-place.ts";
import { fitText, type Box } from "../template/fit-text.ts";
import type { TemplateStyle } from "../template/template-parts.ts";
import { fillText, type TemplateValues } from "../template/template-text.ts";
import { layOutAnnex, type AnnexEntry } from "./annex.ts";
import type { CertificateContent, CertificateLook } from "./certificate-content.ts";
import { getFramePicture } from "./frame-picture.ts";
import type { TemplateElement } from "./template.ts";

/**
 * The certificate, and behind it annex sheets for texts its boxes have no room for. Throws, naming what is wrong: `glyph-missing`,
 * `certificate-text-too-long`, the failures of `fillText`, `seal-text-too-long`, `template-without-seal`.
 */
export function layOutCertificate(content: CertificateContent, look: CertificateLook, fonts: FontBook): SealedSheets {
  return new CertificateSetter(content, look, fonts).set();
}

const annexNotice = "（内容较多，详见附页）";
const gridPt = 0.6;
const sampleLine = "样张，仅供核对，不具有证照效力";

class CertificateSetter {
  readonly #content: CertificateContent;
  readonly #look: CertificateLook;
  readonly #fonts: FontBook;
  readonly #values: TemplateValues;
  readonly #marks: Mark[] = [];
  readonly #annex: AnnexEntry[] = [];
  #sealPlace: SealPlace | null = null;

  constructor(content: CertificateContent, look: CertificateLook, fonts: FontBook) {
    this.#content = content;
    this.#look = look;
    this.#fonts = fonts;
    this.#values = { ...content.values, number: content.number };
  }

  set(): SealedSheets {
    const { template } = this.#content;
    const seals = template.elements.filter(({ kind }) => kind === "seal");
    for (const element of template.elements) if (element.kind !== "seal") this.#put(element);
    // Last, so that its ink lies over what it stands on.
    for (const seal of seals) this.#put(seal);
    if (this.#look.kind === "sealed" && this.#sealPlace === null) throw new Failure("template-without-seal", { details: { template: template.code } });
    const first: Sheet = { ...template.page, marks: this.#marks };
    const sheets = [first, ...layOutAnnex(this.#content, this.#annex, this.#fonts)];
    const looked = this.#look.kind === "preview" ? sheets.map((sheet) => ({ ...sheet, marks: [...sheet.marks, ...sampleWatermark(sheet, sampleLine, this.#fonts)] })) : sheets;
    requireGlyphs(looked, this.#fonts);
    return { sheets: looked, sealPlace: this.#sealPlace };
  }

  #put(element: TemplateElement): void {
    switch (element.kind) {
      case "frame": {
        const { insetMm, colour, lightColour } = element;
        const { widthMm, heightMm } = this.#content.template.page;
        const picture = getFramePicture({ widthMm: widthMm - 2 * insetMm, heightMm: heightMm - 2 * insetMm, colour, lightColour });
        this.#marks.push({ kind: "picture", xMm: insetMm, yMm: insetMm, picture, isMultiplied: false });
        return;
      }
      case "text":
        return this.#text(element.name, element.text, element.style, element.box, element.overflow);
      case "fields":
        return this.#fields(element);
      case "line":
        this.#marks.push({ ...element });
        return;
      case "qr":
        this.#marks.push({ kind: "modules", xMm: element.xMm, yMm: element.yMm, sizeMm: element.sizeMm, modules: qrModules(this.#content.verificationUrl) });
        return;
      case "seal":
        return this.#seal(element.centreXMm, element.centreYMm);
    }
  }

  #text(name: string, template: string, style: TemplateStyle, box: Box, overflow: "fail" | "annex"): void {
    const text = plainParagraphs(fillText(template, this.#values));
    const fitted = fitText(this.#fonts, text, style, box);
    if (fitted !== null) {
      this.#marks.push(...fitted);
      return;
    }
    const notice = overflow === "annex" ? fitText(this.#fonts, annexNotice, { ...style, indentEm: 0 }, box) : null;
    if (notice === null) throw new Failure("certificate-text-too-long", { details: { name, length: [...text].length } });
    this.#marks.push(...notice);
    this.#annex.push({ name: name.replace(/[：\n]/g, ""), text });
  }

  #fields({ box, labelWidthMm, labelStyle, style, rules, rows }: TemplateElement & { kind: "fields" }): void {
    const isGrid = rules === "grid";
    const paddingMm = isGrid ? { x: 2.2, y: 0.8 } : { x: 0, y: 0 };
    const inner = ({ xMm, yMm, widthMm, heightMm }: Box): Box => ({ xMm: xMm + paddingMm.x, yMm: yMm + paddingMm.y, widthMm: widthMm - 2 * paddingMm.x, heightMm: heightMm - 2 * paddingMm.y });
    const rule = (fromXMm: number, fromYMm: number, toXMm: number, toYMm: number): void => {
      if (isGrid) this.#marks.push({ kind: "line", fromXMm, fromYMm, toXMm, toYMm, widthPt: gridPt, colour: black });
    };
    const [right, bottom] = [box.xMm + box.widthMm, box.yMm + box.heightMm];
    const shares = rows.reduce((sum, { share }) => sum + share, 0);
    let yMm = box.yMm;
    for (const row of rows) {
      const heightMm = (row.share / shares) * box.heightMm;
      rule(box.xMm, yMm, right, yMm);
      const cells = row.beside === undefined ? [row] : [row, row.beside];
      const widthMm = box.widthMm / cells.length;
      cells.forEach((cell, index) => {
        const xMm = box.xMm + index * widthMm;
        if (index > 0) rule(xMm, yMm, xMm, yMm + heightMm);
        rule(xMm + labelWidthMm, yMm, xMm + labelWidthMm, yMm + heightMm);
        this.#text(cell.label, cell.label, labelStyle, inner({ xMm, yMm, widthMm: labelWidthMm, heightMm }), "fail");
        this.#text(cell.label, cell.text, style, inner({ xMm: xMm + labelWidthMm, yMm, widthMm: widthMm - labelWidthMm, heightMm }), cell.overflow);
      });
      yMm += heightMm;
    }
    rule(box.xMm, bottom, right, bottom);
    rule(box.xMm, box.yMm, box.xMm, bottom);
    rule(right, box.yMm, right, bottom);
  }

  #seal(centreXMm: number, centreYMm: number): void {
    if (this.#look.kind === "preview") return;
    const { mark, place } = setSeal(this.#look.seal, this.#fonts, 0, centreXMm, centreYMm);
    this.#marks.push(mark);
    this.#sealPlace = place;
  }
}
