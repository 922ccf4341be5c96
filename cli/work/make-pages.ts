import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pageLine, pagesSummary } from "../../contracts/wording/cli.ts";
import { pageWarningWording } from "../../contracts/wording/pages.ts";
import { Failure } from "../../domain/failure.ts";
import { preparePages, type PageOutcome } from "../../scanner/pipeline/page-pool.ts";
import type { PageMode, PreparedPage } from "../../scanner/pipeline/prepare-page.ts";
import type { ScanInput } from "../../scanner/pipeline/scan-input.ts";
import { failureLine } from "../failure-line.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { createPageNames, type PageNames } from "./page-names.ts";
import { findPictures, type Picture } from "./pictures.ts";

export interface PagesOptions {
  readonly out: string;
  readonly json?: boolean;
  readonly mode: PageMode;
  /** Whether all of them were taken by a camera; else each file tells. */
  readonly camera?: boolean;
}

/** Every input becomes a page below the folder or a line that says why not; one bad input keeps none of the others back. */
export async function makePages(inputs: readonly string[], options: PagesOptions, terminal: Terminal): Promise<ExitCode> {
  const say = options.json ? jsonReport(terminal) : wordReport(terminal);
  const pictures = await findPictures(inputs);
  await makeFolder(options.out);
  const names = createPageNames(options.out, pictures);
  let pageCount = 0;
  let failureCount = 0;
  for await (const outcome of preparePages(asScans(pictures, options.camera), { mode: options.mode })) {
    const written = await writePage(outcome, names);
    if ("path" in written) {
      pageCount += 1;
      say.made(outcome.name, written.path, written.page);
    } else {
      failureCount += 1;
      say.failed(outcome.name, written.failure);
    }
  }
  say.summary(pageCount, failureCount, options.out);
  return failureCount > 0 ? 1 : 0;
}

async function* asScans(pictures: readonly Picture[], isFromCamera: boolean | undefined): AsyncGenerator<ScanInput> {
  for (const { scan } of pictures) yield isFromCamera === undefined ? scan : { ...scan, isFromCamera };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new Failure("folder-not-writable", { details: { folder, reason: (cause as NodeJS.ErrnoException).code ?? "" }, cause });
  }
}

type Written = { readonly path: string; readonly page: PreparedPage } | { readonly failure: Failure };

/** Written beside and renamed, so that a cut never leaves half a page under its name. */
async function writePage(outcome: PageOutcome, names: PageNames): Promise<Written> {
  if ("failure" in outcome) return outcome;
  const path = names.pathOf(outcome.name);
  const partial = join(dirname(path), `.${process.pid}.part`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(partial, outcome.page.jpeg);
    await rename(partial, path);
    return { path, page: outcome.page };
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined);
    const reason = (cause as NodeJS.ErrnoException).code ?? "";
    return { failure: new Failure("page-not-written", { retryable: true, details: { name: outcome.name, path, reason }, cause }) };
  }
}

interface Report {
  made(source: string, path: string, page: PreparedPage): void;
  failed(source: string, failure: Failure): void;
  summary(pageCount: number, failureCount: number, folder: string): void;
}

function jsonReport(terminal: Terminal): Report {
  return {
    made(source, path, { width, height, bytes, sha256, quality, colour, warnings }) {
      terminal.print(JSON.stringify({ source, path, width, height, bytes, sha256, colour, quality: quality.jpegQuality, scale: quality.scale, warnings }));
    },
    failed: (source, { code, retryable, details }) => terminal.print(JSON.stringify({ source, error: code, retryable, details })),
    summary: () => undefined,
  };
}

function wordReport(terminal: Terminal): Report {
  return {
    made: (source, path, page) =>
      terminal.print(pageLine(source, path, page, page.warnings.map((warning) => pageWarningWording[warning]))),
    failed: (_source, failure) => terminal.note(failureLine(failure)),
    summary: (pageCount, failureCount, folder) => terminal.note(pagesSummary(pageCount, failureCount, folder)),
  };
}

