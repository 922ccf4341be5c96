import { z } from "zod";
import { receiptKindSchema } from "../../domain/case/case-parts.ts";
import { caseIdSchema } from "../../domain/ids.ts";
import { wireFailureSchema } from "../sync.ts";

export const printerSchema = z.object({
  printerId: z.string(),
  name: z.string().min(1).max(60),
  connection: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("network"), host: z.string().min(1), port: z.int().min(1).max(65535) }),
    z.object({ kind: z.literal("device-file"), path: z.string().startsWith("/") }),
  ]),
  paperWidthMm: z.union([z.literal(80), z.literal(58)]),
  /** Draw characters the printer's ROM lacks as a picture. */
  usesRasterFallback: z.boolean(),
});
export type PrinterSettings = z.infer<typeof printerSchema>;

export const printerStatusSchema = z.enum(["ready", "near-end", "paper-out", "cover-open", "cutter-error", "offline", "unplugged"]);
export type PrinterStatus = z.infer<typeof printerStatusSchema>;

/** A print job, kept until a person is done with it. A `doubtful` one may have come out: the clerk says. */
export const printJobSchema = z.object({
  jobId: z.uuid(),
  caseId: caseIdSchema,
  caseNumber: z.string(),
  receipt: receiptKindSchema,
  printerId: z.string(),
  state: z.enum(["waiting", "printing", "printed", "failed", "doubtful", "cancelled"]),
  failure: wireFailureSchema.nullable(),
  createdAt: z.string(),
});
export type PrintJob = z.infer<typeof printJobSchema>;

export const receiptChannels = {
  /** The paper as it would come out, as SVG. */
  "receipts.preview": { input: z.object({ caseId: caseIdSchema, receipt: receiptKindSchema }), output: z.object({ svg: z.string() }) },
  /** On the first printer unless another is named. */
  "receipts.print": {
    input: z.object({ caseId: caseIdSchema, receipt: receiptKindSchema, printerId: z.string().nullable().default(null) }),
    output: printJobSchema,
  },
  /** Writes the A4 PDF below the export folder and records it as a print. */
  "receipts.savePdf": { input: z.object({ caseId: caseIdSchema, receipt: receiptKindSchema }), output: z.object({ path: z.string() }) },
  "prints.list": { input: z.object({}), output: z.array(printJobSchema) },
  "prints.sendAgain": { input: z.object({ jobId: z.uuid() }), output: printJobSchema },
  /** The clerk's word on a doubtful job: the paper is there, or it is not (then it waits again). */
  "prints.settle": { input: z.object({ jobId: z.uuid(), cameOut: z.boolean() }), output: printJobSchema },
  "prints.cancel": { input: z.object({ jobId: z.uuid() }), output: printJobSchema },
  "printers.list": { input: z.object({}), output: z.array(printerSchema) },
  "printers.save": { input: printerSchema, output: z.object({}) },
  "printers.remove": { input: z.object({ printerId: z.string() }), output: z.object({}) },
  "printers.status": { input: z.object({ printerId: z.string() }), output: z.object({ status: printerStatusSchema }) },
} as const;

export const receiptTopics = { "prints.changed": printJobSchema } as const;
