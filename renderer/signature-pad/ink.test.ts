import { expect, it } from "vitest";
import { drawStroke, finishStroke, isSigned, padSize, toPad, type InkPoint } from "./ink.ts";

const point = (x: number, y: number, pressure = 0.5): InkPoint => ({ x, y, pressure });
const line = (length: number): InkPoint[] => Array.from({ length: 11 }, (_, step) => point(100 + (length * step) / 10, 300));

it("takes nothing, a dot and a slip of the pen for no signature, and strokes together for one", () => {
  expect(isSigned([])).toBe(false);
  expect(isSigned([[point(10, 10)]])).toBe(false);
  expect(isSigned([line(60)])).toBe(false);
  expect(isSigned([line(60), line(60), line(80)])).toBe(true);
});

it("knows the place on the pad whatever its size on the screen, and stays inside", () => {
  const frame = { left: 100, top: 50, width: 640, height: 320 };
  expect(toPad({ clientX: 420, clientY: 210, pressure: 0.3 }, frame)).toEqual({ x: padSize.width / 2, y: padSize.height / 2, pressure: 0.3 });
  expect(toPad({ clientX: 2000, clientY: -5, pressure: 0 }, frame)).toEqual({ x: padSize.width, y: 0, pressure: 0 });
  expect(toPad({ clientX: 0, clientY: 0, pressure: 0 }, { left: 0, top: 0, width: 0, height: 0 })).toMatchObject({ x: 0, y: 0 });
});

function createPen() {
  const ends: { x: number; y: number }[] = [];
  const widths: number[] = [];
  return {
    ends,
    widths,
    lineWidth: 1,
    lineCap: "butt" as CanvasLineCap,
    lineJoin: "miter" as CanvasLineJoin,
    strokeStyle: "" as string,
    beginPath: () => undefined,
    moveTo: () => undefined,
    lineTo: (x: number, y: number) => void ends.push({ x, y }),
    quadraticCurveTo: () => undefined,
    stroke() {
      widths.push(this.lineWidth);
    },
  };
}

it("draws a dot for a single touch, and ends every stroke where the pen was lifted", () => {
  for (const stroke of [[point(5, 6)], line(200)]) {
    const pen = createPen();
    drawStroke(pen, stroke);
    expect(pen.ends).toEqual([]);
    finishStroke(pen, stroke);
    expect(pen.ends.at(-1)).toEqual({ x: stroke.at(-1)?.x, y: stroke.at(-1)?.y });
  }
});

it("draws thicker where the pen is pressed harder, and goes on from where it was", () => {
  const pen = createPen();
  drawStroke(pen, [point(0, 0, 0.1), point(10, 0, 0.1), point(20, 0, 1), point(30, 0, 1)], 1);
  expect(pen.widths).toHaveLength(3);
  expect(pen.widths[2]).toBeGreaterThan(pen.widths[0] ?? Infinity);
});
