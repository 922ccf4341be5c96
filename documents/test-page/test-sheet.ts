import type { FontBook } from "../fonts/font-book.ts";
import { PageFlow, type PageGeometry } from "../layout/page-flow.ts";
import { paintPdf } from "../layout/paint-pdf.ts";
import { qrModules } from "../layout/qr-modules.ts";
import { black, type Mark, type Sheet } from "../layout/sheet.ts";
import { putTable } from "../layout/table.ts";
import { marksOfBlock, layOutText, type TextStyle } from "../layout/text-block.ts";
import { testPageAdvice, testPageCode, testPageFacts, testPageTitle, type TestPage } from "./test-page.ts";

const title: TextStyle = { role: "title", sizePt: 24, leading: 1.6, align: "center" };
const label: TextStyle = { role: "heading", sizePt: 12, leading: 1.5 };
const cell: TextStyle = { role: "body", sizePt: 12, leading: 1.5 };
const prose: TextStyle = { role: "body", sizePt: 13, leading: 1.7 };
const small: TextStyle = { role: "body", sizePt: 9, leading: 1.4, align: "center" };

const codeSideMm = 30;
/** From the paper's edge: what a printer does not reach is missing in the frame. */
const frameMm = 6;

/** The test page on `pageCount` A4 sheets (two show whether both sides are printed). Throws `glyph-missing`. */
export function layOutTestSheets(page: TestPage, pageCount: number, fonts: FontBook): Sheet[] {
  const flow = new PageFlow(fonts);
  for (let number = 1; number <= pageCount; number += 1) {
    if (number > 1) flow.newPage();
    flow.text(testPageTitle, title);
    flow.space(6);
    putTable(flow, { columns: [{ share: 24, style: label }, { share: 76, style: cell }], header: null, rows: testPageFacts(page).map((row) => [...row]), shadedColumns: [0] });
    flow.space(8);
    flow.text(testPageAdvice, prose);
    flow.text(`四周的细线离纸边 ${frameMm} 毫米，四条都在，纸张就没有放错、缩放也正确。`, prose);
    flow.space(8);
    flow.put(codeSideMm, (xMm, topMm) => [{ kind: "modules", xMm, yMm: topMm, sizeMm: codeSideMm, modules: qrModules(testPageCode) }]);
  }
  return flow.finish((number, count, geometry) => [...frame(geometry), ...pageNumber(fonts, geometry, number, count)]);
}

export async function renderTestPdf(page: TestPage, pageCount: number, fonts: FontBook): Promise<Uint8Array> {
  return paintPdf(layOutTestSheets(page, pageCount, fonts), fonts, { title: testPageTitle, createdAt: page.printedAt });
}

function frame({ widthMm, heightMm }: PageGeometry): Mark[] {
  const [left, top, right, bottom] = [frameMm, frameMm, widthMm - frameMm, heightMm - frameMm];
  const line = (fromXMm: number, fromYMm: number, toXMm: number, toYMm: number): Mark => ({ kind: "line", fromXMm, fromYMm, toXMm, toYMm, widthPt: 0.4, colour: black });
  return [line(left, top, right, top), line(right, top, right, bottom), line(right, bottom, left, bottom), line(left, bottom, left, top)];
}

function pageNumber(fonts: FontBook, { widthMm, heightMm, leftMm, rightMm }: PageGeometry, number: number, count: number): Mark[] {
  return marksOfBlock(layOutText(fonts, `第 ${number} 面 共 ${count} 面`, small, widthMm - leftMm - rightMm), leftMm, heightMm - 17);
}
