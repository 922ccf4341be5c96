import { z } from "zod";
import { paperKindSchema } from "../../domain/printing/paper-kind.ts";
import { wireFailureSchema } from "../sync.ts";
import { printJobSchema } from "./receipts.ts";

const printerId = z.string().min(1).max(100);
const printerName = z.string().trim().min(1).max(60);

/** A receipt printer (凭条打印机) of this PC. */
export const printerSchema = z.object({
  printerId,
  name: printerName,
  connection: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("network"), host: z.string().min(1), port: z.int().min(1).max(65535) }),
    z.object({ kind: z.literal("device-file"), path: z.string().startsWith("/") }),
    /** Bytes sent as they are through a print queue of Windows, named as Windows lists it. */
    z.object({ kind: z.literal("windows-queue"), queue: z.string().trim().min(1).max(220) }),
  ]),
  paperWidthMm: z.union([z.literal(80), z.literal(58)]),
  /** 180 only for printers that put 42 characters on a line of 80 mm. */
  dotsPerInch: z.union([z.literal(203), z.literal(180)]).default(203),
  /** The preset its choices below were taken from; null for one set up by hand. */
  model: z.string().max(40).nullable().default(null),
  /** What its memory of characters holds; lines with others are drawn as pictures. `none` draws all but plain ASCII. */
  characters: z.enum(["gb18030", "gbk", "gb2312", "none"]).default("gbk"),
  /** False for one that cannot say whether it printed: the clerk is asked about every paper. */
  answers: z.boolean().default(true),
  /** False for one without a cutter. */
  cuts: z.boolean().default(true),
});
export type PrinterSettings = z.infer<typeof printerSchema>;

export const printerStatusSchema = z.enum(["ready", "near-end", "paper-out", "cover-open", "cutter-error", "offline", "unplugged"]);
export type PrinterStatus = z.infer<typeof printerStatusSchema>;

/** A printer for A4 documents: spoken to directly by IPP, or behind a CUPS queue of this PC. */
export const a4PrinterSchema = z.object({
  printerId,
  name: printerName,
  connection: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("ipp"),
      url: z.url({ protocol: /^(ipps?|https?)$/ }),
      /** PEM. A printer's certificate is its own work: this very one is trusted, no other. Null without TLS, or when the system trusts it. */
      certificate: z.string().nullable(),
    }),
    z.object({ kind: z.literal("cups"), queue: z.string().regex(/^[^\s/#]{1,127}$/) }),
  ]),
});
export type A4PrinterSettings = z.infer<typeof a4PrinterSchema>;

export const a4PrinterStatusSchema = z.object({
  condition: z.enum(["ready", "printing", "needs-attention", "offline"]),
  /** What keeps it from printing, the most telling first. */
  failures: z.array(wireFailureSchema),
  /** `toner-low`, `media-low`… as the printer puts it. */
  warnings: z.array(z.string()),
  trays: z.array(z.string()),
  hasDuplex: z.boolean(),
  takesPdf: z.boolean(),
});
export type A4PrinterStatus = z.infer<typeof a4PrinterStatusSchema>;

/** How one kind of paper is printed. Null leaves the choice: the first fitting printer, the printer's own tray. */
export const paperRouteSchema = z.object({
  printerId: printerId.nullable(),
  tray: z.string().max(100).nullable(),
  duplex: z.enum(["one-sided", "long-edge", "short-edge"]),
});
export type PaperRoute = z.infer<typeof paperRouteSchema>;

export const paperRoutesSchema = z.record(paperKindSchema, paperRouteSchema);
/** As a PC may have kept them before there were so many kinds. */
export const keptPaperRoutesSchema = z.partialRecord(paperKindSchema, paperRouteSchema);
export type PaperRoutes = z.infer<typeof paperRoutesSchema>;

export const printerChannels = {
  "printers.list": { input: z.object({}), output: z.array(printerSchema) },
  "printers.save": { input: printerSchema, output: z.object({}) },
  "printers.remove": { input: z.object({ printerId: z.string() }), output: z.object({}) },
  "printers.status": { input: z.object({ printerId: z.string() }), output: z.object({ status: printerStatusSchema }) },
  "a4Printers.list": { input: z.object({}), output: z.array(a4PrinterSchema) },
  "a4Printers.save": { input: a4PrinterSchema, output: z.object({}) },
  "a4Printers.remove": { input: z.object({ printerId: z.string() }), output: z.object({}) },
  "a4Printers.status": { input: z.object({ printerId: z.string() }), output: a4PrinterStatusSchema },
  /** A test page on a printer of either kind; what becomes of it is told as of any job. */
  "printers.test": { input: z.object({ printerId: z.string() }), output: printJobSchema },
  "papers.routes": { input: z.object({}), output: paperRoutesSchema },
  "papers.setRoutes": { input: paperRoutesSchema, output: z.object({}) },
  /** A test page as a paper of that kind would come out. */
  "papers.test": { input: z.object({ kind: paperKindSchema }), output: printJobSchema },
} as const;
