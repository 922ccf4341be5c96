import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchPages } from "./pages/run.ts";

/**
 * `node bench/pages.ts [--quick] [--sheets N] [--read N]`: one JSON line on standard output, progress on standard error.
 * Needs tesseract-ocr, tesseract-ocr-chi-sim, imagemagick and jpegoptim.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false }, sheets: { type: "string" }, read: { type: "string" } } });

const figures = await benchPages(
  {
    sheets: Number(values.sheets ?? (values.quick ? 12 : 100)),
    readPerClass: Number(values.read ?? (values.quick ? 1 : 2)),
    sampleFolder: join(tmpdir(), "yichuang-bench-sheets-1"),
  },
  (line) => process.stderr.write(`${line}\n`),
);
process.stdout.write(`${JSON.stringify(figures)}\n`);
