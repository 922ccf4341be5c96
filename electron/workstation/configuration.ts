import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { WorkstationConfiguration } from "../../contracts/workstation-process.ts";
import { Failure } from "../../domain/failure.ts";

const listSchema = z.string().transform((text) => text.split("|").filter(Boolean));

/** The settings the main process may pass by name (`--option=NAME=VALUE`). */
const optionsSchema = z.object({
  /** With `enrolmentCode`: the centre of a trial on one PC (单机试用), which this PC joins by itself on first use. */
  centreUrl: z.url().optional(),
  enrolmentCode: z.string().min(1).optional(),
  /** Certificates (PEM) the centre's may be signed by, besides those the system trusts (R-SEC-2). */
  centreCaFile: z.string().min(1).optional(),
  /** Where cases and PDFs are written; `一窗导出` in the user's home unless given. */
  exportFolder: z.string().min(1).optional(),
  /** A configuration of SANE's own instead of the system's. */
  saneConfigFolder: z.string().min(1).optional(),
  scanimage: z.string().min(1).optional(),
  /** Path of NAPS2's console program, by which Windows' scanners are reached; its installer's own place unless given. */
  naps2Console: z.string().min(1).optional(),
  /** Folders some other machine fills, offered as scanners; separated by `|`. */
  scanFolders: listSchema.optional(),
  /** Network scanners by the address of their eSCL documents (`http://10.1.2.20/eSCL`); separated by `|`. */
  networkScanners: listSchema.pipe(z.array(z.url())).optional(),
  /** The command of a vendor's decoder for the photos on identity cards, unless the settings name another; see `runDecoder`. */
  cardPhotoDecoder: z.string().min(1).optional(),
  pageMode: z.enum(["standard", "fast", "faithful"]).default("standard"),
  /** Pages of other workstations kept here at most, in megabytes. */
  pageCacheMegabytes: z.coerce.number().int().min(1).default(500),
  /** Where the public asks how far a case is; its number is put behind it. The centre's own address unless given. */
  queryUrl: z.url().optional(),
});

export type WorkstationOptions = z.output<typeof optionsSchema> & { readonly exportFolder: string };

/** Throws Failure `option-invalid`, which keeps the app from starting and names the option. */
export function readOptions({ options }: WorkstationConfiguration): WorkstationOptions {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Failure("option-invalid", { details: { option: issue?.path.join(".") ?? "", problem: issue?.message ?? "" } });
  }
  return { ...parsed.data, exportFolder: parsed.data.exportFolder ?? join(homedir(), "一窗导出") };
}
