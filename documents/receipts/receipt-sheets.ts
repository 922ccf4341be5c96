import type { FontBook } from "../fonts/font-book.ts";
import { PageFlow, type PageGeometry } from "../layout/page-flow.ts";
import { qrModules } from "../layout/qr-modules.ts";
import { black, grey, type Mark, type Sheet } from "../layout/sheet.ts";
import { putTable } from "../layout/table.ts";
import { heightOf, layOutText, marksOfBlock, type TextBlock, type TextStyle } from "../layout/text-block.ts";
import type { ReceiptContent, ReceiptSection } from "./receipt-content.ts";

const office: TextStyle = { role: "title", sizePt: 18, leading: 1.35, align: "center" };
const title: TextStyle = { role: "title", sizePt: 24, leading: 1.5, align: "center", letterGapEm: 0.2 };
const reprint: TextStyle = { role: "heading", sizePt: 11, leading: 1.4, align: "right" };
const number: TextStyle = { role: "body", sizePt: 11, leading: 1.5, align: "right" };
const addressee: TextStyle = { role: "body", sizePt: 13, leading: 1.7 };
const prose: TextStyle = { role: "body", sizePt: 13, leading: 1.7, align: "justify", indentEm: 2 };
const heading: TextStyle = { role: "heading", sizePt: 12, leading: 1.8 };
const label: TextStyle = { role: "heading", sizePt: 10.5, leading: 1.45 };
const cell: TextStyle = { role: "body", sizePt: 10.5, leading: 1.45 };
const small: TextStyle = { role: "body", sizePt: 9, leading: 1.5, align: "center", colour: grey };

/** The paper on A4 sheets. Throws `glyph-missing` when a character has no glyph in any font. */
export function layOutReceipt(content: ReceiptContent, fonts: FontBook): Sheet[] {
  const flow = new PageFlow(fonts);
  putHead(flow, content);
  if (content.addressee !== null) flow.text(`${content.addressee}：`, addressee);
  const closing = layOutClosing(flow, content);
  content.sections.forEach((section, index) => {
    const isLast = index === content.sections.length - 1;
    putSection(flow, section, isLast ? closing.heightMm : 0);
  });
  flow.put(closing.heightMm, closing.draw);
  return flow.finish((page, pageCount, geometry) => footer(content, fonts, page, pageCount, geometry));
}

function putHead(flow: PageFlow, content: ReceiptContent): void {
  if (content.reprintMark !== null) flow.text(content.reprintMark, reprint);
  flow.text(content.officeName, office);
  flow.text(content.title, title);
  flow.space(1.5);
  flow.put(1.6, (xMm, topMm) => [
    rule(xMm, topMm, flow.widthMm, 1.5),
    rule(xMm, topMm + 1, flow.widthMm, 0.5),
  ]);
  flow.space(1);
  flow.text(`办件编号：${content.caseNumberText}`, number);
  flow.space(2);
}

function putSection(flow: PageFlow, section: ReceiptSection, keepMm: number): void {
  switch (section.kind) {
    case "facts":
      flow.space(2);
      putTable(flow, {
        columns: [
          { share: 24, style: label },
          { share: 76, style: cell },
        ],
        header: null,
        rows: section.facts.map((fact) => [fact.label, fact.value]),
        shadedColumns: [0],
      });
      flow.space(3);
      return;
    case "table":
      flow.space(1);
      putTable(flow, {
        title: { text: section.title, style: heading },
        columns: section.columns.map(({ share, align }) => ({ share, style: { ...cell, align } })),
        header: { cells: section.columns.map((column) => column.header), style: { ...label, align: "center" } },
        rows: section.rows.length === 0 ? [["", section.whenEmpty]] : section.rows,
      });
      flow.space(3);
      return;
    case "paragraph":
      flow.section(section.heading === null ? null : { text: section.heading, style: heading }, section.text, prose, keepMm);
  }
}

const qrSideMm = 25;
const sealRadiusMm = 19;

/** Signatures, query code, and the office's name and date where the seal goes: one piece. */
function layOutClosing(flow: PageFlow, content: ReceiptContent): { heightMm: number; draw: (xMm: number, topMm: number) => Mark[] } {
  const { fonts, widthMm } = flow;
  const halfMm = widthMm / 2;
  const set = (text: string, style: TextStyle, forMm = halfMm): TextBlock => layOutText(fonts, text, style, forMm);
  const name = set(content.closing.officeName, { ...addressee, align: "center" });
  const date = set(content.closing.dateText, { ...addressee, align: "center" });
  const seal = set(`（${content.closing.sealName}）`, { ...small, colour: grey });
  const caption = set(content.query.caption, { ...small, colour: black }, qrSideMm + 10);
  const signatures = content.signatures.map((text) => set(`${text}：`, cell));
  const signatureRoomMm = 14;
  return {
    heightMm: signatureRoomMm + heightOf(name) + 2 * sealRadiusMm,
    draw: (xMm, topMm) => {
      const bodyTopMm = topMm + signatureRoomMm;
      const sealXMm = xMm + widthMm - halfMm / 2;
      const nameTopMm = bodyTopMm + sealRadiusMm - date.lineHeightMm;
      const sealYMm = nameTopMm + heightOf(name);
      return [
        ...signatures.flatMap((block, index): Mark[] => {
          const leftMm = xMm + index * halfMm;
          const textMm = block.lines.at(-1)!.width;
          return [...marksOfBlock(block, leftMm, topMm + 5), rule(leftMm + textMm, topMm + 5 + heightOf(block), halfMm - textMm - 6, 0.4)];
        }),
        { kind: "modules", xMm: xMm + 5, yMm: bodyTopMm + 4, sizeMm: qrSideMm, modules: qrModules(content.query.url) },
        ...marksOfBlock(caption, xMm, bodyTopMm + 4 + qrSideMm + 1.5),
        { kind: "circle", xMm: sealXMm, yMm: sealYMm, radiusMm: sealRadiusMm, widthPt: 0.5, dashMm: 1.2, colour: grey },
        ...marksOfBlock(name, sealXMm - halfMm / 2, nameTopMm),
        ...marksOfBlock(date, sealXMm - halfMm / 2, sealYMm),
        ...marksOfBlock(seal, sealXMm - halfMm / 2, sealYMm + date.lineHeightMm + 1),
      ];
    },
  };
}

function footer(content: ReceiptContent, fonts: FontBook, page: number, pageCount: number, geometry: PageGeometry): Mark[] {
  const widthMm = geometry.widthMm - geometry.leftMm - geometry.rightMm;
  const topMm = geometry.heightMm - 17;
  const set = (text: string, align: "left" | "center" | "right"): Mark[] =>
    marksOfBlock(layOutText(fonts, text, { ...small, align }, widthMm), geometry.leftMm, topMm);
  return [
    rule(geometry.leftMm, topMm - 1, widthMm, 0.3),
    ...set(content.reprintMark === null ? content.printedAtText : `${content.printedAtText}（${content.reprintMark}）`, "left"),
    ...set(`第 ${page} 页 共 ${pageCount} 页`, "right"),
  ];
}

function rule(xMm: number, yMm: number, widthMm: number, widthPt: number): Mark {
  return { kind: "line", fromXMm: xMm, fromYMm: yMm, toXMm: xMm + widthMm, toYMm: yMm, widthPt, colour: black };
}
