/** Rows as a table for a terminal; a Chinese character takes two places. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ""))));
  for (const [index, line] of lines.entries()) {
    console.log(`  ${line.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell))).join("  ")}`);
    if (index === 0) console.log(`  ${widths.map((width) => "─".repeat(width)).join("  ")}`);
  }
}

function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (/[\u2E80-\uFFEF]|[\u{20000}-\u{3FFFF}]/u.test(character) ? 2 : 1), 0);
}
