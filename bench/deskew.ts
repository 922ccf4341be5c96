import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import sharp from "sharp";
import { reducePage } from "../scanner/pipeline/reduced-page.ts";
import type { Pixels } from "../scanner/pipeline/sharp.ts";
import { findSkew } from "../scanner/pipeline/skew.ts";
import { straightenPage, turnPage } from "../scanner/pipeline/straighten.ts";
import { createSheet, type SheetClass } from "../test/samples/sheets.ts";
import { readCpuMs } from "./pages/cpu.ts";
import { openLeptonica } from "./deskew/leptonica.ts";
import { IMAGEMAGICK } from "./pages/rivals.ts";

/**
 * `node bench/deskew.ts [--quick]`: how straight drawn sheets of known skew are laid, and for how much CPU, beside Leptonica and ImageMagick's
 * `-deskew 40%` on the same pixels. Prints one JSON line. Needs imagemagick and tesseract-ocr, whose library Leptonica is.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const run = promisify(execFile);

/** All that has lines to go by. */
const CLASSES: readonly SheetClass[] = ["text-12pt", "text-10.5pt", "text-9pt", "text-7.5pt", "table", "seal", "noisy-paper", "newspaper", "identity-copy"];
const SKEWS = values.quick ? [-2.3] : [-4.7, -2.3, -0.6, 0, 0.35, 1.1, 3.4];
/** A standard page's pixels: what the pipeline straightens. */
const PAGE = { width: 1131, height: 1600 } as const;
const THRESHOLD = "40%";

interface Figures {
  readonly residuals: number[];
  cpuMs: number;
}

const folder = await mkdtemp(join(tmpdir(), "yichuang-bench-deskew-"));
try {
  const ours: Figures = { residuals: [], cpuMs: 0 };
  const rival: Figures = { residuals: [], cpuMs: 0 };
  const library: Figures = { residuals: [], cpuMs: 0 };
  const leptonica = openLeptonica();
  let findingMs = 0;
  for (const [number, sheetClass] of CLASSES.entries()) {
    const { jpeg } = await createSheet(sheetClass, number);
    for (const degrees of SKEWS) {
      const page = await feedAskew(jpeg, degrees);
      const path = join(folder, "page.pnm");
      await writeFile(path, Buffer.concat([Buffer.from(`P6\n${page.width} ${page.height}\n255\n`), page.data]));

      // Its lines first: straightening may use the pixels up. The first page pays for the compiler, and counts with the others.
      const beforeFinding = readCpuMs().own;
      findSkew(reducePage(page));
      findingMs += readCpuMs().own - beforeFinding;
      const before = readCpuMs().own;
      const { pixels, turnedDegrees, owedDegrees } = await straightenPage(page);
      await turnPage(pixels, owedDegrees, "white");
      ours.cpuMs += readCpuMs().own - before;
      ours.residuals.push(Math.abs(degrees + turnedDegrees));

      // Less what it takes to start and to read the page.
      const empty = await timeConvert([path, "null:"]);
      const found = await timeConvert([path, "-deskew", THRESHOLD, "-format", "%[deskew:angle]", "info:"]);
      rival.cpuMs += Math.max(0, found.cpuMs - empty.cpuMs);
      rival.residuals.push(Math.abs(degrees + Number(found.output)));

      const beforeReading = readCpuMs().own;
      leptonica.read(path);
      const beforeStraightening = readCpuMs().own;
      const leptonicaDegrees = leptonica.straighten(path);
      library.cpuMs += Math.max(0, readCpuMs().own - beforeStraightening - (beforeStraightening - beforeReading));
      library.residuals.push(Math.abs(degrees + leptonicaDegrees));
    }
    process.stderr.write(`${sheetClass}\n`);
  }
  const pages = ours.residuals.length;
  console.log(JSON.stringify({
    bench: "deskew",
    pages,
    ours: { ...summarize(ours), findingCpuMsPerPage: Math.round(findingMs / pages) },
    leptonica: summarize(library),
    imagemagick: summarize(rival),
    ratioToLeptonica: rounded(ours.cpuMs / library.cpuMs),
    ratio: rounded(ours.cpuMs / rival.cpuMs),
  }));
} finally {
  await rm(folder, { recursive: true, force: true });
}

function summarize({ residuals, cpuMs }: Figures) {
  const [p50Degrees, p95Degrees, worstDegrees] = [0.5, 0.95, 1].map((share) => percentile(residuals, share));
  return { p50Degrees, p95Degrees, worstDegrees, cpuMsPerPage: Math.round(cpuMs / residuals.length) };
}

/** The sheet as a scanner sees it when it went in turned clockwise about its middle, on a lid as white as paper. */
async function feedAskew(jpeg: Uint8Array, degrees: number): Promise<Pixels> {
  const background = "#f8f8f6";
  const { data: turned, info } = await sharp(jpeg).rotate(degrees, { background }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const scale = PAGE.width / 2480;
  const [width, height] = [Math.round(info.width * scale), Math.round(info.height * scale)];
  const raw = { width: info.width, height: info.height, channels: 3 as const };
  const small = await sharp(turned, { raw }).resize(width, height, { fit: "fill" }).raw().toBuffer();
  const [left, top] = [Math.floor((width - PAGE.width) / 2), Math.max(0, Math.floor((height - PAGE.height) / 2))];
  const cut = { left, top, width: PAGE.width, height: Math.min(PAGE.height, height) };
  const data = await sharp(small, { raw: { width, height, channels: 3 } }).extract(cut).raw().toBuffer();
  return { data, width: cut.width, height: cut.height, channels: 3 };
}

/** One thread, as the pipeline gives each page. */
async function timeConvert(arguments_: readonly string[]): Promise<{ cpuMs: number; output: string }> {
  const before = readCpuMs().children;
  const { stdout } = await run(IMAGEMAGICK, ["-limit", "thread", "1", ...arguments_]);
  return { cpuMs: readCpuMs().children - before, output: stdout };
}

function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return rounded(sorted[Math.ceil(sorted.length * share) - 1] ?? NaN);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
