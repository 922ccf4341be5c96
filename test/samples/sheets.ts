import { createDrawing, fromPoints, SHEET, type Drawing, type TextStyle } from "./drawing.ts";
import { drawPortrait, drawSeal, drawTable } from "./furniture.ts";
import { fill, writeProse } from "./prose.ts";
import { createRandom, type Random } from "./random.ts";
import { OFFICE_SCANNER, scanSheet } from "./scan-effects.ts";

export const SHEET_CLASSES = [
  "text-12pt",
  "text-10.5pt",
  "text-9pt",
  "text-7.5pt",
  "table",
  "seal",
  "identity-copy",
  "photograph",
  "noisy-paper",
  "newspaper",
  "blank",
  "skewed",
] as const;
export type SheetClass = (typeof SHEET_CLASSES)[number];

export interface SampleScan {
  readonly class: SheetClass;
  readonly name: string;
  /** JPEG, A4 at 300 dpi. */
  readonly jpeg: Uint8Array;
  /** What is printed, line by line in reading order; empty where nothing is to be read. */
  readonly truth: string;
}

const MARGIN = 295;
const TEXT_WIDTH = SHEET.width - 2 * MARGIN;

/** One scanned sheet; the same class and number always give the same bytes. */
export async function createSheet(sheetClass: SheetClass, number: number): Promise<SampleScan> {
  const random = createRandom(SHEET_CLASSES.indexOf(sheetClass) * 1000 + number);
  const drawing = createDrawing();
  const font = number % 2 === 0 ? "serif" : "sans";
  DRAWERS[sheetClass](drawing, random, font);
  const background = sheetClass === "noisy-paper" ? "#ecd9b4" : sheetClass === "newspaper" ? "#dedad0" : "#f8f8f6";
  const sheet = await drawing.render({ background, rotateDegrees: sheetClass === "skewed" ? 1.3 : 0 });
  const effects = { ...OFFICE_SCANNER, noise: sheetClass === "noisy-paper" ? 12 : sheetClass === "newspaper" ? 7 : OFFICE_SCANNER.noise };
  return { class: sheetClass, name: `${sheetClass}-${number}.jpg`, jpeg: await scanSheet(sheet, random, effects), truth: drawing.truth() };
}

type Font = NonNullable<TextStyle["font"]>;
type Draw = (drawing: Drawing, random: Random, font: Font) => void;

function printed(points: number): Draw {
  return (drawing, random, font) => {
    const sizePx = fromPoints(points);
    const lineHeight = 1.5;
    const lines = Math.floor((SHEET.height - 2 * MARGIN) / (sizePx * lineHeight));
    const perLine = Math.floor(TEXT_WIDTH / sizePx);
    drawing.paragraph(MARGIN, MARGIN + sizePx, TEXT_WIDTH, writeProse(random, lines * perLine), { sizePx, font, lineHeight });
  };
}

const DRAWERS: Readonly<Record<SheetClass, Draw>> = {
  "text-12pt": printed(12),
  "text-10.5pt": printed(10.5),
  "text-9pt": printed(9),
  "text-7.5pt": printed(7.5),
  "noisy-paper": printed(12),
  skewed: printed(12),
  blank: () => undefined,
  table(drawing, random) {
    const rows = Array.from({ length: 26 }, (_, index) => [`${index + 1}`, fill("{item}", random), fill("{name}", random), fill("{date}", random), fill("{code}", random)]);
    drawing.text(900, 360, "受理材料登记清单", { sizePx: fromPoints(18), font: "bold" });
    drawTable(drawing, { x: 220, y: 460, columnWidths: [120, 640, 280, 460, 540], rowHeight: 106, sizePx: fromPoints(10.5) }, [["序号", "事项名称", "申请人", "日期", "编号"], ...rows]);
  },
  seal(drawing, random, font) {
    const sizePx = fromPoints(12);
    const style = { sizePx, font, lineHeight: 1.7 };
    const y = drawing.paragraph(MARGIN, 700, TEXT_WIDTH, writeProse(random, 620), style);
    drawing.text(900, 480, "准予行政许可决定书", { sizePx: fromPoints(22), font: "bold" });
    drawing.text(1450, y + 260, "市住房和城乡建设局", { sizePx, font });
    drawing.text(1450, y + 360, fill("{date}", random), { sizePx, font });
    drawSeal(drawing, 1720, y + 280, 250, "市住房和城乡建设局行政审批");
  },
  "identity-copy"(drawing, random) {
    const large = { sizePx: fromPoints(14), font: "sans" as const };
    const card = (top: number, draw: () => void) => {
      drawing.markup(`<rect x="700" y="${top}" width="1011" height="638" rx="40" fill="#dfe8ee" stroke="#8899aa" stroke-width="4"/>`);
      draw();
    };
    card(600, () => {
      drawPortrait(drawing, 1380, 700, 280, 350);
      const lines = [fill("姓名 {name}", random), "性别 女 民族 汉", "出生 1988年3月12日", "住址 滨河新区长江路", "五十六号三单元"];
      lines.forEach((line, index) => drawing.text(760, 740 + index * 85, line, { sizePx: 46, font: "sans" }));
      drawing.text(760, 1190, "公民身份号码 11010519880312002X", { sizePx: 46, font: "sans" });
    });
    card(1400, () => {
      drawing.text(1000, 1560, "中华人民共和国", { sizePx: 62, font: "bold" });
      drawing.text(1060, 1680, "居民身份证", { sizePx: 74, font: "bold" });
      drawing.text(820, 1860, "签发机关 滨河市公安局", { sizePx: 46, font: "sans" });
      drawing.text(820, 1950, "有效期限 2018.05.06-2038.05.06", { sizePx: 46, font: "sans" });
    });
    drawing.text(760, 2320, "此复印件仅供办理施工许可使用", large);
  },
  photograph(drawing, random) {
    drawing.markup('<defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#3f6fae"/><stop offset="1" stop-color="#d9c9a5"/></linearGradient></defs><rect width="2480" height="3508" fill="url(#sky)"/>');
    for (let index = 0; index < 90; index++) {
      const [x, y, radius] = [random.below(2480), 1400 + random.below(2100), 30 + random.below(220)];
      const colour = `rgb(${60 + random.below(150)},${60 + random.below(130)},${40 + random.below(110)})`;
      drawing.markup(`<ellipse cx="${x}" cy="${y}" rx="${radius}" ry="${radius * 0.6}" fill="${colour}" opacity="0.7"/>`);
    }
  },
  newspaper(drawing, random) {
    drawing.text(260, 420, "政务服务大厅全面推行一窗受理", { sizePx: 140, font: "bold" });
    const sizePx = fromPoints(9);
    for (let column = 0; column < 3; column++) {
      const width = 620;
      const lines = column === 1 ? 26 : 62;
      const perLine = Math.floor(width / sizePx);
      drawing.paragraph(240 + column * 690, 600, width, writeProse(random, lines * perLine), { sizePx, lineHeight: 1.3 });
    }
    drawPortrait(drawing, 930, 1950, 620, 900);
  },
};
