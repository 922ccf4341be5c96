import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import sharp from "sharp";
import { PAGE_LIMIT_BYTES, PAGE_MAXIMUM } from "../../domain/page/page-rules.ts";
import { preparePages } from "../../scanner/pipeline/page-pool.ts";
import type { PageMode, PreparedPage } from "../../scanner/pipeline/prepare-page.ts";
import type { ScanInput } from "../../scanner/pipeline/scan-input.ts";
import type { SheetClass } from "../../test/samples/sheets.ts";
import { readCpuMs, readPeakMemoryMb } from "./cpu.ts";
import { readPage, shareReadRight } from "./reader.ts";
import { imageMagick, jpegoptim, makeWith, type Rival } from "./rivals.ts";
import { prepareSamples, type SampleFile } from "./sample-set.ts";

export interface PagesBenchOptions {
  /** Sheets whose making is timed. */
  readonly sheets: number;
  /** Of each class, sheets that are read. */
  readonly readPerClass: number;
  readonly sampleFolder: string;
}

interface MadePage {
  readonly sample: SampleFile;
  readonly jpeg: Uint8Array;
  readonly page?: PreparedPage;
}

interface Made {
  readonly jpegs: readonly MadePage[];
  readonly cpuMsPerPage: number;
  readonly cpuMsPerPageByClass: ReadonlyMap<SheetClass, number>;
}

const CORES = 2;
/** Where nothing is printed, there is nothing to read. */
const UNREAD: readonly SheetClass[] = ["photograph", "blank"];

/** Makes and reads the sheets every way and gives the figures as one object. */
export async function benchPages(options: PagesBenchOptions, log: (line: string) => void): Promise<Record<string, unknown>> {
  log(`drawing ${options.sheets} sheets`);
  const samples = await prepareSamples(options.sampleFolder, options.sheets);
  const ways: Record<string, Made> = {};
  for (const mode of ["standard", "fast"] as const) {
    log(`our pipeline, ${mode}`);
    ways[mode] = await makeOurs(samples, mode);
  }
  const peakMemoryMb = readPeakMemoryMb();
  log("all sheets in batches, in turns with ImageMagick and with the floor: decode, resize, encode once");
  const turns = await takeTurns(samples);
  for (const rival of [imageMagick, jpegoptim]) {
    log(rival.name);
    ways[rival.name] = await makeRivals(samples, rival);
  }
  const classes = await readAll(ways, options.readPerClass, log);
  return {
    bench: "pages",
    sheets: samples.length,
    classes,
    ways: Object.fromEntries(Object.entries(ways).map(([name, made]) => [name, summarize(made)])),
    pagesPerSecond: mapValues(turns, ({ seconds }) => round(samples.length / seconds)),
    cpuMsPerPage: mapValues(turns, ({ cpuMs }) => Math.round(cpuMs / samples.length)),
    peakMemoryMb,
    ratio: {
      standardThroughputToImageMagick: round(turns.imagemagick.seconds / turns.standard.seconds),
      fastThroughputToImageMagick: round(turns.imagemagick.seconds / turns.fast.seconds),
      fastCpuToFloor: round(turns.fast.cpuMs / turns.floor.cpuMs),
      fastCpuToFloorAtHalfSize: round(turns.fast.cpuMs / turns.floorAtHalfSize.cpuMs),
    },
  };
}

async function makeOurs(samples: readonly SampleFile[], mode: PageMode): Promise<Made> {
  return makeByClass(samples, "own", async (ofClass) => {
    const jpegs: MadePage[] = [];
    for await (const outcome of preparePages(asScans(ofClass), { mode })) {
      if (!("page" in outcome)) throw outcome.failure;
      if (outcome.page.jpeg.byteLength > PAGE_LIMIT_BYTES) throw new Error(`${outcome.page.jpeg.byteLength} bytes: over the limit`);
      jpegs.push({ sample: ofClass[outcome.position - 1]!, jpeg: outcome.page.jpeg, page: outcome.page });
    }
    return jpegs;
  });
}

async function makeRivals(samples: readonly SampleFile[], rival: Rival): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), "bench-pages-"));
  const made = await makeByClass(samples, "children", (ofClass) =>
    inParallel(ofClass, async (sample) => ({ sample, jpeg: await makeWith(rival, sample.path, join(folder, basename(sample.path))) })));
  await rm(folder, { recursive: true });
  return made;
}

interface Cost {
  seconds: number;
  cpuMs: number;
}

/** Of so many turns each way's least disturbed counts: whatever else the machine does comes and goes. */
const TURNS = 3;

