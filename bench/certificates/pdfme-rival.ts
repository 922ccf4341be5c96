import { readFileSync } from "node:fs";
import type { Font, Schema } from "@pdfme/common";
import { generate } from "@pdfme/generator";
import { barcodes, line, svg, text } from "@pdfme/schemas";
import type { CertificateContent } from "../../documents/certificate/certificate-content.ts";
import type { FontBook } from "../../documents/fonts/font-book.ts";
import { bundledFontFiles, type FontRole } from "../../documents/fonts/font-files.ts";
import { hexOf, pictureSvg } from "../../documents/layout/picture.ts";
import { getSealPicture, type SealDesign } from "../../documents/seal/seal-picture.ts";
import { fitText, type Box } from "../../documents/template/fit-text.ts";
import type { TemplateStyle } from "../../documents/template/template-parts.ts";
import { fillText } from "../../documents/template/template-text.ts";

/**
 * The same certificate by pdfme: the same places, sizes, font files, words, QR code and vector seal. It is spared what it cannot do:
 * the signature, the border, justified text, a form's rules, a second font for a rare character; and the search for a size that fits,
 * which is done for it beforehand.
 */
export class PdfmeRival {
  readonly #font: Font;
  readonly #fonts: FontBook;
  readonly #sealSvg: string;

  constructor(fonts: FontBook, seal: SealDesign) {
    const files = bundledFontFiles();
    const fontOf = (role: FontRole, fallback: boolean) => ({ data: readFileSync(files[role][0]!), fallback, subset: true });
    this.#font = { title: fontOf("title", false), heading: fontOf("heading", false), body: fontOf("body", true) };
    this.#fonts = fonts;
    const { diameterMm } = seal;
    this.#sealSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${diameterMm} ${diameterMm}">${pictureSvg(getSealPicture(seal, fonts))}</svg>`;
  }

  /** What is to be drawn, in pdfme's words. */
  schemasOf({ template, values, number, verificationUrl }: CertificateContent): Schema[] {
    const schemas: Schema[] = [];
    const put = (type: string, box: Box, rest: object): void =>
      void schemas.push({ type, name: `${type}${schemas.length}`, readOnly: true, position: { x: box.xMm, y: box.yMm }, width: box.widthMm, height: box.heightMm, rotate: 0, opacity: 1, ...rest });
    const putText = (box: Box, words: string, style: TemplateStyle): void => {
      const content = fillText(words, { ...values, number });
      const [fitted] = fitText(this.#fonts, content, style, box) ?? [];
      put("text", box, {
        content,
        fontName: style.role,
        fontSize: fitted?.kind === "text" ? fitted.sizePt : style.sizePt,
        lineHeight: style.leading,
        alignment: style.align === "justify" ? "left" : style.align,
        verticalAlignment: style.verticalAlign,
        characterSpacing: style.letterGapEm * style.sizePt,
        fontColor: hexOf(style.colour),
      });
    };
    for (const element of template.elements) {
      if (element.kind === "text") putText(element.box, element.text, element.style);
      if (element.kind === "line") {
        const { fromXMm, fromYMm, toXMm, toYMm, colour } = element;
        put("line", { xMm: fromXMm, yMm: fromYMm, widthMm: Math.max(toXMm - fromXMm, 0.2), heightMm: Math.max(toYMm - fromYMm, 0.2) }, { color: hexOf(colour) });
      }
      if (element.kind === "qr") put("qrcode", { xMm: element.xMm, yMm: element.yMm, widthMm: element.sizeMm, heightMm: element.sizeMm }, { content: verificationUrl, backgroundColor: "#ffffff", barColor: "#000000" });
      if (element.kind === "seal") put("svg", { xMm: element.centreXMm - 21, yMm: element.centreYMm - 21, widthMm: 42, heightMm: 42 }, { content: this.#sealSvg });
      if (element.kind !== "fields") continue;
      const { box, rows, labelWidthMm, labelStyle, style } = element;
      const shares = rows.reduce((sum, { share }) => sum + share, 0);
      let yMm = box.yMm;
      for (const row of rows) {
        const heightMm = (row.share / shares) * box.heightMm;
        const cells = row.beside === undefined ? [row] : [row, row.beside];
        const widthMm = box.widthMm / cells.length;
        cells.forEach((cell, index) => {
          const xMm = box.xMm + index * widthMm;
          putText({ xMm, yMm, widthMm: labelWidthMm, heightMm }, cell.label, labelStyle);
          putText({ xMm: xMm + labelWidthMm, yMm, widthMm: widthMm - labelWidthMm, heightMm }, cell.text, style);
        });
        yMm += heightMm;
      }
    }
    return schemas;
  }

  async draw(schemas: Schema[], { template }: CertificateContent): Promise<Uint8Array> {
    const { widthMm: width, heightMm: height } = template.page;
    return generate({ template: { basePdf: { width, height, padding: [0, 0, 0, 0] }, schemas: [schemas] }, inputs: [{}], plugins: { text, line, svg, qrcode: barcodes.qrcode }, options: { font: this.#font } });
  }
}
