import type { FontBook } from "../fonts/font-book.ts";
import { PageFlow } from "../layout/page-flow.ts";
import { grey, type Mark, type Sheet } from "../layout/sheet.ts";
import { layOutText, marksOfBlock, type TextStyle } from "../layout/text-block.ts";
import type { CertificateContent } from "./certificate-content.ts";

/** A text the certificate's own sheet has no room for. */
export interface AnnexEntry {
  name: string;
  text: string;
}

const titleStyle: TextStyle = { role: "title", sizePt: 20, leading: 1.8, align: "center", letterGapEm: 0.2 };
const numberStyle: TextStyle = { role: "body", sizePt: 11, leading: 1.6, align: "center" };
const nameStyle: TextStyle = { role: "heading", sizePt: 12, leading: 1.8 };
const textStyle: TextStyle = { role: "body", sizePt: 11, leading: 1.6, align: "justify", indentEm: 2 };
const footStyle: TextStyle = { role: "body", sizePt: 9, leading: 1.4, align: "center", colour: grey };

/** The annex sheets (附页), of the certificate's own size; none for no entry. Each names the certificate and its number. */
export function layOutAnnex({ template, number }: CertificateContent, entries: readonly AnnexEntry[], fonts: FontBook): Sheet[] {
  if (entries.length === 0) return [];
  const flow = new PageFlow(fonts, { ...template.page, topMm: 22, rightMm: 28, bottomMm: 24, leftMm: 28 });
  flow.text(`${template.title}附页`, titleStyle);
  flow.text(`编号：${number}`, numberStyle);
  for (const { name, text } of entries) {
    flow.space(4);
    flow.section({ text: name, style: nameStyle }, text, textStyle);
  }
  return flow.finish((page, pageCount, { leftMm, heightMm }): Mark[] => {
    const foot = `《${template.title}》（编号：${number}）附页，第 ${page} 页，共 ${pageCount} 页。与正本一并使用`;
    return marksOfBlock(layOutText(fonts, foot, footStyle, flow.widthMm), leftMm, heightMm - 18);
  });
}
