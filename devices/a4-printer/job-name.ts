declare const jobNameBrand: unique symbol;
/** The name of a job as it is shown in spools, on displays and in the printer's log, to whoever walks by. */
export type JobName = string & { readonly [jobNameBrand]: true };

/**
 * Letters, digits and hyphens only (`receipt-3601002026112200010000015`), so that no citizen's name can be in it.
 * Throws on anything else: a title was passed by mistake.
 */
export function toJobName(text: string): JobName {
  if (!/^[A-Za-z0-9-]{1,80}$/.test(text)) throw new TypeError("a print job's name has letters, digits and hyphens only");
  return text as JobName;
}
