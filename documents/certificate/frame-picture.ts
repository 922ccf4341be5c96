import { circlePath } from "../layout/picture.ts";
import type { Colour, Path, PathStep, Picture, PictureLayer } from "../layout/sheet.ts";

export interface FrameDesign {
  widthMm: number;
  heightMm: number;
  colour: Colour;
  lightColour: Colour;
}

const bandMm = 9;
const frames = new Map<string, Picture>();

/**
 * The border of a certificate: a band of interlaced waves between two pairs of rules, rosettes in the corners. The same object
 * every time for the same design.
 */
export function getFramePicture(design: FrameDesign): Picture {
  const key = JSON.stringify(design);
  const picture = frames.get(key) ?? drawFrame(design);
  frames.set(key, picture);
  return picture;
}

function drawFrame({ widthMm, heightMm, colour, lightColour }: FrameDesign): Picture {
  const stroke = (path: Path, ink: Colour, strokeWidthMm: number): PictureLayer => ({ path, colour: ink, strokeWidthMm });
  const layers = [
    stroke([...waves(widthMm, heightMm, 4, 0.33), ...waves(widthMm, heightMm, 4, 0.2)], lightColour, 0.13),
    stroke(waves(widthMm, heightMm, 2, 0.42), colour, 0.16),
    stroke([...rectangle(0.45, widthMm, heightMm), ...rectangle(bandMm - 0.3, widthMm, heightMm)], colour, 0.75),
    stroke([...rectangle(1.3, widthMm, heightMm), ...rectangle(bandMm - 1.15, widthMm, heightMm), ...rectangle(bandMm + 0.9, widthMm, heightMm)], colour, 0.2),
  ];
  for (const [x, y] of [[0, 0], [widthMm, 0], [0, heightMm], [widthMm, heightMm]] as const) {
    const centre = [x === 0 ? bandMm / 2 : x - bandMm / 2, y === 0 ? bandMm / 2 : y - bandMm / 2] as const;
    const square = (half: number): Path => [["M", centre[0] - half, centre[1] - half], ["L", centre[0] + half, centre[1] - half], ["L", centre[0] + half, centre[1] + half], ["L", centre[0] - half, centre[1] + half], ["Z"]];
    layers.push({ path: square(bandMm / 2 - 0.45), colour: [1, 1, 1], strokeWidthMm: null }, stroke(square(bandMm / 2 - 0.45), colour, 0.5), stroke(rosette(centre, 3.3, 12), colour, 0.14), stroke(rosette(centre, 2.1, 8), lightColour, 0.16));
  }
  return { widthMm, heightMm, layers };
}

function rectangle(insetMm: number, widthMm: number, heightMm: number): Path {
  const [right, bottom] = [widthMm - insetMm, heightMm - insetMm];
  return [["M", insetMm, insetMm], ["L", right, insetMm], ["L", right, bottom], ["L", insetMm, bottom], ["Z"]];
}

/** Waves along the middle of the band on all four sides, `count` of them, evenly out of step. */
function waves(widthMm: number, heightMm: number, count: number, heightShare: number): Path {
  const swing = bandMm * heightShare * 0.8;
  const along = (length: number, toPoint: (along: number, across: number) => readonly [number, number]): PathStep[] => {
    const room = length - 2 * bandMm;
    const waveCount = Math.round(room / 7);
    const quarter = room / waveCount / 4;
    return Array.from({ length: count }, (_, index) => {
      const phase = (index * 2 * Math.PI) / count;
      const at = (step: number): readonly [number, number] => [bandMm + step * quarter, bandMm / 2 + swing * Math.sin((step * Math.PI) / 2 + phase)];
      const slope = (step: number): number => (swing * Math.cos((step * Math.PI) / 2 + phase) * Math.PI) / 2 / 3;
      const steps: PathStep[] = [["M", ...toPoint(...at(0))]];
      for (let step = 0; step < waveCount * 4; step += 1) {
        const [from, to] = [at(step), at(step + 1)];
        steps.push(["C", ...toPoint(from[0] + quarter / 3, from[1] + slope(step)), ...toPoint(to[0] - quarter / 3, to[1] - slope(step + 1)), ...toPoint(...to)]);
      }
      return steps;
    }).flat();
  };
  return [
    ...along(widthMm, (x, y) => [x, y]),
    ...along(widthMm, (x, y) => [x, heightMm - y]),
    ...along(heightMm, (x, y) => [y, x]),
    ...along(heightMm, (x, y) => [widthMm - y, x]),
  ];
}

/** Circles turned about a centre. */
function rosette([centreX, centreY]: readonly [number, number], radius: number, petals: number): Path {
  return Array.from({ length: petals }, (_, index): Path => {
    const angle = (index * 2 * Math.PI) / petals;
    return circlePath(centreX + (radius / 2) * Math.cos(angle), centreY + (radius / 2) * Math.sin(angle), radius / 2);
  }).flat();
}
