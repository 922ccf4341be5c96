import { deflateSync } from "node:zlib";
import type { FontBook } from "../fonts/font-book.ts";
import type { FontRole } from "../fonts/font-files.ts";
import { short } from "./glyph-outlines.ts";
import { millimetresPerPoint, type Colour, type Path, type PathStep, type Picture } from "./sheet.ts";

/** `x' = a·x + c·y + e`, `y' = b·x + d·y + f`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export function transformPath(path: Path, [a, b, c, d, e, f]: Matrix): Path {
  return path.map((step) => {
    const moved: (string | number)[] = [step[0]];
    for (let index = 1; index < step.length; index += 2) {
      const [x, y] = [step[index] as number, step[index + 1] as number];
      moved.push(a * x + c * y + e, b * x + d * y + f);
    }
    return moved as unknown as PathStep;
  });
}

export function circlePath(centreX: number, centreY: number, radius: number): Path {
  const k = radius * 0.5522847498;
  const [x, y, r] = [centreX, centreY, radius];
  return [
    ["M", x + r, y],
    ["C", x + r, y + k, x + k, y + r, x, y + r],
    ["C", x - k, y + r, x - r, y + k, x - r, y],
    ["C", x - r, y - k, x - k, y - r, x, y - r],
    ["C", x + k, y - r, x + r, y - k, x + r, y],
    ["Z"],
  ];
}

export function polygonPath(points: readonly (readonly [number, number])[]): Path {
  return [...points.map(([x, y], index) => [index === 0 ? "M" : "L", x, y] as const), ["Z"]];
}

/** One character's outline in em: baseline at y 0, y downwards. Empty when no font has it. */
export function glyphPath(fonts: FontBook, role: FontRole, character: string): Path {
  const face = fonts.runsOf(role, character)[0]?.face;
  if (face === undefined) return [];
  const em = face.font.unitsPerEm;
  const steps: PathStep[] = [];
  let [x, y] = [0, 0];
  for (const { command, args } of face.font.glyphForCodePoint(character.codePointAt(0)!).path.commands) {
    const at = args.map((value, index) => (index % 2 === 0 ? value : -value) / em) as [number, number, number, number, number, number];
    if (command === "closePath") steps.push(["Z"]);
    else if (command === "moveTo") steps.push(["M", at[0], at[1]]);
    else if (command === "lineTo") steps.push(["L", at[0], at[1]]);
    else if (command === "bezierCurveTo") steps.push(["C", ...at]);
    else steps.push(["C", x + (2 / 3) * (at[0] - x), y + (2 / 3) * (at[1] - y), at[2] + (2 / 3) * (at[0] - at[2]), at[3] + (2 / 3) * (at[1] - at[3]), at[2], at[3]]);
    if (args.length > 0) [x, y] = at.slice(args.length - 2, args.length) as [number, number];
  }
  return steps;
}

export function hexOf(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part * 255).toString(16).padStart(2, "0")).join("")}`;
}

/** The picture's SVG elements, in millimetres. */
export function pictureSvg(picture: Picture): string {
  const layers = picture.layers.map(({ path, colour, strokeWidthMm }) => {
    const data = path.map(([kind, ...at]) => kind + at.map(short).join(" ")).join("");
    const hex = hexOf(colour);
    return `<path d="${data}" ${strokeWidthMm === null ? `fill="${hex}"` : `fill="none" stroke="${hex}" stroke-width="${short(strokeWidthMm)}"`}/>`;
  });
  return layers.join("");
}

const drawings = new WeakMap<Picture, Uint8Array>();

/** The picture as deflated PDF drawing operators, in points from its lower left corner. */
export function pictureOperators(picture: Picture): Uint8Array {
  const known = drawings.get(picture);
  if (known !== undefined) return known;
  const pt = (mm: number): string => String(Number((mm / millimetresPerPoint).toFixed(3)));
  const operatorOf = { M: "m", L: "l", C: "c", Z: "h" } as const;
  const lines = picture.layers.flatMap(({ path, colour, strokeWidthMm }) => [
    strokeWidthMm === null ? `${colour.join(" ")} rg` : `${colour.join(" ")} RG ${pt(strokeWidthMm)} w`,
    ...path.map(([kind, ...at]) => [...at.map((value, index) => pt(index % 2 === 0 ? value : picture.heightMm - value)), operatorOf[kind]].join(" ")),
    strokeWidthMm === null ? "f" : "S",
  ]);
  const drawing = deflateSync(lines.join("\n"), { level: 9 });
  drawings.set(picture, drawing);
  return drawing;
}