/** What all sheets cost in one batch; the ways take turns. */
async function takeTurns(samples: readonly SampleFile[]) {
  const folder = await mkdtemp(join(tmpdir(), "bench-pages-"));
  const makeOf = (mode: PageMode) => async () => {
    for await (const outcome of preparePages(asScans(samples), { mode })) if (!("page" in outcome)) throw outcome.failure;
  };
  const ways = {
    standard: makeOf("standard"),
    fast: makeOf("fast"),
    imagemagick: () => inParallel(samples, ({ path }) => makeWith(imageMagick, path, join(folder, basename(path)))),
    floor: () => inParallel(samples, async ({ path }) => makeLeast(await readFile(path))),
    // What sharp does not do by itself, and the pipeline does.
    floorAtHalfSize: () => inParallel(samples, ({ path }) => makeLeast(`${path}[shrink=2]`)),
  };
  const costs = mapValues(ways, (): Cost => ({ seconds: Infinity, cpuMs: Infinity }));
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [way, make] of Object.entries(ways)) {
      const [cpuBefore, started] = [readCpuMs(), performance.now()];
      await make();
      const [cpuAfter, cost] = [readCpuMs(), costs[way as keyof typeof ways]];
      cost.seconds = Math.min(cost.seconds, (performance.now() - started) / 1000);
      cost.cpuMs = Math.min(cost.cpuMs, cpuAfter.own - cpuBefore.own + cpuAfter.children - cpuBefore.children);
    }
  }
  await rm(folder, { recursive: true });
  return costs;
}

/** The least anybody must do: one decode, one resize, one encode. */
async function makeLeast(scan: Uint8Array | string): Promise<unknown> {
  return sharp(scan, { ignoreIcc: true }).autoOrient().resize({ width: PAGE_MAXIMUM.shortSide, height: PAGE_MAXIMUM.longSide, fit: "inside" }).jpeg({ quality: 40 }).toBuffer();
}

async function* asScans(samples: readonly SampleFile[]): AsyncGenerator<ScanInput> {
  for (const { path } of samples) yield { name: basename(path), path };
}

/** One class after the other, so that each has its own CPU time; `whose` says which process did the work. */
async function makeByClass(
  samples: readonly SampleFile[],
  whose: "own" | "children",
  make: (ofClass: readonly SampleFile[]) => Promise<readonly MadePage[]>,
): Promise<Made> {
  const jpegs: MadePage[] = [];
  const cpuMsPerPageByClass = new Map<SheetClass, number>();
  const cpuBefore = readCpuMs()[whose];
  for (const [sheetClass, ofClass] of Map.groupBy(samples, (sample) => sample.class)) {
    const before = readCpuMs()[whose];
    jpegs.push(...(await make(ofClass)));
    cpuMsPerPageByClass.set(sheetClass, (readCpuMs()[whose] - before) / ofClass.length);
  }
  return { jpegs, cpuMsPerPage: (readCpuMs()[whose] - cpuBefore) / samples.length, cpuMsPerPageByClass };
}

async function readAll(ways: Record<string, Made>, perClass: number, log: (line: string) => void) {
  const classes: Record<string, Record<string, unknown>> = {};
  for (const [way, made] of Object.entries(ways)) {
    const seen = new Map<SheetClass, number>();
    const chosen = made.jpegs.filter(({ sample }) => {
      const count = seen.get(sample.class) ?? 0;
      seen.set(sample.class, count + 1);
      return count < perClass;
    });
    log(`reading ${chosen.length} pages of ${way}`);
    const results = await inParallel(chosen, async ({ sample, jpeg }) => ({
      class: sample.class,
      share: UNREAD.includes(sample.class) ? undefined : shareReadRight(sample.truth, await readPage(jpeg, sample.class === "newspaper" || sample.class === "table")),
      isSealRed: sample.class === "seal" ? await isSealRed(jpeg) : undefined,
    }));
    for (const sheetClass of seen.keys()) {
      const mine = results.filter((result) => result.class === sheetClass);
      const shares = mine.flatMap(({ share }) => (share === undefined ? [] : [share]));
      const pages = made.jpegs.filter(({ sample }) => sample.class === sheetClass);
      (classes[sheetClass] ??= {})[way] = {
        ...(shares.length > 0 && { readRight: round(mean(shares)) }),
        ...(sheetClass === "seal" && { sealsRed: mine.every((result) => result.isSealRed) }),
        bytes: Math.round(mean(pages.map(({ jpeg }) => jpeg.byteLength))),
        cpuMs: Math.round(made.cpuMsPerPageByClass.get(sheetClass) ?? 0),
        ...(pages[0]?.page && { encodes: round(mean(pages.map(({ page }) => page!.encodes))) }),
      };
    }
  }
  return classes;
}

/** A seal is red when at least a two-hundredth of the page is plainly red. */
async function isSealRed(jpeg: Uint8Array): Promise<boolean> {
  const { data, info } = await sharp(jpeg).toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  let red = 0;
  for (let i = 0; i + 2 < data.length; i += info.channels) if (info.channels >= 3 && data[i]! > 150 && data[i + 1]! < 110 && data[i + 2]! < 120) red++;
  return red > (info.width * info.height) / 200;
}

function summarize({ jpegs, cpuMsPerPage }: Made) {
  const sizes = jpegs.map(({ jpeg }) => jpeg.byteLength);
  const over = sizes.filter((size) => size > PAGE_LIMIT_BYTES).length;
  return { cpuMsPerPage: Math.round(cpuMsPerPage), pagesOverLimit: over, largestBytes: Math.max(...sizes) };
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: CORES }, worker));
  return results;
}

const mapValues = <K extends string, T, R>(values: Readonly<Record<K, T>>, change: (value: T) => R) =>
  Object.fromEntries(Object.entries<T>(values).map(([key, value]) => [key, change(value)])) as Record<K, R>;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const round = (value: number) => Math.round(value * 1000) / 1000;
