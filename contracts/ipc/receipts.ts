import { z } from "zod";
import { receiptKindSchema } from "../../domain/case/case-parts.ts";
import { caseIdSchema } from "../../domain/ids.ts";
import { paperKindSchema } from "../../domain/printing/paper-kind.ts";
import { wireFailureSchema } from "../sync.ts";

/**
 * A print job, kept until a person is done with it. Of a `doubtful` or `aborted` one paper may have come out: the clerk says. While
 * `printing`, `failure` is what the printer waits for.
 */
export const printJobSchema = z.object({
  jobId: z.uuid(),
  /** Null for a test page. */
  caseId: caseIdSchema.nullable(),
  caseNumber: z.string(),
  kind: paperKindSchema,
  /** Which receipt; null for every other kind. */
  receipt: receiptKindSchema.nullable(),
  /** What the paper is called where its kind says too little. */
  title: z.string().nullable(),
  copies: z.int(),
  printerId: z.string(),
  state: z.enum(["waiting", "printing", "printed", "failed", "doubtful", "aborted", "cancelled"]),
  failure: wireFailureSchema.nullable(),
  createdAt: z.string(),
});
export type PrintJob = z.infer<typeof printJobSchema>;

const oneJob = z.object({ jobId: z.uuid() });

export const receiptChannels = {
  /** The paper as it would come out, as SVG. */
  "receipts.preview": { input: z.object({ caseId: caseIdSchema, receipt: receiptKindSchema }), output: z.object({ svg: z.string() }) },
  /** On the printer set for receipts unless another is named: a receipt printer, or an A4 printer. */
  "receipts.print": {
    input: z.object({ caseId: caseIdSchema, receipt: receiptKindSchema, printerId: z.string().nullable().default(null) }),
    output: printJobSchema,
  },
  /** Writes the A4 PDF below the export folder and records it as a print. */
  "receipts.savePdf": { input: z.object({ caseId: caseIdSchema, receipt: receiptKindSchema }), output: z.object({ path: z.string() }) },
  "prints.list": { input: z.object({}), output: z.array(printJobSchema) },
  "prints.sendAgain": { input: oneJob, output: printJobSchema },
  /** The clerk's word on a job that may have come out: the paper is there, or it is not (then it waits again). */
  "prints.settle": { input: oneJob.extend({ cameOut: z.boolean() }), output: printJobSchema },
  /** A job at the printer is ended there; `prints.changed` tells what became of it. */
  "prints.cancel": { input: oneJob, output: printJobSchema },
} as const;

export const receiptTopics = { "prints.changed": printJobSchema } as const;
