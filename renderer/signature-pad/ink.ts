/** A place on the pad in its own pixels, and how hard the pen was pressed (0 … 1; a mouse says 0.5). */
export interface InkPoint {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

export type Stroke = readonly InkPoint[];

/** The pad's own pixels, whatever size it has on the screen: a page of at least 640×480 is made of them (R-SCAN-1). */
export const padSize = { width: 1280, height: 640 } as const;

/** A tick or a slip of the hand is shorter than the shortest name. */
const shortestSignature = padSize.width * 0.15;
const thinnest = 3;
const thickest = 9;

/** Whether enough was written to be somebody's name. */
export function isSigned(strokes: readonly Stroke[]): boolean {
  return strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0) >= shortestSignature;
}

function lengthOf(stroke: Stroke): number {
  return stroke.reduce((sum, { x, y }, index) => {
    const before = stroke[index - 1];
    return before ? sum + Math.hypot(x - before.x, y - before.y) : sum;
  }, 0);
}

/** Where a pointer is on the pad, held inside it: a pen led over the edge writes along the edge. */
export function toPad(pointer: { clientX: number; clientY: number; pressure: number }, frame: { left: number; top: number; width: number; height: number }): InkPoint {
  const share = (value: number, start: number, length: number): number => Math.min(1, Math.max(0, length > 0 ? (value - start) / length : 0));
  return {
    x: share(pointer.clientX, frame.left, frame.width) * padSize.width,
    y: share(pointer.clientY, frame.top, frame.height) * padSize.height,
    pressure: pointer.pressure,
  };
}

type Pen = Pick<CanvasRenderingContext2D, "beginPath" | "moveTo" | "lineTo" | "quadraticCurveTo" | "stroke" | "lineWidth" | "lineCap" | "lineJoin" | "strokeStyle">;

/**
 * Draws a stroke from point `from` on: through the middles between points, so that the few points of a quick hand make a curve
 * and not a polygon. It ends half way before the last point, which may yet turn out to be a corner; `finishStroke` draws the rest.
 */
export function drawStroke(pen: Pen, stroke: Stroke, from = 0): void {
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = "#101418";
  for (let index = Math.max(0, from); index < stroke.length; index += 1) {
    const point = stroke[index];
    if (!point) continue;
    const before = stroke[index - 1] ?? point;
    const earlier = stroke[index - 2] ?? before;
    const start = middleOf(earlier, before);
    const end = middleOf(before, point);
    pen.lineWidth = thinnest + (thickest - thinnest) * (before.pressure + point.pressure) * 0.5;
    pen.beginPath();
    pen.moveTo(start.x, start.y);
    pen.quadraticCurveTo(before.x, before.y, end.x, end.y);
    pen.stroke();
  }
}

/** Where the pen was lifted; a single point is a dot. */
export function finishStroke(pen: Pen, stroke: Stroke): void {
  const last = stroke.at(-1);
  if (!last) return;
  const start = middleOf(stroke.at(-2) ?? last, last);
  pen.beginPath();
  pen.moveTo(start.x, start.y);
  pen.lineTo(last.x, last.y);
  pen.stroke();
}

function middleOf(one: InkPoint, other: InkPoint): { readonly x: number; readonly y: number } {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}
