import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Zip, ZipPassThrough } from "fflate";
import { Failure } from "../domain/failure.ts";
import { createNameGiver, toFileName } from "./file-names.ts";
import { setJpegTurn, type TurnDegrees } from "./jpeg-turn.ts";

export interface ExportedPage {
  /** Called once, when the page's turn has come: a case's pages never lie in memory together. */
  readonly readJpeg: () => Uint8Array | Promise<Uint8Array>;
  /** Clockwise, as the clerk turned the page. */
  readonly turnDegrees: TurnDegrees;
}

export interface ExportedPackage {
  readonly name: string;
  readonly pages: readonly ExportedPage[];
}

export interface CaseExport {
  readonly projectName: string;
  readonly packages: readonly ExportedPackage[];
  /** When the project's folder is there already: refuse, or write beside it as `名称（2）`. Refuses when left out. */
  readonly whenTaken?: "refuse" | "number";
}

export interface WrittenExport {
  readonly folder: string;
  readonly files: readonly { readonly path: string; readonly pages: number }[];
}

/** A ZIP file carries a date with each entry; the same pages must give the same bytes on any day, so it is the format's first. */
const ENTRY_DATE = new Date(1980, 0, 1);

/**
 * R-SCAN-3: one folder in `outFolder` named by the project's full name, in it one ZIP per package with its pages in order as
 * `0001.jpg` …. The same case gives the same bytes. Everything is written beside and moved into place at the end: on a full disk
 * nothing is left, and nothing is ever overwritten. Throws Failures `export-exists`, `export-disk-full`, `export-not-writable`, or the
 * signal's reason.
 */
export async function exportPages(exported: CaseExport, outFolder: string, signal?: AbortSignal): Promise<WrittenExport> {
  const wanted = join(outFolder, toFileName(exported.projectName, "未命名项目"));
  const isNumbered = exported.whenTaken === "number";
  if (!isNumbered && (await isThere(wanted))) throw new Failure("export-exists", { details: { folder: wanted } });
  const unfinished = join(outFolder, `.yichuang-export-${randomUUID()}`);
  try {
    await mkdir(unfinished, { recursive: true });
    const giveName = createNameGiver();
    const written: { fileName: string; pages: number }[] = [];
    for (const [index, { name, pages }] of exported.packages.entries()) {
      const fileName = `${giveName(toFileName(name, `材料${index + 1}`))}.zip`;
      await pipeline(Readable.from(zipPages(pages, signal)), createWriteStream(join(unfinished, fileName), { flush: true }));
      written.push({ fileName, pages: pages.length });
    }
    signal?.throwIfAborted();
    const folder = isNumbered ? await findFreeFolder(wanted) : wanted;
    await rename(unfinished, folder);
    return { folder, files: written.map(({ fileName, pages }) => ({ path: join(folder, fileName), pages })) };
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    signal?.throwIfAborted();
    throw toExportFailure(error, wanted);
  }
}

async function findFreeFolder(wanted: string): Promise<string> {
  let folder = wanted;
  for (let number = 2; await isThere(folder); number += 1) folder = `${wanted}（${number}）`;
  return folder;
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

/** The ZIP's bytes, page by page. Stored, not deflated: a JPEG does not shrink. */
async function* zipPages(pages: readonly ExportedPage[], signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [index, page] of pages.entries()) {
    signal?.throwIfAborted();
    const entry = new ZipPassThrough(`${String(index + 1).padStart(4, "0")}.jpg`);
    entry.mtime = ENTRY_DATE;
    zip.add(entry);
    entry.push(setJpegTurn(await page.readJpeg(), page.turnDegrees), true);
    yield* chunks.splice(0);
  }
  zip.end();
  yield* chunks.splice(0);
}

function toExportFailure(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const options = { retryable: true, details: { folder, parent: dirname(folder) }, cause: error };
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return new Failure("export-disk-full", options);
  if (code === "EEXIST" || code === "ENOTEMPTY") return new Failure("export-exists", { ...options, retryable: false });
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOTDIR" || code === "ENOENT") return new Failure("export-not-writable", options);
  return error;
}
