import { z } from "zod";
import { pageSchema } from "../../domain/case/page.ts";
import { caseIdSchema, pageIdSchema } from "../../domain/ids.ts";
import { wireFailureSchema } from "../sync.ts";
import { bytesSchema } from "./bytes.ts";
import { printJobSchema } from "./receipts.ts";

const sourceSchema = z.enum(["flatbed", "feeder", "duplex-feeder"]);
const colourSchema = z.enum(["colour", "grey"]);
const pageSizeSchema = z.enum(["a4", "a5", "b5", "a3"]);

/** What a clerk sets a scanner to; kept for each device. */
export const scanChoiceSchema = z.object({ source: sourceSchema, resolutionDpi: z.int().min(1), colour: colourSchema, pageSize: pageSizeSchema });
export type ScanChoice = z.infer<typeof scanChoiceSchema>;

export const scannerSchema = z.object({
  /** Stable while plugged in: `sane:test:0`. */
  scannerId: z.string(),
  name: z.string(),
  sources: z.array(sourceSchema),
  resolutionsDpi: z.array(z.int()),
  colours: z.array(colourSchema),
  pageSizes: z.array(pageSizeSchema),
  /** What it was last set to, as far as it can do that; else what is usual. */
  chosen: scanChoiceSchema,
});
export type ScannerInfo = z.infer<typeof scannerSchema>;

/** Where the pages go: before place `index` of the material, or in place of one page (a rescan). */
export const scanTargetSchema = z.object({
  caseId: caseIdSchema,
  materialCode: z.string(),
  index: z.int().min(0),
  replacesPageId: pageIdSchema.nullable(),
});
export type ScanTarget = z.infer<typeof scanTargetSchema>;

/** A batch under way. Finished pages are in the case already, whatever becomes of the rest. */
export const scanProgressSchema = z.object({
  jobId: z.uuid(),
  target: scanTargetSchema,
  state: z.enum(["running", "finished", "cancelled", "failed"]),
  /** Pages put into the case. */
  finishedPageCount: z.int(),
  /** Scans delivered by the device or file list and not yet pages. */
  workingPageCount: z.int(),
  /** Known for files, not for a feeder. */
  totalCount: z.int().nullable(),
  /** 0 … 1 of the page the scanner is at, when it says. */
  currentPageShare: z.number().nullable(),
  blankPageCount: z.int(),
  /** What could not become a page, with its name; the rest went on. */
  problems: z.array(z.object({ name: z.string(), failure: wireFailureSchema })),
  /** Things worth a look that did not stop a page (`blank`; `unclear`, which asks for another scan); of a sheet that is no page, without one. */
  warnings: z.array(z.object({ name: z.string(), code: z.string(), pageId: pageIdSchema.nullable() })),
  /** Where the pages went, in the order separator sheets led there; the target's own material alone without any. */
  materials: z.array(z.object({ materialCode: z.string(), pageCount: z.int() })),
  /** Why the batch as a whole ended early. */
  failure: wireFailureSchema.nullable(),
});
export type ScanProgress = z.infer<typeof scanProgressSchema>;

/** A picture chosen, dropped, photographed or signed; the bytes as the file has them, for a path would let a page read any file of this PC. What was signed on a pad is not turned to lie straight. */
const pictureSchema = z.object({
  name: z.string().max(255),
  bytes: bytesSchema,
  origin: z.enum(["file", "camera", "signature"]).default("file"),
});
/** As the page sends it: a chosen file needs no origin. */
export type ImportedPicture = z.input<typeof pictureSchema>;

/** A file of an import, or why the page could not read it: it takes its place among the problems. */
const importedFileSchema = z.union([pictureSchema, z.object({ name: z.string().max(255), failure: wireFailureSchema })]);
export type ImportedFile = z.input<typeof importedFileSchema>;

/** Of the case's item: for these materials, or for all of them. */
const separatorsSchema = z.object({ caseId: caseIdSchema, materialCodes: z.array(z.string()) });

export const scanningChannels = {
  "scanners.list": { input: z.object({}), output: z.array(scannerSchema) },
  /** Remembers what a device is set to, also after it was pulled out and put back. */
  "scanners.choose": { input: z.object({ scannerId: z.string(), choice: scanChoiceSchema }), output: z.object({}) },
  "scans.start": {
    input: z.object({
      target: scanTargetSchema,
      scannerId: z.string(),
      source: sourceSchema,
      resolutionDpi: z.int().min(75).max(600).default(200),
      colour: colourSchema.default("colour"),
      pageSize: pageSizeSchema.default("a4"),
    }),
    output: z.object({ jobId: z.uuid() }),
  },
  /** Begins a batch of files, which the page hands over one by one; it is cancelled when the page goes. */
  "scans.import": {
    input: z.object({ target: scanTargetSchema, fileCount: z.int().min(1).max(100_000) }),
    output: z.object({ jobId: z.uuid() }),
  },
  /** Answers when the batch has taken the file, so that only as many lie in memory as are being prepared; false when it takes no more. */
  "scans.importFile": {
    input: z.object({ jobId: z.uuid(), file: importedFileSchema }),
    output: z.object({ takesMore: z.boolean() }),
  },
  /** One picture made into a page and kept here, for a command that names a page of its own (a signature). No case changes. */
  "scans.preparePicture": {
    input: pictureSchema,
    output: z.object({ page: pageSchema, warnings: z.array(z.string()) }),
  },
  /** Sheets that lead each material of a feeder's batch to its place; printed once, they serve every case of the item. */
  "separators.print": { input: separatorsSchema.extend({ printerId: z.string().nullable().default(null) }), output: printJobSchema },
  "separators.savePdf": { input: separatorsSchema, output: z.object({ path: z.string() }) },
  /** Resolves once the batch has stopped; finished pages stay. */
  "scans.cancel": { input: z.object({ jobId: z.uuid() }), output: z.object({}) },
} as const;

export const scanningTopics = { "scans.progress": scanProgressSchema } as const;
