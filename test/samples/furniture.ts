import type { Drawing } from "./drawing.ts";

/** Things that stand on many sheets. */

export function drawSeal(drawing: Drawing, cx: number, cy: number, radius: number, words: string): void {
  const red = "#d3202f";
  drawing.markup(`<g opacity="0.86"><circle cx="${cx}" cy="${cy}" r="${radius}" fill="none" stroke="${red}" stroke-width="${radius / 14}"/></g>`);
  const points = Array.from({ length: 10 }, (_, index) => {
    const reach = (index % 2 === 0 ? 0.36 : 0.14) * radius;
    const angle = ((index * 36 - 90) * Math.PI) / 180;
    return `${(cx + Math.cos(angle) * reach).toFixed(1)},${(cy + Math.sin(angle) * reach).toFixed(1)}`;
  });
  drawing.markup(`<polygon points="${points.join(" ")}" fill="${red}" opacity="0.86"/>`);
  drawing.textOnArc(cx, cy, radius * 0.7, words, { sizePx: radius * 0.26, font: "bold", colour: red });
}

/** A face nobody has: enough tones to tell whether a photograph kept them. */
export function drawPortrait(drawing: Drawing, x: number, y: number, width: number, height: number): void {
  const id = `face${Math.round(x)}`;
  drawing.markup(
    `<defs><radialGradient id="${id}" cx="0.4" cy="0.35"><stop offset="0" stop-color="#f2d3b8"/><stop offset="1" stop-color="#a9745a"/></radialGradient>` +
      `<linearGradient id="${id}b" x2="0" y2="1"><stop offset="0" stop-color="#7d93ad"/><stop offset="1" stop-color="#c8d3de"/></linearGradient></defs>` +
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="url(#${id}b)"/>` +
      `<ellipse cx="${x + width / 2}" cy="${y + height * 1.02}" rx="${width * 0.45}" ry="${height * 0.3}" fill="#2b3340"/>` +
      `<ellipse cx="${x + width / 2}" cy="${y + height * 0.36}" rx="${width * 0.27}" ry="${height * 0.28}" fill="#1d1916"/>` +
      `<ellipse cx="${x + width / 2}" cy="${y + height * 0.45}" rx="${width * 0.23}" ry="${height * 0.26}" fill="url(#${id})"/>`,
  );
}

export interface Table {
  readonly x: number;
  readonly y: number;
  readonly columnWidths: readonly number[];
  readonly rowHeight: number;
  readonly sizePx: number;
}

/** A ruled table, cell by cell; gives the y below it. */
export function drawTable(drawing: Drawing, table: Table, rows: readonly (readonly string[])[]): number {
  const width = table.columnWidths.reduce((sum, column) => sum + column, 0);
  const bottom = table.y + rows.length * table.rowHeight;
  for (let row = 0; row <= rows.length; row++) drawing.line(table.x, table.y + row * table.rowHeight, table.x + width, table.y + row * table.rowHeight);
  let x = table.x;
  for (const column of [0, ...table.columnWidths]) {
    x += column;
    drawing.line(x, table.y, x, bottom);
  }
  rows.forEach((cells, row) => {
    let left = table.x;
    cells.forEach((cell, column) => {
      if (cell) drawing.text(left + 18, table.y + row * table.rowHeight + table.rowHeight / 2 + table.sizePx * 0.36, cell, { sizePx: table.sizePx });
      left += table.columnWidths[column] ?? 0;
    });
  });
  return bottom;
}
