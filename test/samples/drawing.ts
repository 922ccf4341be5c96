import sharp from "sharp";
import { getOutline, type FontName } from "./glyphs.ts";

/** A4 at 300 dpi. All measures below are pixels of it. */
export const SHEET = { width: 2480, height: 3508 } as const;
const DPI = 300;

export const fromPoints = (points: number) => (points * DPI) / 72;

export interface TextStyle {
  readonly sizePx: number;
  readonly font?: FontName;
  readonly colour?: string;
}

/** What is drawn on one sheet. Text is drawn as outlines and noted, in the order drawn, as the truth a reader is held against. */
export interface Drawing {
  text(x: number, baseline: number, text: string, style: TextStyle): void;
  /** Breaks by characters; gives the baseline after the last line. */
  paragraph(x: number, baseline: number, widthPx: number, text: string, style: TextStyle & { readonly lineHeight: number }): number;
  line(x1: number, y1: number, x2: number, y2: number, widthPx?: number, colour?: string): void;
  markup(svg: string): void;
  /** Text along a circle, as on a seal; not part of the truth. */
  textOnArc(cx: number, cy: number, radius: number, text: string, style: TextStyle): void;
  truth(): string;
  render(options?: { rotateDegrees?: number; background?: string }): Promise<Uint8Array>;
}

export function createDrawing(): Drawing {
  const definitions = new Map<string, string>();
  const body: string[] = [];
  const lines: string[] = [];

  const place = (x: number, y: number, character: string, { sizePx, font = "serif", colour = "#1c1c1c" }: TextStyle, rotation = 0): number => {
    if (character === " ") return x + sizePx / 2;
    const outline = getOutline(font, character);
    definitions.set(outline.id, outline.path);
    const scale = sizePx / outline.unitsPerEm;
    const turn = rotation ? ` rotate(${rotation.toFixed(2)})` : "";
    body.push(`<use href="#${outline.id}" fill="${colour}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})${turn} scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})"/>`);
    return x + outline.advanceEm * sizePx;
  };
  const write = (x: number, baseline: number, text: string, style: TextStyle) => {
    let at = x;
    for (const character of text) at = place(at, baseline, character, style);
    lines.push(text);
  };

  return {
    text: write,
    paragraph(x, baseline, widthPx, text, style) {
      let line = "";
      let used = 0;
      let y = baseline;
      const flush = () => {
        if (line) write(x, y, line, style);
        if (line) y += style.sizePx * style.lineHeight;
        line = "";
        used = 0;
      };
      for (const character of text) {
        const advance = character === " " ? 0.5 : getOutline(style.font ?? "serif", character).advanceEm;
        if (used + advance * style.sizePx > widthPx) flush();
        line += character;
        used += advance * style.sizePx;
      }
      flush();
      return y;
    },
    line: (x1, y1, x2, y2, widthPx = 3, colour = "#222222") =>
      void body.push(`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}" stroke-width="${widthPx}"/>`),
    markup: (svg) => void body.push(svg),
    textOnArc(cx, cy, radius, text, style) {
      const characters = [...text];
      const spread = Math.min(300, characters.length * 24);
      characters.forEach((character, index) => {
        const degrees = -90 - spread / 2 + (spread * (index + 0.5)) / characters.length;
        const angle = (degrees * Math.PI) / 180;
        const shift = style.sizePx / 2;
        const x = cx + Math.cos(angle) * radius + Math.sin(angle) * shift;
        const y = cy + Math.sin(angle) * radius - Math.cos(angle) * shift;
        place(x, y, character, style, degrees + 90);
      });
    },
    truth: () => lines.join("\n"),
    async render({ rotateDegrees = 0, background = "#ffffff" } = {}) {
      const { width, height } = SHEET;
      const outlines = [...definitions].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join("");
      const turn = rotateDegrees ? ` transform="rotate(${rotateDegrees} ${width / 2} ${height / 2})"` : "";
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${outlines}</defs><rect width="100%" height="100%" fill="${background}"/><g${turn}>${body.join("")}</g></svg>`;
      return sharp(Buffer.from(svg), { unlimited: true }).flatten({ background }).removeAlpha().raw().toBuffer();
    },
  };
}
